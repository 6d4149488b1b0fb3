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

/** The assets that have findings, by parts: what is written for one part is written in a moment. */
export async function listExposedAssets(db: Db, size: number): Promise<string[][]> {
  const { rows } = await sql<{ id: string }>`
    with recursive walk as (
      (select asset_id as id from exposure_findings order by asset_id limit 1)
      union all
      select (select f.asset_id from exposure_findings f where f.asset_id > walk.id order by f.asset_id limit 1)
      from walk where walk.id is not null)
    select id from walk where id is not null`.execute(db);
  const ids = rows.map((r) => r.id);
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size));
}

/** Writes the counts of services and users beside each finding of these assets, where they are others. */
export async function refreshCounts(trx: Db, assetIds: readonly string[]): Promise<void> {
  await sql`
    update exposure_findings f set service_count = r.n, user_count = r.users
    from (select a.id as asset_id, count(r.service_id)::int as n, coalesce(sum(r.users), 0)::int as users
          from unnest(${assetIds}::text[]) as a(id) left join exposure_reach r on r.asset_id = a.id group by a.id) r
    where r.asset_id = f.asset_id and f.asset_id = any(${assetIds})
      and (f.service_count, f.user_count) is distinct from (r.n, r.users)`.execute(trx);
}
