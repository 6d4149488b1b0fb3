import type { ReactNode } from 'react';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type translate, translateLoose, useT } from '../../platform/web/i18n.ts';
import { Facts, Link, SafeText } from '../../platform/web/kit/index.ts';
import { ADDRESSES, type Noun, PATHS, type Stored } from './nouns.ts';

const SHOWN: Record<Exclude<Noun, 'service' | 'asset'>, readonly string[]> = {
  application: ['kind', 'ownerId', 'supplierId', 'description'],
  supplier: ['securityContact', 'contactName', 'contactEmail', 'contactPhone', 'contractUntil', 'notes'],
  person: ['role', 'email', 'phone', 'unitId', 'userId'],
  unit: ['parentId'],
  processing: [
    'purpose',
    'legalBasis',
    'peopleCount',
    'peopleCategories',
    'dataCategories',
    'hasSensitiveData',
    'recipients',
    'transfers',
    'retention',
    'measures',
    'serviceIds',
    'dpoNotes',
  ],
};
const NAMED: Record<string, { name: string; noun: Noun }> = {
  ownerId: { name: 'ownerName', noun: 'person' },
  supplierId: { name: 'supplierName', noun: 'supplier' },
  unitId: { name: 'unitName', noun: 'unit' },
  parentId: { name: 'parentName', noun: 'unit' },
};

/** The fields of an object, in words; what nobody said is written as unknown. */
export function NounFacts({ noun, object }: { noun: keyof typeof SHOWN; object: Stored }) {
  const t = useT();
  const f = useFormat();
  return (
    <Facts
      items={SHOWN[noun].map((field) => [
        translateLoose(`estate:field.${field}`),
        said(field, object, { t, f }),
      ])}
    />
  );
}

function said(
  field: string,
  object: Stored,
  { t, f }: { t: typeof translate; f: ReturnType<typeof useFormat> },
): ReactNode {
  const value = object[field];
  if (field === 'serviceIds') return <ServiceLinks ids={(value as string[] | undefined) ?? []} />;
  if (field === 'userId') return t(value ? 'estate:yes' : 'estate:none');
  if (field === 'kind')
    return translateLoose(`estate:application-kind.${String(value)}`, undefined, String(value));
  if (typeof value === 'boolean') return t(value ? 'estate:yes' : 'estate:no');
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return <span className="mut">{t('estate:unknown-fact')}</span>;
  const named = NAMED[field];
  if (named)
    return (
      <Link to={`${ADDRESSES[named.noun]}/${String(value)}`}>{String(object[named.name] ?? value)}</Link>
    );
  if (typeof value === 'number') return f.number(value);
  if (field === 'contractUntil') return f.day(`${String(value)}T12:00:00Z`);
  if (Array.isArray(value)) return value.join(', ');
  return <SafeText max={4000}>{String(value)}</SafeText>;
}

function ServiceLinks({ ids }: { ids: readonly string[] }) {
  const t = useT();
  const services = useApi<{ items: Stored[] }>(PATHS.service, { size: 200 });
  const found = (services.data?.items ?? []).filter((s) => ids.includes(s.id));
  if (ids.length === 0) return <span className="mut">{t('estate:none')}</span>;
  return (
    <ul>
      {found.map((s) => (
        <li key={s.id}>
          <Link to={`/services/${s.id}`}>{s.name}</Link>
        </li>
      ))}
    </ul>
  );
}
