import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Processing } from '../contract.ts';
import { Add } from './editing.tsx';
import { EstateFrame } from './estate-frame.tsx';
import { NounList, orDash } from './noun-list.tsx';

/** The register of processings of personal data. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const mayChange = useCan()('estate:processing:change');
  return (
    <EstateFrame
      title={t('estate:nav.processings')}
      density="working"
      dek={t('estate:processings.dek')}
      actions={mayChange && <Add noun="processing" />}
    >
      <NounList<Processing>
        noun="processing"
        title={t('estate:nav.processings')}
        change="estate:processing:change"
        columns={[
          {
            id: 'name',
            label: t('estate:column.name'),
            sort: true,
            primary: true,
            cell: (r) => r.name,
          },
          { id: 'basis', label: t('estate:column.basis'), cell: (r) => r.legalBasis },
          {
            id: 'people',
            label: t('estate:column.people'),
            sort: true,
            align: 'end',
            cell: (r) => orDash(r.peopleCount === null ? null : f.number(r.peopleCount)),
          },
          {
            id: 'sensitive',
            label: t('estate:column.sensitive'),
            cell: (r) => (r.hasSensitiveData ? <b>{t('estate:yes')}</b> : t('estate:no')),
          },
          {
            id: 'retention',
            label: t('estate:column.retention'),
            cell: (r) => orDash(r.retention),
            phone: 'none',
          },
          {
            id: 'services',
            label: t('estate:column.services'),
            align: 'end',
            cell: (r) => f.number(r.serviceIds.length),
          },
        ]}
        empty={{ title: t('estate:processings.empty'), why: t('estate:processings.empty-why') }}
      />
    </EstateFrame>
  );
}
