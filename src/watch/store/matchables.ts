import { keysOfMatchable, type Matchable } from '@vigie/vulnmatch';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { Tables } from './tables.ts';

const BATCH = 1000;

/** The compiled records of some vulnerabilities as stored, to see whether a new compilation says anything else. */
export async function loadCompiled(
  trx: Db,
  feedId: string,
  recordIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await trx
    .withTables<Tables>()
    .selectFrom('watch_matchables')
    .select(['record_id', 'matchable'])
    .where('feed_id', '=', feedId)
    .where(sql<boolean>`record_id = any(${recordIds}::text[])`)
    .execute();
  return new Map(rows.map((r) => [r.record_id, r.matchable]));
}

export async function upsertMatchables(
  trx: Db,
  feedId: string,
  compiled: readonly { recordId: string; vulnerabilityId: string; matchable: Matchable; text: string }[],
): Promise<void> {
  if (compiled.length === 0) return;
  // An array of arrays must be rectangular: the keys travel as JSON.
  const keys = compiled.map((c) => JSON.stringify(keysOfMatchable(c.matchable)));
  await sql`
    insert into watch_matchables (feed_id, record_id, vulnerability_id, keys, matchable)
    select ${feedId}, u.record_id, u.vulnerability_id, array(select jsonb_array_elements_text(u.keys::jsonb)), u.matchable
    from unnest(${compiled.map((c) => c.recordId)}::text[], ${compiled.map((c) => c.vulnerabilityId)}::text[],
      ${keys}::text[], ${compiled.map((c) => c.text)}::text[]) as u(record_id, vulnerability_id, keys, matchable)
    on conflict (feed_id, record_id) do update set vulnerability_id = excluded.vulnerability_id,
      keys = excluded.keys, matchable = excluded.matchable`.execute(trx);
}

export async function deleteMatchables(trx: Db, feedId: string, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await sql`delete from watch_matchables where feed_id = ${feedId} and record_id = any(${recordIds}::text[])`.execute(
    trx,
  );
}

/** Every compiled record, by batches, in a stable order. Between two batches the database is free. */
export async function* streamMatchables(db: Db): AsyncGenerator<Matchable[]> {
  let after = { feed: '', record: '' };
  for (;;) {
    const { rows } = await sql<{ feed_id: string; record_id: string; matchable: string }>`
      select feed_id, record_id, matchable from watch_matchables
      where (feed_id, record_id) > (${after.feed}, ${after.record})
      order by feed_id, record_id limit ${BATCH}`.execute(db);
    const last = rows.at(-1);
    if (!last) return;
    after = { feed: last.feed_id, record: last.record_id };
    yield rows.map((r) => JSON.parse(r.matchable) as Matchable);
  }
}

/** The vulnerabilities after one id up to and with another; `upTo` null: all that follow. */
export interface VulnerabilityRange {
  after: string;
  upTo: string | null;
}

/** A part of the watch in the order of its vulnerabilities: the records wanted, those of one vulnerability together. */
export interface RangeOfMatchables extends VulnerabilityRange {
  /** Records in the range, wanted or not. */
  records: number;
  groups: KeyedMatchable[][];
}

/** A compiled record with the keys it is found by, as stored. */
export interface KeyedMatchable {
  matchable: Matchable;
  keys: readonly string[];
}

/**
 * Every vulnerability once, in ranges that leave no id between them: the first starts before all, the last has no end. Only
 * records with a wanted key are read whole. Between two ranges the database is free.
 */
export async function* streamByVulnerability(
  db: Db,
  isWanted: (key: string) => boolean,
  batch = BATCH,
): AsyncGenerator<RangeOfMatchables> {
  let at = { vulnerability: '', feed: '', record: '' };
  let after = '';
  let group: { id: string; records: KeyedMatchable[] } | undefined;
  for (;;) {
    const { rows } = await sql<{ id: string; feed: string; record: string; keys: string; matchable: string }>`
      select vulnerability_id as id, feed_id as feed, record_id as record, array_to_string(keys, chr(10)) as keys, matchable
      from watch_matchables
      where (vulnerability_id, feed_id, record_id) > (${at.vulnerability}, ${at.feed}, ${at.record})
      order by vulnerability_id, feed_id, record_id limit ${batch}`.execute(db);
    const last = rows.at(-1);
    const groups: KeyedMatchable[][] = [];
    const end = () => {
      if (group && group.records.length > 0) groups.push(group.records);
    };
    let upTo = after;
    for (const row of rows) {
      if (row.id !== group?.id) {
        end();
        upTo = group?.id ?? upTo;
        group = { id: row.id, records: [] };
      }
      const keys = row.keys.split('\n');
      if (keys.some(isWanted))
        group.records.push({ matchable: JSON.parse(row.matchable) as Matchable, keys });
    }
    if (!last || rows.length < batch) {
      end();
      yield { after, upTo: null, records: rows.length, groups };
      return;
    }
    at = { vulnerability: last.id, feed: last.feed, record: last.record };
    // The last vulnerability may go on in the next rows.
    yield { after, upTo, records: rows.length, groups };
    after = upTo;
  }
}

export async function countMatchables(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from watch_matchables`.execute(db);
  return rows[0]?.n ?? 0;
}

interface Stored {
  feed: string;
  record: string;
  matchable: string;
}

/** The compiled records with one of the keys, or of one of the vulnerabilities, in the order of their feeds. */
export async function findMatchables(
  db: Db,
  filter: { keys?: readonly string[]; ids?: readonly string[] },
): Promise<Matchable[]> {
  const found = new Map<string, Matchable>();
  const take = (rows: readonly Stored[]) => {
    for (const row of rows) found.set(`${row.feed}\n${row.record}`, JSON.parse(row.matchable) as Matchable);
  };
  const columns = sql`feed_id as feed, record_id as record, matchable`;
  for (const part of parts(filter.ids ?? [])) {
    const { rows } = await sql<Stored>`
      select ${columns} from watch_matchables where vulnerability_id = any(${part}::text[])`.execute(db);
    take(rows);
  }
  for (const part of parts(filter.keys ?? [])) {
    const { rows } = await sql<Stored>`
      select ${columns} from watch_matchables where keys && ${part}::text[]`.execute(db);
    take(rows);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, matchable]) => matchable);
}

function parts(all: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) =>
    all.slice(i * BATCH, (i + 1) * BATCH),
  );
}
