import type { Actor } from '../platform/auth/actor.ts';
import type { SearchHit } from '../platform/domain.ts';
import type { Platform } from '../platform/platform.ts';
import { ObjectQuery } from './contract.ts';
import { listObjects, type NounName } from './store/nouns.ts';

const SEARCHED: readonly { noun: NounName; permission: string; href: (id: string) => string }[] = [
  { noun: 'service', permission: 'estate:service:read', href: (id) => `/services/${id}` },
  { noun: 'asset', permission: 'estate:asset:read', href: (id) => `/patrimoine/biens/${id}` },
  { noun: 'application', permission: 'estate:asset:read', href: () => '/patrimoine/applications' },
  { noun: 'supplier', permission: 'estate:asset:read', href: () => '/patrimoine/fournisseurs' },
];

/** Services, assets, applications and suppliers for the command palette. */
export async function searchEstate(p: Platform, actor: Actor, q: string): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const { noun, permission, href } of SEARCHED) {
    if (!actor.permissions.has(permission)) continue;
    const { rows } = await listObjects(p.db, noun, ObjectQuery.parse({ q, size: 5 }));
    for (const row of rows) {
      const subtitle = row.description ?? row.os ?? row.ownerName;
      hits.push({
        kind: `estate.${noun}`,
        id: row.id,
        title: String(row.name),
        ...(subtitle ? { subtitle: String(subtitle) } : {}),
        href: href(row.id),
      });
    }
  }
  return hits;
}
