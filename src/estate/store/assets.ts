import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';

export interface AssetFacts {
  id: string;
  name: string;
  kind: string;
  exposed: 'yes' | 'no' | 'unknown';
  ownerId: string | null;
}

export interface ServiceFacts {
  id: string;
  name: string;
  users: number;
  criticality: { d: number; i: number; c: number; p: number };
  /** SSVC, Mission & Well-being, where the sheet says; null: derive it from the criticality. */
  prevalence: 'minimal' | 'support' | 'essential' | null;
  wellBeing: 'minimal' | 'material' | 'irreversible' | null;
  ownerId: string | null;
}

/** Assets in use by any of their names: id, reference or name, in lower case. */
export async function findAssets(
  db: Db,
  names: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  const wanted = names.map((n) => n.toLowerCase());
  const { rows } = await sql<{ id: string; name: string; ref: string | null }>`
    select id, name, ref from estate_assets where retired_at is null
      and (lower(name) = any(${wanted}) or lower(coalesce(ref, '')) = any(${wanted}) or id = any(${[...names]}))`.execute(
    db,
  );
  const found = new Map<string, { id: string; name: string }>();
  for (const row of rows)
    for (const key of [row.name, row.ref, row.id])
      if (key) found.set(key.toLowerCase(), { id: row.id, name: row.name });
  return found;
}

/** Assets in use, by id. */
export async function loadAssets(db: Db, ids?: readonly string[]): Promise<Map<string, AssetFacts>> {
  const { rows } = await sql<AssetFacts>`
    select id, name, kind, exposed, owner_id as "ownerId" from estate_assets
    where retired_at is null and ${ids ? sql`id = any(${[...ids]})` : sql`true`}`.execute(db);
  return new Map(rows.map((r) => [r.id, r]));
}

/** Services in use whose owner is the person of this account. */
export async function servicesOwnedBy(db: Db, userId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from estate_services s join estate_people o on o.id = s.owner_id and o.retired_at is null
    where s.retired_at is null and o.user_id = ${userId}`.execute(db);
  return rows.map((r) => r.id);
}

/** Services in use, by id. */
export async function loadServices(db: Db, ids?: readonly string[]): Promise<Map<string, ServiceFacts>> {
  const { rows } = await sql<
    Omit<ServiceFacts, 'criticality'> & { d: number; i: number; c: number; p: number }
  >`
    select id, name, users, owner_id as "ownerId", need_d as d, need_i as i, need_c as c, need_p as p, prevalence, well_being as "wellBeing" from estate_services
    where retired_at is null and ${ids ? sql`id = any(${[...ids]})` : sql`true`} order by name`.execute(db);
  return new Map(rows.map(({ d, i, c, p, ...r }) => [r.id, { ...r, criticality: { d, i, c, p } }]));
}
