import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { Claim } from '../feeds/define-feed.ts';

export interface ClaimWrite extends Claim {
  recordId: string;
}

/**
 * Makes the standing claims of these records exactly those given: new ones are added, one that came back stands again, one no
 * longer made is withdrawn and stays with its date. Gives the vulnerabilities concerned by a difference.
 */
export async function settleClaims(
  trx: Db,
  feedId: string,
  recordIds: readonly string[],
  claims: readonly ClaimWrite[],
  now: Date,
): Promise<string[]> {
  const withdrawn = await sql<{ id: string }>`
    update watch_exploitation e set withdrawn_at = ${now}
    where e.feed_id = ${feedId} and e.record_id = any(${recordIds}::text[]) and e.withdrawn_at is null
      and not exists (select 1 from unnest(${claims.map((c) => c.recordId)}::text[],
        ${claims.map((c) => c.vulnerabilityId)}::text[], ${claims.map((c) => c.claim)}::text[]) as u(record_id, vulnerability_id, claim)
        where u.record_id = e.record_id and u.vulnerability_id = e.vulnerability_id and u.claim = e.claim)
    returning vulnerability_id as id`.execute(trx);
  const touched = new Set(withdrawn.rows.map((r) => r.id));
  for (let i = 0; i < claims.length; i += 1000) {
    const part = claims.slice(i, i + 1000);
    const { rows } = await sql<{ id: string }>`
      insert into watch_exploitation (feed_id, record_id, vulnerability_id, claim, title, date, reference, first_seen_at)
      select ${feedId}, u.record_id, u.vulnerability_id, u.claim, u.title, u.date::date, u.reference, ${now}
      from unnest(${part.map((c) => c.recordId)}::text[], ${part.map((c) => c.vulnerabilityId)}::text[],
        ${part.map((c) => c.claim)}::text[], ${part.map((c) => c.title)}::text[], ${part.map((c) => c.date)}::text[],
        ${part.map((c) => c.reference)}::text[]) as u(record_id, vulnerability_id, claim, title, date, reference)
      on conflict (vulnerability_id, feed_id, record_id, claim) do update set title = excluded.title, date = excluded.date,
        reference = excluded.reference, withdrawn_at = null
        where (watch_exploitation.title, watch_exploitation.date, watch_exploitation.reference, watch_exploitation.withdrawn_at)
          is distinct from (excluded.title, excluded.date, excluded.reference, null::timestamptz)
      returning vulnerability_id as id`.execute(trx);
    for (const row of rows) touched.add(row.id);
  }
  return [...touched];
}

export interface LedgerLine {
  feedId: string;
  recordId: string;
  vulnerabilityId: string;
  claim: string;
  title: string;
  date: string | null;
  reference: string | null;
  firstSeenAt: Date;
  withdrawnAt: Date | null;
}

/** Who said, since when, that these are exploited; what was taken back too. */
export async function listClaims(db: Db, vulnerabilityIds: readonly string[]): Promise<LedgerLine[]> {
  const { rows } = await sql<LedgerLine>`
    select feed_id as "feedId", record_id as "recordId", vulnerability_id as "vulnerabilityId", claim, title,
      to_char(date, 'YYYY-MM-DD') as date, reference, first_seen_at as "firstSeenAt", withdrawn_at as "withdrawnAt"
    from watch_exploitation where vulnerability_id = any(${vulnerabilityIds}::text[])
    order by date desc nulls last, feed_id, record_id, claim`.execute(db);
  return rows;
}
