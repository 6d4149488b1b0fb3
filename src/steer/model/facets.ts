import type { Facet, FacetLevel, ServiceTile } from '../contract.ts';

/** What is known of a service's weaknesses when its security facet is judged. */
export interface SecurityFacts {
  /** Assets the service rests on, and how many of them have at least one component that can be matched. */
  assets: number;
  assetsKnown: number;
  affected: number;
  toCheck: number;
  critical: number;
  kev: number;
  overdue: number;
  /** Feeds that are stale or never came: "nothing found" then means nothing. */
  staleFeeds: number;
}

/**
 * Security of a service's data. `reached`: a weakness known to be exploited on an asset that
 * can be reached from outside (or may be), or a deadline passed. `fragile`: something
 * affected. `unknown`: nothing to judge by. `solid` only when assets are inventoried and feeds are fresh.
 */
export function securityFacet(f: SecurityFacts): Facet {
  const facts = { ...f };
  if (f.kev > 0) return { level: 'reached', reason: 'kev', facts };
  if (f.overdue > 0) return { level: 'reached', reason: 'overdue', facts };
  if (f.affected > 0) return { level: 'fragile', reason: 'affected', facts };
  if (f.assets === 0) return { level: 'unknown', reason: 'no-asset', facts };
  if (f.assetsKnown === 0) return { level: 'unknown', reason: 'no-component', facts };
  if (f.staleFeeds > 0) return { level: 'unknown', reason: 'stale-feeds', facts };
  if (f.toCheck > 0) return { level: 'fragile', reason: 'to-check', facts };
  return { level: 'solid', reason: 'nothing-found', facts };
}

/** No check of procedures or measure of acceptance exists yet: said, never drawn as fine. */
export function unmeasured(reason: 'no-check' | 'no-measure'): Facet {
  return { level: 'unknown', reason, facts: {} };
}

const WEIGHT: Record<FacetLevel, number> = { reached: 3, fragile: 2, unknown: 1, solid: 0 };

/** Which way a service moved since the comparison day; a service without one did not move. */
export function direction(facets: ServiceTile['facets']): ServiceTile['direction'] {
  let sum = 0;
  for (const facet of Object.values(facets)) if (facet.was) sum += WEIGHT[facet.level] - WEIGHT[facet.was];
  return sum > 0 ? 'worse' : sum < 0 ? 'better' : 'same';
}

/** Worst first, then what moved, then the most users. */
export function compareTiles(a: ServiceTile, b: ServiceTile): number {
  const level = (t: ServiceTile) => WEIGHT[t.facets.security.level];
  const moved = (t: ServiceTile) => (t.direction === 'same' ? 0 : 1);
  return moved(b) - moved(a) || level(b) - level(a) || b.users - a.users;
}
