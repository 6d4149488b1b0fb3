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

/** The compiled records with one of the keys, or of one of the vulnerabilities. */
export async function findMatchables(
  db: Db,
  filter: { keys?: readonly string[]; ids?: readonly string[] },
): Promise<Matchable[]> {
  const found = new Map<string, Matchable>();
  const take = (rows: { feed_id: string; record_id: string; matchable: string }[]) => {
    for (const row of rows)
      found.set(`${row.feed_id} ${row.record_id}`, JSON.parse(row.matchable) as Matchable);
  };
  for (const part of parts(filter.ids ?? [])) {
    const { rows } = await sql<{ feed_id: string; record_id: string; matchable: string }>`
      select feed_id, record_id, matchable from watch_matchables
      where vulnerability_id = any(${part}::text[])`.execute(db);
    take(rows);
  }
  for (const part of parts(filter.keys ?? [])) {
    const { rows } = await sql<{ feed_id: string; record_id: string; matchable: string }>`
      select feed_id, record_id, matchable from watch_matchables where keys && ${part}::text[]`.execute(db);
    take(rows);
  }
  return [...found.values()];
}

function parts(all: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) =>
    all.slice(i * BATCH, (i + 1) * BATCH),
  );
}
