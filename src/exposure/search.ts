import type { Actor } from '../platform/auth/actor.ts';
import type { SearchHit } from '../platform/domain.ts';
import type { Platform } from '../platform/platform.ts';
import { FindingQuery } from './contract.ts';
import { listFindings } from './store/list.ts';

/** Findings for the command palette: by vulnerability, product, asset or words of the title. */
export async function searchFindings(p: Platform, actor: Actor, q: string): Promise<SearchHit[]> {
  if (!actor.permissions.has('exposure:finding:read')) return [];
  const { rows } = await listFindings(p.db, FindingQuery.parse({ q, size: 6 }), p.clock.now());
  return rows.map((r) => ({
    kind: 'exposure.finding',
    id: r.id,
    title: `${r.vulnerability_id} · ${r.product} ${r.version ?? ''}`.trim(),
    subtitle: `${r.asset_name} · ${r.title}`,
    href: `/expositions/${r.id}`,
  }));
}
