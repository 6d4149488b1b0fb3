import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { fail } from '../errors.ts';
import type { RecordFacts } from '../feeds/define-feed.ts';
import type { RecordRow, Tables } from './tables.ts';

/** An original is at most this long after decompression; longer ones are refused when they come in. */
export const MAX_ORIGINAL_BYTES = 64 * 1024 ** 2;

export interface KnownRecord {
  hash: string;
  revision: Date | null;
  isRemoved: boolean;
  vulnerabilityId: string | null;
}

export async function loadKnownRecords(
  db: Db,
  feedId: string,
  ids: readonly string[],
): Promise<Map<string, KnownRecord>> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('watch_records')
    .select(['id', 'hash', 'revision', 'removed_at', 'vulnerability_id'])
    .where('feed_id', '=', feedId)
    .where(sql<boolean>`id = any(${ids}::text[])`)
    .execute();
  return new Map(
    rows.map((r) => [
      r.id,
      {
        hash: r.hash,
        revision: r.revision,
        isRemoved: r.removed_at !== null,
        vulnerabilityId: r.vulnerability_id,
      },
    ]),
  );
}

export interface RecordWrite {
  id: string;
  vulnerabilityId: string | null;
  hash: string;
  revision: string | null;
  facts: RecordFacts | null;
  /** The document as JSON text. */
  original: string;
}

export async function upsertRecords(
  trx: Db,
  feedId: string,
  records: readonly RecordWrite[],
  now: Date,
): Promise<void> {
  if (records.length === 0) return;
  const packed = records.map((r) => gzipSync(r.original, { level: 5 }).toString('base64'));
  await sql`
    insert into watch_records (feed_id, id, vulnerability_id, hash, revision, facts, original, original_size,
      first_seen_at, received_at)
    select ${feedId}, u.id, u.vulnerability_id, u.hash, u.revision::timestamptz, u.facts::jsonb,
      decode(u.original, 'base64'), u.size, ${now}, ${now}
    from unnest(${records.map((r) => r.id)}::text[], ${records.map((r) => r.vulnerabilityId)}::text[],
      ${records.map((r) => r.hash)}::text[], ${records.map((r) => r.revision)}::text[],
      ${records.map((r) => (r.facts ? JSON.stringify(r.facts) : null))}::text[], ${packed}::text[],
      ${records.map((r) => Buffer.byteLength(r.original))}::int[])
      as u(id, vulnerability_id, hash, revision, facts, original, size)
    on conflict (feed_id, id) do update set vulnerability_id = excluded.vulnerability_id, hash = excluded.hash,
      revision = excluded.revision, facts = excluded.facts, original = excluded.original,
      original_size = excluded.original_size, received_at = excluded.received_at, removed_at = null`.execute(
    trx,
  );
}

/** The stored documents of some records. */
export async function loadOriginals(
  db: Db,
  feedId: string,
  ids: readonly string[],
): Promise<Map<string, unknown>> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('watch_records')
    .select(['id', 'original'])
    .where('feed_id', '=', feedId)
    .where(sql<boolean>`id = any(${ids}::text[])`)
    .execute();
  return new Map(rows.map((r) => [r.id, JSON.parse(unpack(feedId, r.id, r.original))]));
}

export function unpack(feedId: string, id: string, original: Uint8Array): string {
  try {
    return gunzipSync(original, { maxOutputLength: MAX_ORIGINAL_BYTES }).toString('utf8');
  } catch (cause) {
    throw fail('record-original-damaged', { cause, details: { feed: feedId, record: id } });
  }
}

export type SaidRecord = Omit<RecordRow, 'hash'>;

/** All that sources say of one vulnerability, originals included. */
export async function loadRecordsOf(db: Db, vulnerabilityId: string): Promise<SaidRecord[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('watch_records')
    .selectAll()
    .where('vulnerability_id', '=', vulnerabilityId)
    .orderBy('feed_id')
    .limit(50)
    .execute();
  return rows as SaidRecord[];
}

/** Records of a feed that stand. */
export async function countRecords(db: Db, feedId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from watch_records where feed_id = ${feedId} and removed_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

type Gone = { id: string; vulnerabilityId: string | null };

/** Marks what a whole edition no longer holds as removed; gives those records. */
export async function removeAbsent(
  trx: Db,
  feedId: string,
  presentIds: readonly string[],
  now: Date,
): Promise<Gone[]> {
  const { rows } = await sql<Gone>`
    update watch_records r set removed_at = ${now}
    where r.feed_id = ${feedId} and r.removed_at is null
      and not exists (select 1 from unnest(${presentIds}::text[]) as u(id) where u.id = r.id)
    returning r.id, r.vulnerability_id as "vulnerabilityId"`.execute(trx);
  return rows;
}

/** The same among the records whose id begins with one of the prefixes, which end with an ASCII character. */
export async function removeAbsentUnder(
  trx: Db,
  feedId: string,
  wholes: readonly { prefix: string; revision?: string | null }[],
  presentIds: readonly string[],
  now: Date,
): Promise<Gone[]> {
  const prefixes = wholes.map((w) => w.prefix);
  const ends = prefixes.map((p) => p.slice(0, -1) + String.fromCharCode(p.charCodeAt(p.length - 1) + 1));
  const { rows } = await sql<Gone>`
    update watch_records r set removed_at = ${now}
    from unnest(${prefixes}::text[], ${ends}::text[], ${wholes.map((w) => w.revision ?? null)}::text[])
      as q(first, beyond, revision)
    where r.feed_id = ${feedId} and r.id ~>=~ q.first and r.id ~<~ q.beyond and r.removed_at is null
      and (q.revision is null or r.revision is null or r.revision <= q.revision::timestamptz)
      and not exists (select 1 from unnest(${presentIds}::text[]) as u(id) where u.id = r.id)
    returning r.id, r.vulnerability_id as "vulnerabilityId"`.execute(trx);
  return rows;
}

export interface ChangeWrite {
  recordId: string;
  field: string;
  before: unknown;
  after: unknown;
}

export async function insertChanges(
  trx: Db,
  feedId: string,
  changes: readonly ChangeWrite[],
  now: Date,
): Promise<void> {
  for (let i = 0; i < changes.length; i += 1000) {
    const part = changes.slice(i, i + 1000);
    await sql`
      insert into watch_changes (feed_id, record_id, at, field, before, after)
      select ${feedId}, u.record_id, ${now}, u.field, u.before::jsonb, u.after::jsonb
      from unnest(${part.map((c) => c.recordId)}::text[], ${part.map((c) => c.field)}::text[],
        ${part.map((c) => JSON.stringify(c.before ?? null))}::text[],
        ${part.map((c) => JSON.stringify(c.after ?? null))}::text[]) as u(record_id, field, before, after)`.execute(
      trx,
    );
  }
}

/** History of some records, newest first. */
export async function listChanges(db: Db, recordIds: readonly string[], limit: number) {
  return db
    .withTables<Tables>()
    .selectFrom('watch_changes')
    .select(['feed_id', 'record_id', 'at', 'field', 'before', 'after'])
    .where(sql<boolean>`record_id = any(${recordIds}::text[])`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** A feed's stored documents in id order, by batches; for bundles. */
export async function* streamOriginals(
  db: Db,
  feedId: string,
  since: Date | null,
): AsyncGenerator<{ id: string; text: string }[]> {
  let after = '';
  for (;;) {
    const rows = await db
      .withTables<Tables>()
      .selectFrom('watch_records')
      .select(['id', 'original'])
      .where('feed_id', '=', feedId)
      .where('removed_at', 'is', null)
      .where('id', '>', after)
      .$if(since !== null, (q) => q.where('received_at', '>=', since))
      .orderBy('id')
      .limit(500)
      .execute();
    if (rows.length === 0) return;
    yield rows.map((r) => ({ id: r.id, text: unpack(feedId, r.id, r.original) }));
    after = rows.at(-1)?.id ?? after;
  }
}
