import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { sortIn } from '../../platform/http/page.ts';
import type { ADVISORY_SORTS, AdvisoryQuery } from '../contract.ts';
import { searchQuery } from '../model/search-text.ts';
import { currentEdition, scoresTable } from './scores.ts';
import type { VulnerabilityRow } from './tables.ts';

export type AdvisoryRow = VulnerabilityRow & { score: number | null };

const SORTS: Record<(typeof ADVISORY_SORTS)[number], ReturnType<typeof sql>> = {
  modified: sql`v.modified`,
  published: sql`v.published`,
  severity: sql`v.severity_rank`,
  epss: sql`e.score`,
  id: sql`v.id`,
  changed: sql`v.changed_at`,
};

const COLUMNS = sql`v.id, v.aliases, v.title, v.summary, v.summary_lang, v.summary_fr, v.products, v.published, v.modified,
  v.is_rejected, v.cvss, v.cvss_score, v.severity, v.severity_rank, v.kev, v.ssvc, v.is_exploited, v.sources, v.has_products,
  v.fingerprint, v.changed_at, e.score`;

/** An id typed in full or its beginning needs no full text. */
const ID_LIKE = /^(cve|ghsa|certfr|certa|gcve|euvd)-[\w-]*$/i;

function conditionOf(query: AdvisoryQuery) {
  const typed = query.q ?? '';
  const words = searchQuery(typed);
  const prefix = `${typed.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql`true
    ${query.rejected ? sql`` : sql`and not v.is_rejected`}
    ${query.severity ? sql`and v.severity = any(${query.severity}::text[])` : sql``}
    ${query.kev === undefined ? sql`` : query.kev ? sql`and v.kev is not null` : sql`and v.kev is null`}
    ${query.exploited ? sql`and v.is_exploited` : query.exploited === false ? sql`and not v.is_exploited` : sql``}
    ${query.source ? sql`and v.sources && ${query.source}::text[]` : sql``}
    ${query.since ? sql`and v.modified >= ${new Date(query.since)}` : sql``}
    ${ID_LIKE.test(typed) ? sql`and v.id like ${prefix}` : words ? sql`and v.search @@ to_tsquery('simple', ${words})` : sql``}`;
}

export async function listAdvisories(
  db: Db,
  query: AdvisoryQuery,
): Promise<{ rows: AdvisoryRow[]; total: number }> {
  const sort = query.sort ?? '-modified';
  const direction = sort.startsWith('-') ? sql`desc nulls last` : sql`asc nulls last`;
  const condition = conditionOf(query);
  const scores = scoresTable((await currentEdition(db)).slot);
  const order = sql`${sortIn(SORTS, sort) ?? SORTS.modified} ${direction}, v.id`;
  const limit = sql`limit ${query.size} offset ${(query.page - 1) * query.size}`;
  const chosen =
    sortIn(SORTS, sort) === SORTS.epss
      ? sql`select v.id from watch_vulnerabilities v left join ${scores} e on e.id = v.id
          where ${condition} order by ${order} ${limit}`
      : sql`select v.id from watch_vulnerabilities v where ${condition} order by ${order} ${limit}`;
  // The page is cut before anything wide or joined is read.
  const { rows } = await sql<AdvisoryRow>`
    select ${COLUMNS} from (${chosen}) c join watch_vulnerabilities v on v.id = c.id left join ${scores} e on e.id = v.id
    order by ${order}`.execute(db);
  const total = await sql<{ n: number }>`
    select count(*) as n from watch_vulnerabilities v where ${condition}`.execute(db);
  return { rows, total: total.rows[0]?.n ?? 0 };
}

/** One vulnerability by its id or by an alias. */
export async function findAdvisory(db: Db, id: string): Promise<AdvisoryRow | undefined> {
  const scores = scoresTable((await currentEdition(db)).slot);
  const { rows } = await sql<AdvisoryRow>`
    select ${COLUMNS} from watch_vulnerabilities v left join ${scores} e on e.id = v.id
    where v.id = ${id} or v.aliases @> array[${id}]::text[] order by v.id = ${id} desc limit 1`.execute(db);
  return rows[0];
}

/** Counters of the front page. */
export async function countWatch(db: Db, since: Date) {
  const { rows } = await sql<{
    vulnerabilities: number;
    rejected: number;
    exploited: number;
    withoutProducts: number;
    notices: number;
    openAlerts: number;
    changedToday: number;
  }>`
    select count(*) as vulnerabilities, count(*) filter (where is_rejected) as rejected,
      count(*) filter (where is_exploited) as exploited,
      count(*) filter (where not has_products and not is_rejected) as "withoutProducts",
      count(*) filter (where changed_at >= ${since}) as "changedToday",
      (select count(*) from watch_notices) as notices,
      (select count(*) from watch_notices where kind = 'alerte' and closed_at is null) as "openAlerts"
    from watch_vulnerabilities`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('an aggregate gives one row');
  return row;
}
