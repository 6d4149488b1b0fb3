import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Application } from '../contract.ts';
import { Add } from './editing.tsx';
import { EstateFrame } from './estate-frame.tsx';
import { NounList, orDash } from './noun-list.tsx';

/** What makes services run. */
export function Screen() {
  const t = useT();
  const mayChange = useCan()('estate:asset:change');
  return (
    <EstateFrame
      title={t('estate:nav.applications')}
      density="working"
      dek={t('estate:applications.dek')}
      actions={mayChange && <Add noun="application" />}
    >
      <NounList<Application>
        noun="application"
        title={t('estate:nav.applications')}
        change="estate:asset:change"
        columns={[
          { id: 'name', label: t('estate:column.name'), sort: true, primary: true, cell: (r) => r.name },
          {
            id: 'kind',
            label: t('estate:column.kind'),
            sort: true,
            cell: (r) => translateLoose(`estate:application-kind.${r.kind}`, undefined, r.kind),
          },
          { id: 'owner', label: t('estate:column.owner'), cell: (r) => orDash(r.ownerName) },
          { id: 'supplier', label: t('estate:column.supplier'), cell: (r) => orDash(r.supplierName) },
        ]}
        empty={{ title: t('estate:applications.empty'), why: t('estate:applications.empty-why') }}
      />
    </EstateFrame>
  );
}
