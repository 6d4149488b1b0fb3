import { useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { translateLoose, useT } from '../i18n.ts';
import { CopyButton } from '../kit/copy-button.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { Facts } from '../kit/facts.tsx';
import { JsonTree } from '../kit/json-tree.tsx';
import { JOURNAL, type JournalRow } from './platform-api.ts';
import { SettingsScreen } from './settings-frame.tsx';

interface Verification {
  intact: boolean;
  entries: number;
  verifiedAt: string | null;
  brokenAt?: number;
}

/** « exposure.risk.accepted » → its sentence, from its room's texts, or the name itself. */
const actWords = (action: string): string => {
  const [room = '', ...rest] = action.split('.');
  return translateLoose(`${room}:journal.${rest.join('.')}`, {}, action);
};

export function Screen() {
  const t = useT();
  const f = useFormat();
  const state = useApi<Verification>(`${JOURNAL}/verification`);
  const chain = state.data;
  return (
    <SettingsScreen
      title={t('shell:settings.journal.title')}
      density="working"
      dek={
        chain
          ? chain.intact
            ? t('shell:settings.journal.intact', {
                count: chain.entries,
                date: chain.verifiedAt ? f.recent(chain.verifiedAt) : '',
              })
            : t('shell:settings.journal.broken', { seq: chain.brokenAt ?? 0 })
          : t('shell:settings.journal.dek')
      }
      keys={[{ keys: ['J', 'K'], label: t('shell:keys.row') }]}
    >
      <DataTable<JournalRow>
        name={t('shell:settings.journal.title')}
        list="platform.journal"
        path={JOURNAL}
        rowId={(row) => String(row.seq)}
        rowLabel={(row) => actWords(row.action)}
        exportable
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
            cell: (row) => row.object?.label ?? row.object?.id ?? '–',
          },
          { id: 'actor', label: t('shell:settings.journal.actor'), cell: (row) => row.actor },
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
                [t('shell:settings.journal.actor'), row.actor],
                [t('shell:settings.journal.object'), row.object ? (row.object.label ?? row.object.id) : '–'],
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
