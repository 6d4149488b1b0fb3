import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { FacetLevel } from './contract.ts';

export interface DayFacets {
  serviceId: string;
  facets: { security: FacetLevel; procedures: FacetLevel; acceptance: FacetLevel };
}

/** Keeps the facets of a local day (`YYYY-MM-DD`), the latest reading of the day winning. */
export async function saveDay(trx: Db, day: string, rows: readonly DayFacets[]): Promise<void> {
  await sql`
    insert into steer_facet_days (day, service_id, facets)
    select ${day}::date, "serviceId", facets
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("serviceId" text, facets jsonb)
    on conflict (day, service_id) do update set facets = excluded.facets`.execute(trx);
}

/** The latest facets of each service on or before a local day. */
export async function loadDay(db: Db, upTo: string): Promise<Map<string, DayFacets['facets']>> {
  const { rows } = await sql<DayFacets>`
    select distinct on (service_id) service_id as "serviceId", facets
    from steer_facet_days where day <= ${upTo}::date order by service_id, day desc`.execute(db);
  return new Map(rows.map((r) => [r.serviceId, r.facets]));
}

/** The security facet of one service, day by day, oldest first. */
export async function facetHistory(
  db: Db,
  serviceId: string,
  days: number,
): Promise<{ day: string; facets: DayFacets['facets'] }[]> {
  const { rows } = await sql<{ day: string; facets: DayFacets['facets'] }>`
    select to_char(day, 'YYYY-MM-DD') as day, facets from steer_facet_days
    where service_id = ${serviceId} order by day desc limit ${days}`.execute(db);
  return rows.reverse();
}
