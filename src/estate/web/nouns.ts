import type { RemoteOptions } from '../../platform/web/kit/index.ts';

export type Noun = 'service' | 'application' | 'asset' | 'supplier' | 'person' | 'unit' | 'processing';

/** Where the API keeps each noun. */
export const PATHS: Record<Noun, string> = {
  service: '/api/estate/services',
  application: '/api/estate/applications',
  asset: '/api/estate/assets',
  supplier: '/api/estate/suppliers',
  person: '/api/estate/people',
  unit: '/api/estate/units',
  processing: '/api/estate/processings',
};

/** An object as the API gives it: enough to change it and to say what changed. */
export type Stored = Record<string, unknown> & { id: string; name: string; versionNo: number };

/** A noun of the estate, searched on the server. */
export const remote = (noun: Noun, note?: string): RemoteOptions => ({
  path: PATHS[noun],
  option: (item) => ({
    value: String(item.id),
    label: String(item.name),
    ...(note && item[note] ? { note: String(item[note]) } : {}),
  }),
});

/** Where each noun is read. */
export const ADDRESSES: Record<Noun, string> = {
  service: '/services',
  application: '/patrimoine/applications',
  asset: '/patrimoine/biens',
  supplier: '/patrimoine/fournisseurs',
  person: '/patrimoine/personnes',
  unit: '/patrimoine/unites',
  processing: '/patrimoine/traitements',
};
