import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { ReachRow, Tables } from './tables.ts';

/** Replaces which services each asset reaches. */
export async function replaceReach(trx: Db, rows: readonly ReachRow[]): Promise<void> {
  await trx.withTables<Tables>().deleteFrom('exposure_reach').execute();
  for (let i = 0; i < rows.length; i += 1000) {
    await sql`
      insert into exposure_reach (asset_id, service_id, service_name, users, is_degraded, path)
      select * from jsonb_to_recordset(${JSON.stringify(rows.slice(i, i + 1000))}::jsonb)
        as r(asset_id text, service_id text, service_name text, users int, is_degraded boolean, path jsonb)`.execute(
      trx,
    );
  }
}

export async function listReach(db: Db, assetIds?: readonly string[]): Promise<ReachRow[]> {
  let q = db.withTables<Tables>().selectFrom('exposure_reach').selectAll();
  if (assetIds) q = q.where('asset_id', 'in', assetIds.length > 0 ? assetIds : ['']);
  return q.orderBy('users', 'desc').execute();
}

/** Writes the counts of services and users beside each finding whose asset's reach changed. */
export async function refreshCounts(trx: Db): Promise<void> {
  await sql`
    update exposure_findings f set service_count = coalesce(r.n, 0), user_count = coalesce(r.users, 0)
    from (select a.asset_id, count(r.service_id)::int as n, coalesce(sum(r.users), 0)::int as users
          from (select distinct asset_id from exposure_findings) a left join exposure_reach r on r.asset_id = a.asset_id
          group by a.asset_id) r
    where r.asset_id = f.asset_id and (f.service_count, f.user_count) is distinct from (r.n, r.users)`.execute(
    trx,
  );
}
