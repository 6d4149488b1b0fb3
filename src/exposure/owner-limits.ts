import { servicesOwnedBy } from '../estate/index.ts';
import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { listReach } from './store/reach.ts';
import type { FindingRow } from './store/tables.ts';

const DECIDE_ANYWHERE = new Set(['operator', 'soc-analyst', 'ciso', 'admin']);

/** Ids of the findings that hurt a service of this person; undefined for who decides anywhere. */
export async function findingsOfOwner(
  trx: Db,
  actor: Actor,
  rows: readonly FindingRow[],
): Promise<ReadonlySet<string> | undefined> {
  if (actor.kind === 'system' || actor.roles.some((r) => DECIDE_ANYWHERE.has(r))) return undefined;
  const owned = new Set(await servicesOwnedBy(trx, actor.userId ?? ''));
  const reached = await listReach(trx, [...new Set(rows.map((r) => r.asset_id))]);
  const assets = new Set(reached.filter((r) => owned.has(r.service_id)).map((r) => r.asset_id));
  return new Set(rows.filter((r) => assets.has(r.asset_id)).map((r) => r.id));
}

/** A service's owner plans what hurts their own services, and never in the place of what others decided. */
export function notTheirs(row: FindingRow, theirs: ReadonlySet<string>): string | null {
  if (!theirs.has(row.id)) return 'exposure.finding-not-yours';
  return row.state === 'open' || row.state === 'planned' ? null : 'exposure.finding-decided';
}
