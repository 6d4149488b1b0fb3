import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { sortIn } from '../../platform/http/page.ts';
import type { NoticeQuery } from '../contract.ts';
import type { Notice } from '../feeds/define-feed.ts';
import { plainText, searchQuery } from '../model/search-text.ts';
import type { NoticeRow } from './tables.ts';

export async function upsertNotices(trx: Db, feedId: string, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map((n) => ({
    ...n,
    words: plainText(
      `${n.reference} ${n.title} ${n.cves.slice(0, 300).join(' ')} ${n.systems
        .map((s) => s.phrase)
        .join(' ')
        .slice(0, 4000)} ${(n.summary ?? '').slice(0, 2000)}`,
    ),
  }));
  await sql`
    insert into watch_notices (reference, feed_id, kind, title, summary, risks, systems, cves, revisions, published_at,
      revised_at, closed_at, url, search)
    select reference, ${feedId}, kind, title, summary, array(select jsonb_array_elements_text(risks)), systems,
      array(select jsonb_array_elements_text(cves)), revisions, "publishedAt", "revisedAt", "closedAt", url,
      to_tsvector('simple', words)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(reference text, kind text, title text, summary text,
      risks jsonb, systems jsonb, cves jsonb, revisions jsonb, "publishedAt" timestamptz, "revisedAt" timestamptz,
      "closedAt" timestamptz, url text, words text)
    on conflict (reference) do update set feed_id = excluded.feed_id, kind = excluded.kind, title = excluded.title,
      summary = excluded.summary, risks = excluded.risks, systems = excluded.systems, cves = excluded.cves,
      revisions = excluded.revisions, published_at = excluded.published_at, revised_at = excluded.revised_at,
      closed_at = excluded.closed_at, url = excluded.url, search = excluded.search`.execute(trx);
}

const COLUMNS = sql`reference, feed_id, kind, title, summary, risks, systems, cves, revisions, published_at, revised_at,
  closed_at, url`;

export async function listNotices(db: Db, query: NoticeQuery): Promise<{ rows: NoticeRow[]; total: number }> {
  const words = query.q ? searchQuery(query.q) : null;
  const condition = sql`true
    ${query.kind ? sql`and kind = any(${query.kind}::text[])` : sql``}
    ${query.open ? sql`and kind = 'alerte' and closed_at is null` : sql``}
    ${query.since ? sql`and revised_at >= ${new Date(query.since)}` : sql``}
    ${words ? sql`and search @@ to_tsquery('simple', ${words})` : sql``}`;
  const column = sortIn({ published: sql`published_at`, reference: sql`reference` }, query.sort);
  const direction = query.sort && !query.sort.startsWith('-') ? sql`asc` : sql`desc`;
  const { rows } = await sql<NoticeRow>`
    select ${COLUMNS} from watch_notices where ${condition}
    order by ${column ?? sql`revised_at`} ${direction} nulls last, reference desc
    limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db);
  const total = await sql<{ n: number }>`select count(*) as n from watch_notices where ${condition}`.execute(
    db,
  );
  return { rows, total: total.rows[0]?.n ?? 0 };
}

/** Notices that name a vulnerability, newest first. */
export async function noticesOf(db: Db, ids: readonly string[]): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select ${COLUMNS} from watch_notices where cves && ${ids}::text[]
    order by revised_at desc nulls last, reference desc limit 100`.execute(db);
  return rows;
}
