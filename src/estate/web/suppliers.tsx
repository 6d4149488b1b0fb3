import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Supplier } from '../contract.ts';
import { Add } from './editing.tsx';
import { EstateFrame } from './estate-frame.tsx';
import { NounList, orDash } from './noun-list.tsx';

/** Who supplies, and whom to warn. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const mayChange = useCan()('estate:asset:change');
  return (
    <EstateFrame
      title={t('estate:nav.suppliers')}
      density="working"
      dek={t('estate:suppliers.dek')}
      actions={mayChange && <Add noun="supplier" />}
    >
      <NounList<Supplier>
        noun="supplier"
        title={t('estate:nav.suppliers')}
        change="estate:asset:change"
        columns={[
          { id: 'name', label: t('estate:column.name'), sort: true, primary: true, cell: (r) => r.name },
          {
            id: 'security',
            label: t('estate:column.security'),
            cell: (r) => r.securityContact ?? <span className="mut">{t('estate:suppliers.no-contact')}</span>,
          },
          { id: 'contact', label: t('estate:column.contact'), cell: (r) => orDash(r.contactName) },
          { id: 'email', label: t('estate:column.email'), cell: (r) => orDash(r.contactEmail), hidden: true },
          {
            id: 'phone',
            label: t('estate:column.phone'),
            cell: (r) => orDash(r.contactPhone),
            phone: 'none',
          },
          {
            id: 'contract',
            label: t('estate:column.contract'),
            sort: true,
            align: 'end',
            cell: (r) => orDash(r.contractUntil && f.day(`${r.contractUntil}T12:00:00Z`)),
          },
        ]}
        empty={{ title: t('estate:suppliers.empty'), why: t('estate:suppliers.empty-why') }}
      />
    </EstateFrame>
  );
}
