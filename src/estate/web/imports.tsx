import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { DataTable, Empty, Link } from '../../platform/web/kit/index.ts';
import type { Import } from '../contract.ts';
import { EstateFrame } from './estate-frame.tsx';
import { useFormats } from './formats.ts';

/** Every document received, newest first. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const { nameOf } = useFormats();
  const start = (
    <Link to="/patrimoine/imports/nouveau" className="btn pri">
      {t('estate:act.import')}
    </Link>
  );
  const counts = (r: Import) =>
    r.state === 'failed'
      ? '–'
      : [
          [r.summary.added, '+'],
          [r.summary.changed, '~'],
          [r.summary.absent, '−'],
        ]
          .map(([n, sign]) => `${sign}${f.number(Number(n))}`)
          .join(' ');
  return (
    <EstateFrame
      title={t('estate:imports.title')}
      density="working"
      dek={t('estate:imports.dek')}
      actions={start}
    >
      <DataTable<Import>
        name={t('estate:imports.title')}
        list="estate.imports"
        path="/api/estate/imports"
        plain
        rowId={(r) => r.id}
        rowLabel={(r) => r.fileName}
        rowTo={(r) => `/patrimoine/imports/${r.id}`}
        columns={[
          { id: 'file', label: t('estate:column.file'), primary: true, cell: (r) => r.fileName },
          {
            id: 'state',
            label: t('estate:column.state'),
            phone: 'aside',
            cell: (r) => t(`estate:importState.${r.state}`),
          },
          { id: 'format', label: t('estate:column.format'), cell: (r) => nameOf(r.format) },
          {
            id: 'components',
            label: t('estate:column.components'),
            align: 'end',
            cell: (r) => (r.state === 'failed' ? '–' : f.number(r.summary.components)),
          },
          { id: 'change', label: t('estate:column.change'), align: 'end', cell: counts },
          { id: 'by', label: t('estate:column.by'), cell: (r) => r.actor },
          {
            id: 'when',
            label: t('estate:column.when'),
            align: 'end',
            cell: (r) => f.recent(r.appliedAt ?? r.createdAt),
          },
        ]}
        empty={
          <Empty title={t('estate:imports.empty')} action={start}>
            {t('estate:imports.empty-why')}
          </Empty>
        }
      />
    </EstateFrame>
  );
}
