import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { ScoreRows } from '../feeds/define-feed.ts';
import type { Tables } from './tables.ts';

type Slot = 'a' | 'b';
/** The table of an edition; a join with it is planned, one with the view over both is not. */
export const scoresTable = (slot: Slot) => (slot === 'a' ? sql`watch_epss_a` : sql`watch_epss_b`);

/** A score that moved less is not told to the other rooms: readers see it, but nothing needs to be weighed again. */
export const TELLING_DIFFERENCE = 0.01;
/** From this score on the history is kept. */
export const HISTORY_FROM = 0.1;

export async function currentEdition(
  db: Db,
): Promise<{ slot: Slot; date: string | null; model: string | null; previousDate: string | null }> {
  const { rows } = await sql<{
    slot: Slot;
    date: string | null;
    model: string | null;
    previousDate: string | null;
  }>`
    select slot, to_char(date, 'YYYY-MM-DD') as date, model, to_char(previous_date, 'YYYY-MM-DD') as "previousDate"
    from watch_epss_edition`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('watch_epss_edition has one row');
  return row;
}

/** Empties the table not in use: the edition before the current one is forgotten from here on. */
export async function beginStaging(db: Db): Promise<Slot> {
  const { slot } = await currentEdition(db);
  const other = slot === 'a' ? 'b' : 'a';
  await db.withTables<Tables>().updateTable('watch_epss_edition').set({ previous_date: null }).execute();
  await sql`truncate table ${scoresTable(other)}`.execute(db);
  return other;
}

export async function stageScores(db: Db, slot: Slot, rows: ScoreRows): Promise<void> {
  // A double line keeps the first value; the reader has told it as a problem.
  await sql`
    insert into ${scoresTable(slot)} (id, score, percentile)
    select id, score, percentile from unnest(${rows.ids}::text[], ${rows.scores}::real[], ${rows.percentiles}::real[])
      as u(id, score, percentile)
    on conflict (id) do nothing`.execute(db);
}

/** Turns the staged table into the edition that readers see, and gives the known ids whose score moved tellingly. */
export async function turnOver(
  trx: Db,
  slot: Slot,
  edition: { date: string | null; model: string | null },
): Promise<{ moved: string[]; count: number; differing: number }> {
  const before = await currentEdition(trx);
  const [fresh, old] = [scoresTable(slot), scoresTable(before.slot)];
  const moved = await sql<{ id: string }>`
    select v.id from watch_vulnerabilities v
      left join ${fresh} n on n.id = v.id left join ${old} o on o.id = v.id
    where abs(coalesce(n.score, 0) - coalesce(o.score, 0)) >= ${TELLING_DIFFERENCE}::real`.execute(trx);
  const numbers = await sql<{ count: number; differing: number }>`
    select count(*) as count,
      count(*) filter (where o.id is null or o.score <> n.score or o.percentile <> n.percentile) as differing
    from ${fresh} n left join ${old} o on o.id = n.id`.execute(trx);
  if (edition.date)
    await sql`
      insert into watch_epss_history (id, date, score, percentile)
      select n.id, ${edition.date}::date, n.score, n.percentile from ${fresh} n left join ${old} o on o.id = n.id
      where n.score >= ${HISTORY_FROM} or o.score >= ${HISTORY_FROM}
      on conflict (id, date) do update set score = excluded.score, percentile = excluded.percentile`.execute(
      trx,
    );
  await trx
    .withTables<Tables>()
    .updateTable('watch_epss_edition')
    .set({ slot, date: edition.date, model: edition.model, previous_date: before.date })
    .execute();
  const [row] = numbers.rows;
  return { moved: moved.rows.map((r) => r.id), count: row?.count ?? 0, differing: row?.differing ?? 0 };
}

export interface Score {
  score: number;
  percentile: number;
  date: string | null;
}

/** Now, in the edition before, and the days kept. */
export async function scoreStory(
  db: Db,
  id: string,
): Promise<{ now: Score | null; before: Score | null; history: Score[] }> {
  const edition = await currentEdition(db);
  const read = async (slot: Slot, date: string | null): Promise<Score | null> => {
    const { rows } = await sql<Score>`
      select score, percentile, ${date}::text as date from ${scoresTable(slot)} where id = ${id}`.execute(db);
    return rows[0] ?? null;
  };
  const { rows: history } = await sql<Score>`
    select score, percentile, to_char(date, 'YYYY-MM-DD') as date from watch_epss_history
    where id = ${id} order by watch_epss_history.date desc limit 60`.execute(db);
  return {
    now: await read(edition.slot, edition.date),
    before: edition.previousDate ? await read(edition.slot === 'a' ? 'b' : 'a', edition.previousDate) : null,
    history,
  };
}

/** The whole current edition in id order, by batches. */
export async function* streamScores(db: Db): AsyncGenerator<(Score & { id: string })[]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<Score & { id: string }>`
      select id, score, percentile, to_char(date, 'YYYY-MM-DD') as date from watch_epss
      where id > ${after} order by id limit 5000`.execute(db);
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.id ?? after;
  }
}
