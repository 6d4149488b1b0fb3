import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { allFeeds } from '../feeds/find-feed.ts';
import type { FeedRow, RunRow, Tables } from './tables.ts';

const empty = (id: string): FeedRow => ({
  id,
  is_enabled: allFeeds.find((f) => f.id === id)?.isOnAtFirst ?? true,
  is_frozen: false,
  url: null,
  cadence_minutes: null,
  watermark: null,
  etag: null,
  last_modified: null,
  edition: null,
  data_at: null,
  item_count: 0,
  last_try_at: null,
  last_success_at: null,
  last_change_at: null,
  consecutive_failures: 0,
  last_error: null,
  bad_count: 0,
  held: null,
  shrink_floor: null,
  settings: null,
});

/** The feed's state; a feed never tried has an empty one. */
export async function loadFeedState(db: Db, id: string): Promise<FeedRow> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('watch_feeds')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? (row as FeedRow) : empty(id);
}

export async function loadFeedStates(db: Db, ids: readonly string[]): Promise<Map<string, FeedRow>> {
  const rows = (await db.withTables<Tables>().selectFrom('watch_feeds').selectAll().execute()) as FeedRow[];
  const known = new Map(rows.map((r) => [r.id, r]));
  return new Map(ids.map((id) => [id, known.get(id) ?? empty(id)]));
}

/** Writes the columns given. */
export async function saveFeedState(trx: Db, id: string, patch: Partial<Omit<FeedRow, 'id'>>): Promise<void> {
  const row = { ...empty(id), ...patch };
  const write = (r: Partial<FeedRow>) => ({
    ...r,
    ...('watermark' in r ? { watermark: json(r.watermark) } : {}),
    ...('last_error' in r ? { last_error: json(r.last_error) } : {}),
    ...('held' in r ? { held: json(r.held) } : {}),
    ...('settings' in r ? { settings: json(r.settings) } : {}),
  });
  const q = trx.withTables<Tables>();
  await q
    .insertInto('watch_feeds')
    .values(write(row) as Tables['watch_feeds'])
    .onConflict((oc) => oc.column('id').doUpdateSet(write({ id, ...patch })))
    .execute();
}

const json = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

export async function insertRun(trx: Db, run: RunRow): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('watch_runs')
    .values({ ...run, error: json(run.error), problems: JSON.stringify(run.problems) })
    .execute();
}

export async function saveRun(trx: Db, id: string, patch: Partial<RunRow>): Promise<void> {
  await trx
    .withTables<Tables>()
    .updateTable('watch_runs')
    .set({
      ...patch,
      ...('error' in patch ? { error: json(patch.error) } : {}),
      ...('problems' in patch ? { problems: JSON.stringify(patch.problems) } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Pulls of a feed never run side by side: one still marked as running was cut off by the end of its process. */
export async function closeInterruptedRuns(trx: Db, feedId: string, now: Date): Promise<void> {
  await trx
    .withTables<Tables>()
    .updateTable('watch_runs')
    .set({
      state: 'failed',
      ended_at: now,
      error: JSON.stringify({ code: 'watch.run-interrupted', place: null, details: {} }),
    })
    .where('feed_id', '=', feedId)
    .where('state', '=', 'running')
    .where('origin', '=', 'url')
    .execute();
}

/** Readings marked as running that began before `before`: the process that made them is gone. Gives their feeds. */
export async function closeCutRuns(db: Db, before: Date, now: Date): Promise<string[]> {
  const rows = await db
    .withTables<Tables>()
    .updateTable('watch_runs')
    .set({
      state: 'failed',
      ended_at: now,
      error: JSON.stringify({ code: 'watch.run-interrupted', place: null, details: {} }),
    })
    .where('state', '=', 'running')
    .where('started_at', '<=', before)
    .returning('feed_id')
    .execute();
  return rows.map((r) => r.feed_id);
}

export async function loadRun(db: Db, id: string): Promise<RunRow> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('watch_runs')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row as RunRow;
}

export async function listRuns(
  db: Db,
  feedId: string,
  page: number,
  size: number,
): Promise<{ rows: RunRow[]; total: number }> {
  const q = db.withTables<Tables>().selectFrom('watch_runs').where('feed_id', '=', feedId);
  const rows = await q
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  const total = await q.select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow();
  return { rows: rows as RunRow[], total: total.n };
}

/** Feeds with a run under way. */
export async function runningFeeds(db: Db): Promise<Set<string>> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('watch_runs')
    .select('feed_id')
    .where('state', '=', 'running')
    .execute();
  return new Set(rows.map((r) => r.feed_id));
}
