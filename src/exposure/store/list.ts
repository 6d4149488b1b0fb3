import { type SqlBool, sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { sortIn } from '../../platform/http/page.ts';
import type { FindingQuery } from '../contract.ts';
import type { FindingRow, Tables } from './tables.ts';

const DEFAULT_STATES = ['open', 'planned'] as const;

/** Columns a list may be sorted by; a tie is broken by id so that pages never overlap. */
const SORTS: Record<string, ReturnType<typeof sql>> = {
  deadline: sql`deadline`,
  severity: sql`severity_rank`,
  epss: sql`epss`,
  services: sql`service_count`,
  changed: sql`changed_at`,
  vulnerability: sql`vulnerability_id`,
  product: sql`product`,
  asset: sql`asset_name`,
};

function where(query: FindingQuery, now: Date) {
  // Written out, so that the partial indexes of the work at hand serve it.
  const conditions = [
    query.state ? sql<SqlBool>`state = any(${query.state})` : sql<SqlBool>`state in ('open', 'planned')`,
  ];
  const add = (condition: ReturnType<typeof sql<SqlBool>>) => conditions.push(condition);
  if (query.verdict) add(sql`verdict = any(${query.verdict})`);
  if (query.severity) add(sql`severity = any(${query.severity})`);
  if (query.outcome) add(sql`outcome = any(${query.outcome})`);
  if (query.exposed) add(sql`exposed = any(${query.exposed})`);
  if (query.kev !== undefined) add(sql`is_kev = ${query.kev}`);
  if (query.conflict !== undefined) add(sql`has_conflict = ${query.conflict}`);
  if (query.asset) add(sql`asset_id = ${query.asset}`);
  if (query.vulnerability) add(sql`vulnerability_id = ${query.vulnerability}`);
  if (query.owner) add(query.owner === 'none' ? sql`owner_id is null` : sql`owner_id = ${query.owner}`);
  if (query.within !== undefined)
    add(sql`deadline <= ${new Date(now.getTime() + query.within * 86_400_000)}`);
  if (query.service) {
    add(sql`asset_id in (select asset_id from exposure_reach where service_id = ${query.service})`);
  }
  for (const word of (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)) {
    add(sql`search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  }
  return { sql: sql.join(conditions, sql` and `), isFiltered: conditions.length > 1 };
}

/** One page of findings and how many pass the filters. */
export async function listFindings(
  db: Db,
  query: FindingQuery,
  now: Date,
): Promise<{ rows: FindingRow[]; total: number }> {
  const condition = where(query, now);
  const descending = query.sort?.startsWith('-') ?? false;
  const column = sortIn(SORTS, query.sort);
  const direction = descending ? sql`desc nulls last` : sql`asc nulls last`;
  const order = column
    ? sql`${column} ${direction}, id`
    : sql`severity_rank desc, deadline asc nulls last, id`;
  const offset = (query.page - 1) * query.size;
  const count = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from exposure_findings where ${condition.sql}`.execute(db);
    return rows[0]?.n ?? 0;
  };
  if (!condition.isFiltered) {
    const { rows } = await sql<FindingRow>`
      select * from exposure_findings where ${condition.sql} order by ${order} limit ${query.size} offset ${offset}`.execute(
      db,
    );
    return { rows, total: await count() };
  }
  // Every match is counted, so all are read, once: in the order of the page the planner would walk the whole table by an index,
  // believing that the limit lets it stop early. Only what the order needs is kept.
  const found = await sql<{ id: string; n: number }>`
    with found as materialized (
      select id, severity_rank, deadline, ${column ?? sql`null`} as sorted from exposure_findings where ${condition.sql})
    select id, (select count(*) from found) as n from found
    order by ${column ? sql`sorted ${direction}, id` : order} limit ${query.size} offset ${offset}`.execute(
    db,
  );
  const ids = found.rows.map((r) => r.id);
  if (ids.length === 0) return { rows: [], total: query.page > 1 ? await count() : 0 };
  const { rows } = await sql<FindingRow>`select * from exposure_findings where id = any(${ids})`.execute(db);
  const byId = new Map(rows.map((r) => [r.id, r]));
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), total: found.rows[0]?.n ?? 0 };
}

export interface Counts {
  open: number;
  toCheck: number;
  overdue: number;
  dueSoon: number;
  kev: number;
  conflicts: number;
  accepted: number;
  expiringSoon: number;
}

/** The counters of the list's head and of the front page, in one pass. */
export async function countFindings(db: Db, now: Date): Promise<Counts> {
  const week = new Date(now.getTime() + 7 * 86_400_000);
  const active = sql`state in ('open', 'planned')`;
  const { rows } = await sql<Counts>`
    select count(*) filter (where ${active} and verdict = 'affected') as open,
      count(*) filter (where ${active} and verdict = 'unknown') as "toCheck",
      count(*) filter (where ${active} and deadline < ${now}) as overdue,
      count(*) filter (where ${active} and deadline >= ${now} and deadline < ${week}) as "dueSoon",
      count(*) filter (where ${active} and is_kev and verdict = 'affected') as kev,
      count(*) filter (where ${active} and has_conflict) as conflicts,
      count(*) filter (where state = 'accepted') as accepted,
      (select count(*) from exposure_decisions where ended_at is null and until < ${week}) as "expiringSoon"
    from exposure_findings`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('an aggregate gives one row');
  return row;
}

/** Deadlines of active findings by local week (Monday's date), from this week on. */
export async function deadlinesByWeek(
  db: Db,
  now: Date,
  timeZone: string,
): Promise<{ week: string; count: number }[]> {
  const { rows } = await sql<{ week: string; count: number }>`
    select to_char(date_trunc('week', deadline at time zone ${timeZone}), 'YYYY-MM-DD') as week, count(*) as count
    from exposure_findings
    where state in ('open', 'planned') and deadline >= date_trunc('week', ${now}::timestamptz)
    group by 1 order by 1 limit 12`.execute(db);
  return rows;
}

/** How many findings of an asset are active, one left out. */
export async function countSiblings(db: Db, assetId: string, exceptId: string): Promise<number> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('exposure_findings')
    .select(sql<number>`count(*)`.as('n'))
    .where('asset_id', '=', assetId)
    .where('id', '!=', exceptId)
    .where('state', 'in', [...DEFAULT_STATES])
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Active findings by service: the worst outcome and how many, for tiles and the service page. */
export async function summariseByService(db: Db, now: Date) {
  const { rows } = await sql<{
    serviceId: string;
    affected: number;
    toCheck: number;
    critical: number;
    kev: number;
    overdue: number;
    nextDeadline: Date | null;
    worst: number;
  }>`
    select r.service_id as "serviceId",
      count(*) filter (where f.verdict = 'affected') as affected,
      count(*) filter (where f.verdict = 'unknown') as "toCheck",
      count(*) filter (where f.verdict = 'affected' and f.severity = 'critical') as critical,
      count(*) filter (where f.verdict = 'affected' and f.is_kev and f.exposed <> 'no') as kev,
      count(*) filter (where f.deadline < ${now}) as overdue,
      min(f.deadline) filter (where f.verdict = 'affected') as "nextDeadline",
      coalesce(max(f.outcome_rank) filter (where f.verdict = 'affected'), 0) as worst
    from exposure_reach r join exposure_findings f on f.asset_id = r.asset_id and f.state in ('open', 'planned')
    group by r.service_id`.execute(db);
  return new Map(rows.map((row) => [row.serviceId, row]));
}
