import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';

export interface TodoRow {
  findingId: string;
  findings: number;
  vulnerabilityId: string;
  title: string;
  severity: string;
  verdict: string;
  outcome: string | null;
  deadline: Date | null;
  isMine: boolean;
  isKev: boolean;
  isExposed: boolean;
  owner: string | null;
  product: string;
  version: string | null;
  assets: string[];
  assetIds: string[];
}

/**
 * Work to do, one row for the findings of one vulnerability with the same outcome: mine first, then by deadline, then by
 * how bad. Findings without a deadline come after those with one.
 */
export async function listTodo(
  db: Db,
  options: { userId: string | null; limit: number },
): Promise<{ rows: TodoRow[]; total: number; mine: number }> {
  const mine = sql`bool_or(owner_id is not distinct from ${options.userId ?? '-'})`;
  const groups = sql`
    select (array_agg(id order by deadline asc nulls last, severity_rank desc, id))[1] as "findingId",
      count(*)::int as findings, vulnerability_id as "vulnerabilityId", max(title) as title, max(severity) as severity,
      max(severity_rank) as rank, 'affected' as verdict, outcome, min(deadline) as deadline,
      ${mine} as "isMine", bool_or(is_kev) as "isKev", bool_or(exposed = 'yes') as "isExposed",
      max(owner_name) as owner, max(product) as product, max(version) as version,
      (array_agg(distinct asset_name))[1:8] as assets, array_agg(distinct asset_id) as "assetIds", max(user_count) as users
    from exposure_findings
    where state = 'open' and verdict = 'affected' and outcome is not null
    group by vulnerability_id, outcome`;
  const { rows } = await sql<TodoRow>`
    select * from (${groups}) g
    order by "isMine" desc, deadline asc nulls last, rank desc, users desc, "vulnerabilityId" limit ${options.limit}`.execute(
    db,
  );
  const counts = await sql<{ total: number; mine: number }>`
    select count(*) as total, count(*) filter (where "isMine") as mine from (${groups}) g`.execute(db);
  return { rows, total: counts.rows[0]?.total ?? 0, mine: counts.rows[0]?.mine ?? 0 };
}
