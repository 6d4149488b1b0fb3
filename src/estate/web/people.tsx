import { useT } from '../../platform/web/i18n.ts';
import { Tabs, useUrlState } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Person, Unit } from '../contract.ts';
import { Add } from './editing.tsx';
import { EstateFrame } from './estate-frame.tsx';
import { NounList, orDash } from './noun-list.tsx';

const CHANGE = 'estate:asset:change';

/** People who own something, and the units they belong to. */
export function Screen() {
  const t = useT();
  const mayChange = useCan()(CHANGE);
  const [search, change] = useUrlState();
  const part = search.partie === 'unites' ? 'unites' : 'personnes';
  return (
    <EstateFrame
      title={t('estate:nav.people')}
      density="working"
      dek={t('estate:people.dek')}
      actions={mayChange && (part === 'unites' ? <Add key="u" noun="unit" /> : <Add key="p" noun="person" />)}
    >
      <Tabs
        label={t('estate:nav.people')}
        selected={part}
        onSelect={(id) =>
          change({
            partie: id === 'unites' ? id : undefined,
            q: undefined,
            page: undefined,
            sort: undefined,
            row: undefined,
          })
        }
        tabs={[
          { id: 'personnes', label: t('estate:people.people'), content: part === 'personnes' && <People /> },
          { id: 'unites', label: t('estate:people.units'), content: part === 'unites' && <Units /> },
        ]}
      />
    </EstateFrame>
  );
}

function People() {
  const t = useT();
  return (
    <NounList<Person>
      noun="person"
      title={t('estate:people.people')}
      change={CHANGE}
      columns={[
        { id: 'name', label: t('estate:column.name'), sort: true, primary: true, cell: (r) => r.name },
        { id: 'role', label: t('estate:column.role'), sort: true, cell: (r) => orDash(r.role) },
        { id: 'unit', label: t('estate:column.unit'), cell: (r) => orDash(r.unitName) },
        { id: 'email', label: t('estate:column.email'), cell: (r) => orDash(r.email) },
        { id: 'phone', label: t('estate:column.phone'), cell: (r) => orDash(r.phone), hidden: true },
        {
          id: 'account',
          label: t('estate:column.account'),
          cell: (r) => (r.userId ? t('estate:yes') : <span className="mut">{t('estate:none')}</span>),
          phone: 'none',
        },
      ]}
      empty={{ title: t('estate:people.empty'), why: t('estate:people.empty-why') }}
    />
  );
}

function Units() {
  const t = useT();
  return (
    <NounList<Unit>
      noun="unit"
      title={t('estate:people.units')}
      change={CHANGE}
      columns={[
        { id: 'name', label: t('estate:column.name'), sort: true, primary: true, cell: (r) => r.name },
        { id: 'parent', label: t('estate:column.parent'), cell: (r) => orDash(r.parentName) },
      ]}
      empty={{ title: t('estate:units.empty'), why: t('estate:units.empty-why') }}
    />
  );
}
