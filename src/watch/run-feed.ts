import { randomUUID } from 'node:crypto';
import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { feedFailed, feedPulled } from './events.ts';
import type { FeedDef, FeedItem, FeedRecord } from './feeds/define-feed.ts';
import { forget, removeParts, sweep } from './forget-records.ts';
import { isShrunk } from './model/shrink.ts';
import { recordAdvisories, tellChanged } from './record-advisory.ts';
import {
  closeInterruptedRuns,
  insertRun,
  loadFeedState,
  loadRun,
  saveFeedState,
  saveRun,
} from './store/feeds.ts';
import { removeAbsent } from './store/records.ts';
import { beginStaging, stageScores, turnOver } from './store/scores.ts';
import type { FeedRow, RunCounts, RunRow, StoredProblem } from './store/tables.ts';

const BATCH_RECORDS = 500;
const SNAPSHOT_RECORDS = 200_000;
const KEPT_PROBLEMS = 50;

export interface RunInput {
  origin: RunRow['origin'];
  originName: string;
  items: AsyncIterable<FeedItem>;
  signal?: AbortSignal | undefined;
  progress?: (done: number, total?: number) => void;
  /** After the items are read: what the answer gave for the next conditional request. */
  conditions?: () => { etag: string | null; last_modified: string | null };
  /** Keeps a refused edition; gives its name in the file store. */
  keep?: () => Promise<string | null>;
}

interface Tally {
  counts: RunCounts;
  problems: StoredProblem[];
  edition: { edition: string; at: string | null; model?: string } | null;
  newest: string | null;
}

/** One reading of a feed, whatever it comes from: what is read is written, what cannot be is shown, nothing by halves. */
export async function runFeed(p: Platform, actor: Actor, feed: FeedDef, input: RunInput): Promise<RunRow> {
  const id = randomUUID();
  const tally: Tally = {
    counts: { seen: 0, created: 0, changed: 0, unchanged: 0, older: 0, removed: 0, bad: 0 },
    problems: [],
    edition: null,
    newest: null,
  };
  await begin(p, actor, feed, input, id);
  try {
    const state = await loadFeedState(p.db, feed.id);
    if (feed.mode === 'stream') await writeStream(p, actor, feed, input, id, tally, state);
    else await writeSnapshot(p, actor, feed, input, id, tally, state);
  } catch (error) {
    await recordFailure(p, actor, feed, input, id, tally, error);
    throw error;
  }
  p.live.publish('watch.feeds');
  if (tally.counts.created + tally.counts.changed + tally.counts.removed > 0)
    p.live.publish('watch.advisories');
  return loadRun(p.db, id);
}

async function begin(p: Platform, actor: Actor, feed: FeedDef, input: RunInput, id: string): Promise<void> {
  const now = p.clock.now();
  await p.db.transaction().execute(async (trx) => {
    if (input.origin === 'url') await closeInterruptedRuns(trx, feed.id, now);
    await insertRun(trx, {
      id,
      feed_id: feed.id,
      state: 'running',
      origin: input.origin,
      origin_name: input.originName.slice(0, 500),
      actor_name: actor.name,
      started_at: now,
      ended_at: null,
      edition: null,
      file_sha256: null,
      ...{ seen: 0, created: 0, changed: 0, unchanged: 0, older: 0, removed: 0, bad: 0 },
      error: null,
      problems: [],
    });
    await saveFeedState(trx, feed.id, { last_try_at: now });
  });
  p.live.publish('watch.feeds');
}

/** Takes what is not a record; gives the record when it is one. */
function take(item: FeedItem, tally: Tally): FeedRecord | undefined {
  if (item.kind === 'problem') {
    tally.counts.bad += 1;
    if (tally.problems.length < KEPT_PROBLEMS)
      tally.problems.push({ code: item.code, place: item.place, details: item.details });
  } else if (item.kind === 'edition') tally.edition = item;
  if (item.kind !== 'record') return undefined;
  tally.counts.seen += 1;
  const { revision } = item.record;
  if (revision !== null && (tally.newest === null || revision > tally.newest)) tally.newest = revision;
  return item.record;
}

async function writeStream(
  p: Platform,
  actor: Actor,
  feed: FeedDef,
  input: RunInput,
  id: string,
  tally: Tally,
  state: FeedRow,
): Promise<void> {
  let batch: FeedRecord[] = [];
  let wholes: { prefix: string; revision?: string | null }[] = [];
  let parts: string[] = [];
  const given = new Set<string>();
  const flush = async (watermark?: unknown) => {
    await p.db.transaction().execute(async (trx) => {
      add(tally.counts, await recordAdvisories(p, trx, feed, batch));
      await removeParts(p, trx, feed, wholes, parts, tally.counts);
      if (watermark !== undefined) await saveFeedState(trx, feed.id, { watermark });
    });
    batch = [];
    // The parts of a document that is not read to its end are still waited for.
    const done = new Set(wholes.map((w) => w.prefix));
    parts = parts.filter((id) => !done.has(id.slice(0, id.indexOf('#') + 1)));
    wholes = [];
    input.progress?.(tally.counts.seen);
  };
  for await (const item of input.items) {
    input.signal?.throwIfAborted();
    if (item.kind === 'not-modified') {
      await p.db.transaction().execute((trx) => endUnchanged(p, trx, feed, id));
      return;
    }
    if (item.kind === 'whole') {
      if (item.prefix !== '') wholes.push(item);
      else {
        await flush();
        await sweep(p, feed, input.originName, tally.counts, state, given);
      }
      continue;
    }
    if (item.kind === 'mark') {
      await flush(item.watermark);
      continue;
    }
    const record = take(item, tally);
    if (record) {
      batch.push(record);
      given.add(record.id);
      if (record.id.includes('#')) parts.push(record.id);
    }
    if (batch.length >= BATCH_RECORDS) await flush();
  }
  if (batch.length > 0 || wholes.length > 0) await flush();
  refuseAllBad(feed, tally);
  await p.db.transaction().execute((trx) => end(p, trx, actor, feed, input, id, tally, tally.counts.seen));
}

function add(counts: RunCounts, more: Partial<RunCounts>): void {
  for (const [name, n] of Object.entries(more) as [keyof RunCounts, number][]) counts[name] += n;
}

function refuseAllBad(feed: FeedDef, tally: Tally): void {
  const [first] = tally.problems;
  if (first && tally.counts.seen === 0)
    throw fail('feed-nothing-read', {
      details: { feed: feed.id, bad: tally.counts.bad, place: first.place ?? '', code: first.code },
    });
}

/** Reads all of it first, then writes it in one transaction: half an edition never shows. */
async function writeSnapshot(
  p: Platform,
  actor: Actor,
  feed: FeedDef,
  input: RunInput,
  id: string,
  tally: Tally,
  state: FeedRow,
): Promise<void> {
  const records: FeedRecord[] = [];
  let slot: 'a' | 'b' | undefined;
  let scores = 0;
  for await (const item of input.items) {
    input.signal?.throwIfAborted();
    if (item.kind === 'not-modified') {
      await p.db.transaction().execute((trx) => endUnchanged(p, trx, feed, id));
      return;
    }
    if (item.kind === 'scores') {
      slot ??= await beginStaging(p.db);
      await stageScores(p.db, slot, item.rows);
      scores += item.rows.ids.length;
      input.progress?.(scores);
    }
    const record = take(item, tally);
    if (record) records.push(record);
    if (records.length > SNAPSHOT_RECORDS)
      throw fail('feed-wrong-content', {
        details: { feed: feed.id, place: record?.place ?? '', reason: 'too-many' },
      });
  }
  tally.counts.seen += scores;
  refuseAllBad(feed, tally);
  await refuseShrunk(feed, input, tally, state);
  await p.db.transaction().execute(async (trx) => {
    if (slot) await writeScores(p, trx, slot, tally);
    else await writeRecords(p, trx, feed, records, tally);
    await end(p, trx, actor, feed, input, id, tally, tally.counts.seen);
  });
}

async function refuseShrunk(feed: FeedDef, input: RunInput, tally: Tally, state: FeedRow): Promise<void> {
  const [found, previous] = [tally.counts.seen, state.item_count];
  if (found === 0) throw fail('feed-empty', { details: { feed: feed.id, place: input.originName } });
  if (!isShrunk(previous, found, state.shrink_floor)) return;
  throw fail('feed-shrunk', {
    details: {
      feed: feed.id,
      previous,
      found,
      place: input.originName,
      fileSha256: (await input.keep?.()) ?? null,
    },
  });
}

async function writeScores(p: Platform, trx: Db, slot: 'a' | 'b', tally: Tally): Promise<void> {
  const { moved, count, differing } = await turnOver(trx, slot, {
    date: tally.edition?.at?.slice(0, 10) ?? null,
    model: tally.edition?.model ?? null,
  });
  add(tally.counts, { changed: differing, unchanged: count - differing });
  await tellChanged(p, trx, moved);
}

async function writeRecords(
  p: Platform,
  trx: Db,
  feed: FeedDef,
  records: readonly FeedRecord[],
  tally: Tally,
): Promise<void> {
  for (let i = 0; i < records.length; i += BATCH_RECORDS)
    add(tally.counts, await recordAdvisories(p, trx, feed, records.slice(i, i + BATCH_RECORDS)));
  const ids = records.map((r) => r.id);
  await forget(p, trx, feed, await removeAbsent(trx, feed.id, ids, p.clock.now()), tally.counts);
}

async function end(
  p: Platform,
  trx: Db,
  actor: Actor,
  feed: FeedDef,
  input: RunInput,
  id: string,
  tally: Tally,
  itemCount: number,
): Promise<void> {
  const now = p.clock.now();
  const { counts } = tally;
  const isNews = counts.created + counts.changed + counts.removed > 0;
  const dataAt = tally.edition?.at ?? tally.newest;
  const before = await loadFeedState(trx, feed.id);
  await saveFeedState(trx, feed.id, {
    ...(feed.mode === 'snapshot'
      ? { item_count: itemCount }
      : { item_count: before.item_count + counts.created }),
    ...(tally.edition ? { edition: tally.edition.edition } : {}),
    // An old file read again does not make the newest content older.
    ...(dataAt && (!before.data_at || new Date(dataAt) > before.data_at)
      ? { data_at: new Date(dataAt) }
      : {}),
    ...(input.conditions?.() ?? {}),
    last_success_at: now,
    ...(isNews ? { last_change_at: now } : {}),
    consecutive_failures: 0,
    last_error: null,
    bad_count: counts.bad,
    held: null,
    shrink_floor: null,
    ...(input.origin === 'url' ? { is_frozen: false } : {}),
  });
  await saveRun(trx, id, {
    ...counts,
    state: isNews || counts.seen > 0 ? 'done' : 'unchanged',
    ended_at: now,
    edition: tally.edition?.edition ?? null,
    problems: tally.problems,
  });
  if (isNews || counts.bad > 0 || input.origin !== 'url')
    await p.journal.append(trx, {
      actor,
      action: 'watch.feed.pulled',
      object: { kind: 'watch.feed', id: feed.id, label: feed.title.fr },
      details: {
        origin: input.origin,
        from: input.originName.slice(0, 200),
        ...counts,
        ...(tally.problems[0] ? { firstProblem: tally.problems[0] } : {}),
      },
    });
  await p.events.emit(trx, feedPulled, { feedId: feed.id, runId: id });
}

async function endUnchanged(p: Platform, trx: Db, feed: FeedDef, id: string): Promise<void> {
  const now = p.clock.now();
  await saveFeedState(trx, feed.id, {
    last_success_at: now,
    consecutive_failures: 0,
    last_error: null,
    is_frozen: false,
  });
  await saveRun(trx, id, { state: 'unchanged', ended_at: now });
}

async function recordFailure(
  p: Platform,
  actor: Actor,
  feed: FeedDef,
  input: RunInput,
  id: string,
  tally: Tally,
  error: unknown,
): Promise<void> {
  const now = p.clock.now();
  const problem = problemOf(error, input);
  const isShrunk = problem.code === 'watch.feed-shrunk';
  await p.db.transaction().execute(async (trx) => {
    const state = await loadFeedState(trx, feed.id);
    await saveRun(trx, id, {
      ...tally.counts,
      state: isShrunk ? 'refused' : 'failed',
      ended_at: now,
      error: problem,
      problems: tally.problems,
      ...(isShrunk ? { file_sha256: (problem.details.fileSha256 as string | null) ?? null } : {}),
    });
    await saveFeedState(trx, feed.id, {
      // A stop asked for by a person or by the end of the process says nothing of the source.
      consecutive_failures: state.consecutive_failures + (problem.code === 'watch.run-stopped' ? 0 : 1),
      last_error: problem,
      ...(isShrunk
        ? {
            held: {
              at: now.toISOString(),
              previous: Number(problem.details.previous),
              found: Number(problem.details.found),
              origin: input.origin,
              fileSha256: (problem.details.fileSha256 as string | null) ?? null,
            },
          }
        : {}),
    });
    await p.journal.append(trx, {
      actor,
      action: 'watch.feed.failed',
      object: { kind: 'watch.feed', id: feed.id, label: feed.title.fr },
      details: { origin: input.origin, from: input.originName.slice(0, 200), error: problem },
    });
    await p.events.emit(trx, feedFailed, { feedId: feed.id, runId: id });
  });
  p.live.publish('watch.feeds');
}

/** The error as it is shown on the feed's row, with file and place. */
export function problemOf(error: unknown, input: Pick<RunInput, 'originName'>): StoredProblem {
  if (error instanceof AppError) {
    const place = error.details.place;
    return {
      code: error.code,
      place: typeof place === 'string' ? place : input.originName,
      details: error.details,
    };
  }
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return {
    code: isAbort || typeof error === 'string' ? 'watch.run-stopped' : 'watch.run-crashed',
    place: input.originName,
    details: { reason: String(error).slice(0, 500) },
  };
}
