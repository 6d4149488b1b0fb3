import type { ParkedDelivery } from '../../events/contract.ts';
import { useApi } from '../api.ts';
import { useFormat } from '../format.ts';
import { useT } from '../i18n.ts';
import { Band } from '../kit/band.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { SafeText } from '../kit/safe-text.tsx';
import { PARKED } from './platform-api.ts';

/** What listeners gave up, each with its reason; nothing when all was taken. */
export function Parked() {
  const t = useT();
  const f = useFormat();
  const parked = useApi<{ total: number }>(PARKED, { size: 1 });
  if (!parked.data?.total) return null;
  return (
    <Band title={t('shell:settings.parked.title')} note={t('shell:settings.parked.note')} id="arretees">
      <DataTable<ParkedDelivery>
        name={t('shell:settings.parked.title')}
        list="platform.parked"
        path={PARKED}
        plain
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.event} ${row.listener}`}
        columns={[
          {
            id: 'event',
            label: t('shell:settings.parked.event'),
            primary: true,
            cell: (r) => (
              <>
                <span className="m">{r.event}</span>
                <span className="l2 m">{r.listener}</span>
              </>
            ),
          },
          {
            id: 'error',
            label: t('shell:settings.parked.error'),
            cell: (r) => <SafeText>{r.error ?? '–'}</SafeText>,
          },
          { id: 'at', label: t('shell:settings.parked.at'), align: 'end', cell: (r) => f.dateTime(r.at) },
        ]}
      />
    </Band>
  );
}
