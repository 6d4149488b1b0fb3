import type { JournalItem } from '../../journal/contract.ts';
import { useFormat } from '../format.ts';
import { translateLoose, useT } from '../i18n.ts';
import { CopyButton } from '../kit/copy-button.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { Facts } from '../kit/facts.tsx';
import { JsonTree } from '../kit/json-tree.tsx';
import { useCan } from '../session.ts';
import { CheckNow, JournalSeal } from './journal-state.tsx';
import { JOURNAL } from './platform-api.ts';
import { SettingsScreen } from './settings-frame.tsx';

/** « exposure.risk.accepted » → its sentence, from its room's texts, or the name itself. */
const actWords = (action: string): string => {
  const [room = '', ...rest] = action.split('.');
  return translateLoose(`${room}:journal.${rest.join('.')}`, {}, action);
};

export function Screen() {
  const t = useT();
  const f = useFormat();
  const canExport = useCan()('platform:journal:export');
  return (
    <SettingsScreen
      title={t('shell:settings.journal.title')}
      density="working"
      dek={t('shell:settings.journal.dek')}
      keys={[{ keys: ['J', 'K'], label: t('shell:keys.row') }]}
      actions={<CheckNow />}
    >
      <JournalSeal />
      <DataTable<JournalItem>
        name={t('shell:settings.journal.title')}
        list="platform.journal"
        path={JOURNAL}
        rowId={(row) => String(row.seq)}
        rowLabel={(row) => actWords(row.action)}
        {...(canExport ? { exportPath: `${JOURNAL}/export` } : {})}
        defaultSort="-seq"
        columns={[
          {
            id: 'at',
            label: t('shell:settings.journal.at'),
            cell: (row) => f.recent(row.at),
            phone: 'aside',
          },
          {
            id: 'action',
            label: t('shell:settings.journal.action'),
            primary: true,
            cell: (row) => actWords(row.action),
          },
          {
            id: 'object',
            label: t('shell:settings.journal.object'),
            cell: (row) => row.objectLabel ?? row.objectId ?? '–',
          },
          { id: 'actor', label: t('shell:settings.journal.actor'), cell: (row) => row.actorName },
          {
            id: 'seq',
            label: t('shell:settings.journal.seq'),
            align: 'end',
            cell: (row) => f.number(row.seq),
            phone: 'none',
          },
        ]}
        filters={[
          {
            id: 'room',
            label: t('shell:settings.journal.room'),
            options: ROOMS.map((room) => ({ value: room, label: t(`shell:settings.journal.rooms.${room}`) })),
          },
        ]}
        preview={(row) => (
          <>
            <p className="mut">{f.dateTime(row.at)}</p>
            <h2>{actWords(row.action)}</h2>
            <Facts
              items={[
                [t('shell:settings.journal.actor'), row.actorName],
                [t('shell:settings.journal.object'), row.objectLabel ?? row.objectId ?? '–'],
                [t('shell:settings.journal.seq'), f.number(row.seq)],
                [t('shell:settings.journal.hash'), <code key="h">{row.hash.slice(0, 16)}…</code>],
              ]}
            />
            <p className="gap-small">
              <CopyButton text={row.hash} label={t('shell:settings.journal.copy-hash')} />
            </p>
            <h3>{t('shell:settings.journal.details')}</h3>
            <JsonTree value={row.details} open={2} />
          </>
        )}
      />
    </SettingsScreen>
  );
}

const ROOMS = ['platform', 'estate', 'watch', 'exposure', 'steer'] as const;
