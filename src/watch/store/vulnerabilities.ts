import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { RecordFacts } from '../feeds/define-feed.ts';
import { type Merged, mergeVulnerability, type SaidBy, type StandingClaim } from '../model/merge.ts';
import { plainText } from '../model/search-text.ts';

/**
 * Brings the merged view of these vulnerabilities in line with their records and claims. Writes only what differs, and
 * gives the ids whose facts changed (a new `modified` date alone is written, but changes nothing for a reader).
 */
export async function refreshVulnerabilities(trx: Db, ids: readonly string[], now: Date): Promise<string[]> {
  if (ids.length === 0) return [];
  const { merged, orphans } = await mergeAll(trx, ids);
  await deleteVulnerabilities(trx, orphans);
  const stored = await sql<{ id: string; fingerprint: string; modified: Date | null }>`
    select id, fingerprint, modified from watch_vulnerabilities where id = any(${ids}::text[])`.execute(trx);
  const known = new Map(stored.rows.map((r) => [r.id, r]));
  const writes: { merged: Merged; fingerprint: string }[] = [];
  const changed: string[] = [];
  for (const one of merged) {
    const before = known.get(one.id);
    const fingerprint = fingerprintOf(one);
    const isSame = before?.fingerprint === fingerprint;
    if (!isSame) changed.push(one.id);
    if (!isSame || !sameInstant(before?.modified ?? null, one.modified))
      writes.push({ merged: one, fingerprint });
  }
  await upsert(trx, writes, now);
  return changed;
}

const sameInstant = (a: Date | null, b: string | null): boolean =>
  (a?.getTime() ?? null) === (b === null ? null : new Date(b).getTime());

function fingerprintOf({ modified: _, ...rest }: Merged): string {
  return createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 22);
}

async function mergeAll(trx: Db, ids: readonly string[]): Promise<{ merged: Merged[]; orphans: string[] }> {
  const records = await sql<{ id: string; feed_id: string; facts: RecordFacts; is_removed: boolean }>`
    select vulnerability_id as id, feed_id, facts, removed_at is not null as is_removed from watch_records
    where vulnerability_id = any(${ids}::text[]) and facts is not null
    order by feed_id, watch_records.id`.execute(trx);
  const claims = await sql<{ id: string; feed_id: string; claim: string; title: string }>`
    select vulnerability_id as id, feed_id, claim, title from watch_exploitation
    where vulnerability_id = any(${ids}::text[]) and withdrawn_at is null order by feed_id, record_id`.execute(
    trx,
  );
  const withProducts = await sql<{ id: string }>`
    select distinct vulnerability_id as id from watch_matchables
    where vulnerability_id = any(${ids}::text[]) and cardinality(keys) > 0`.execute(trx);
  const said = new Map<string, SaidBy[]>();
  for (const r of records.rows)
    push(said, r.id, { feedId: r.feed_id, facts: r.facts, isRemoved: r.is_removed });
  const standing = new Map<string, StandingClaim[]>();
  for (const c of claims.rows) push(standing, c.id, { feedId: c.feed_id, claim: c.claim, title: c.title });
  const products = new Set(withProducts.rows.map((r) => r.id));
  const unique = [...new Set(ids)];
  const past = await sql<{ id: string }>`
    select distinct vulnerability_id as id from watch_exploitation where vulnerability_id = any(${ids}::text[])`.execute(
    trx,
  );
  const inLedger = new Set(past.rows.map((r) => r.id));
  const isKnown = (id: string): boolean => said.has(id) || inLedger.has(id);
  return {
    merged: unique
      .filter(isKnown)
      .map((id) => mergeVulnerability(id, said.get(id) ?? [], standing.get(id) ?? [], products.has(id))),
    orphans: unique.filter((id) => !isKnown(id)),
  };
}

/** Nobody speaks of them under this name any more. */
async function deleteVulnerabilities(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from watch_vulnerabilities where id = any(${ids}::text[])`.execute(trx);
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

async function upsert(
  trx: Db,
  writes: readonly { merged: Merged; fingerprint: string }[],

  now: Date,
): Promise<void> {
  for (let i = 0; i < writes.length; i += 500) {
    const rows = writes.slice(i, i + 500).map(({ merged: m, fingerprint }) => ({
      id: m.id,
      aliases: m.aliases,
      title: m.title,
      summary: m.summary,
      summary_lang: m.summaryLang,
      summary_fr: m.summaryFr,
      products: m.products,
      published: m.published,
      modified: m.modified,
      is_rejected: m.isRejected,
      cvss: m.cvss,
      cvss_score: m.cvss?.score ?? null,
      severity: m.severity,
      severity_rank: m.severityRank,
      kev: m.kev,
      kev_added: m.kev?.dateAdded ?? null,
      ssvc: m.ssvc,
      is_exploited: m.isExploited,
      sources: m.sources,
      has_products: m.hasProducts,
      fingerprint,
      words: plainText(`${m.id} ${m.aliases.join(' ')} ${m.title} ${m.products} ${m.summary.slice(0, 800)}`),
    }));
    await sql`
      insert into watch_vulnerabilities (id, aliases, title, summary, summary_lang, summary_fr, products, published, modified,
        is_rejected, cvss, cvss_score, severity, severity_rank, kev, kev_added, ssvc, is_exploited, sources, has_products,
        fingerprint, changed_at, search)
      select id, array(select jsonb_array_elements_text(aliases)), title, summary, summary_lang, summary_fr, products,
        published, modified, is_rejected, nullif(cvss, 'null'), cvss_score, severity, severity_rank, nullif(kev, 'null'),
        kev_added, nullif(ssvc, 'null'), is_exploited, array(select jsonb_array_elements_text(sources)), has_products,
        fingerprint, ${now}, to_tsvector('simple', words)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, aliases jsonb, title text, summary text,
        summary_lang text, summary_fr text, products text, published timestamptz, modified timestamptz, is_rejected boolean,
        cvss jsonb, cvss_score real, severity text, severity_rank smallint, kev jsonb, kev_added date, ssvc jsonb,
        is_exploited boolean, sources jsonb, has_products boolean, fingerprint text, words text)
      on conflict (id) do update set aliases = excluded.aliases, title = excluded.title, summary = excluded.summary,
        summary_lang = excluded.summary_lang, summary_fr = excluded.summary_fr, products = excluded.products,
        published = excluded.published, modified = excluded.modified, is_rejected = excluded.is_rejected,
        cvss = excluded.cvss, cvss_score = excluded.cvss_score, severity = excluded.severity,
        severity_rank = excluded.severity_rank, kev = excluded.kev, kev_added = excluded.kev_added, ssvc = excluded.ssvc,
        is_exploited = excluded.is_exploited, sources = excluded.sources, has_products = excluded.has_products,
        changed_at = case when watch_vulnerabilities.fingerprint = excluded.fingerprint
          then watch_vulnerabilities.changed_at else excluded.changed_at end,
        fingerprint = excluded.fingerprint, search = excluded.search`.execute(trx);
  }
}
