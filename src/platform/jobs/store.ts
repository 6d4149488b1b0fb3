import { randomUUID } from 'node:crypto';
import { type Generated, sql } from 'kysely';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/database.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobRow {
  id: string;
  name: string;
  input: unknown;
  state: JobState;
  singleton_key: string | null;
  actor_kind: Actor['kind'];
  actor_id: string;
  actor_name: string;
  attempts: number;
  max_attempts: number;
  created_at: Date;
  run_at: Date;
  started_at: Date | null;
  heartbeat_at: Date | null;
  ended_at: Date | null;
  worker: string | null;
  progress: { done: number; total?: number; note?: string } | null;
  result: Record<string, unknown> | null;
  error: { code: string; message: string } | null;
  is_cancel_asked: boolean;
}

type Tables = {
  platform_jobs: {
    [K in keyof JobRow]: K extends 'attempts' | 'is_cancel_asked'
      ? Generated<JobRow[K]>
      : K extends 'input' | 'progress' | 'result' | 'error'
        ? unknown
        : JobRow[K];
  };
  platform_schedules: { name: string; last_at: Date };
};

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** Adds a waiting run; when one with the same singleton key waits or runs, gives that one's id. */
export async function insertJob(
  trx: Db,
  job: {
    name: string;
    input: unknown;
    actor: Actor;
    maxAttempts: number;
    singletonKey?: string;
    runAt: Date;
    now: Date;
  },
): Promise<string> {
  const q = trx.withTables<Tables>();
  const row = await q
    .insertInto('platform_jobs')
    .values({
      id: randomUUID(),
      name: job.name,
      input: json(job.input),
      state: 'waiting',
      singleton_key: job.singletonKey ?? null,
      actor_kind: job.actor.kind,
      actor_id: job.actor.id,
      actor_name: job.actor.name,
      max_attempts: job.maxAttempts,
      created_at: job.now,
      run_at: job.runAt,
      started_at: null,
      heartbeat_at: null,
      ended_at: null,
      worker: null,
      progress: null,
      result: null,
      error: null,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row) return row.id;
  const same = await q
    .selectFrom('platform_jobs')
    .select('id')
    .where('name', '=', job.name)
    .where('singleton_key', '=', job.singletonKey ?? '')
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirstOrThrow();
  return same.id;
}

/** Takes the oldest due run for this worker. */
export async function claimJob(
  db: Db,
  names: readonly string[],
  worker: string,
  now: Date,
): Promise<JobRow | undefined> {
  if (names.length === 0) return undefined;
  return db.transaction().execute(async (trx) => {
    const q = trx.withTables<Tables>();
    const due = await q
      .selectFrom('platform_jobs')
      .select('id')
      .where('state', '=', 'waiting')
      .where('run_at', '<=', now)
      .where('name', 'in', names)
      .orderBy('run_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!due) return undefined;
    return (await q
      .updateTable('platform_jobs')
      .set({
        state: 'running',
        worker,
        started_at: now,
        heartbeat_at: now,
        attempts: sql<number>`attempts + 1`,
        progress: null,
      })
      .where('id', '=', due.id)
      .returningAll()
      .executeTakeFirstOrThrow()) as JobRow;
  });
}

/** Writes the progress and the sign of life; answers whether a cancel was asked meanwhile. */
export async function beat(db: Db, id: string, now: Date, progress: JobRow['progress']): Promise<boolean> {
  const row = await db
    .withTables<Tables>()
    .updateTable('platform_jobs')
    .set({ heartbeat_at: now, ...(progress ? { progress: json(progress) } : {}) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returning('is_cancel_asked')
    .executeTakeFirst();
  return row?.is_cancel_asked ?? true;
}

export async function endJob(
  db: Db,
  id: string,
  end: { state: 'done' | 'failed' | 'cancelled'; now: Date; result?: unknown; error?: JobRow['error'] },
): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('platform_jobs')
    .set({ state: end.state, ended_at: end.now, result: json(end.result), error: json(end.error) })
    .where('id', '=', id)
    .execute();
}

export async function postponeJob(db: Db, id: string, runAt: Date, error: JobRow['error']): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('platform_jobs')
    .set({ state: 'waiting', run_at: runAt, error: json(error), worker: null })
    .where('id', '=', id)
    .execute();
}

/** Asks a running job to stop, or cancels a waiting one at once. Gives the state it was in. */
export async function askCancel(db: Db, id: string, now: Date): Promise<JobState | undefined> {
  return db.transaction().execute(async (trx) => {
    const q = trx.withTables<Tables>();
    const row = await q
      .selectFrom('platform_jobs')
      .select('state')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (row?.state === 'waiting') {
      await q
        .updateTable('platform_jobs')
        .set({ state: 'cancelled', ended_at: now })
        .where('id', '=', id)
        .execute();
    } else if (row?.state === 'running') {
      await q.updateTable('platform_jobs').set({ is_cancel_asked: true }).where('id', '=', id).execute();
    }
    return row?.state;
  });
}

/** Runs whose worker gave no sign of life since `before` go back to the queue, or fail when out of attempts. */
export async function reviveLost(db: Db, before: Date, now: Date): Promise<void> {
  const q = db.withTables<Tables>();
  const lost = q
    .updateTable('platform_jobs')
    .where('state', '=', 'running')
    .where('heartbeat_at', '<', before);
  const error = json({ code: 'platform.job-lost', message: 'the process stopped during the run' });
  await lost
    .whereRef('attempts', '>=', 'max_attempts')
    .set({ state: 'failed', ended_at: now, error })
    .execute();
  await lost.set({ state: 'waiting', run_at: now, worker: null, error }).execute();
}

export async function listJobs(
  db: Db,
  filter: { state?: readonly JobState[]; name?: string; limit: number; offset: number },
): Promise<{ rows: JobRow[]; total: number }> {
  let q = db.withTables<Tables>().selectFrom('platform_jobs');
  if (filter.state?.length) q = q.where('state', 'in', filter.state);
  if (filter.name) q = q.where('name', '=', filter.name);
  const rows = (await q
    .selectAll()
    .orderBy('created_at', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()) as JobRow[];
  const { total } = await q.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}

export async function getJob(db: Db, id: string): Promise<JobRow | undefined> {
  return (await db
    .withTables<Tables>()
    .selectFrom('platform_jobs')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()) as JobRow | undefined;
}

/**
 * Marks a schedule as started now if it last started at or before `notAfter`; false when another process did. A schedule
 * never seen before is only noted when `isFirstSkipped`: what runs each night need not run at the first start.
 */
export async function takeSchedule(
  trx: Db,
  name: string,
  at: { notAfter: Date; now: Date; isFirstSkipped: boolean },
): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into platform_schedules (name, last_at) values (${name}, ${at.now})
    on conflict (name) do update set last_at = excluded.last_at where platform_schedules.last_at <= ${at.notAfter}
    returning (xmax = 0) as is_new`.execute(trx);
  const [row] = rows;
  return row !== undefined && !(row.is_new && at.isFirstSkipped);
}

export async function deleteOldJobs(db: Db, before: Date): Promise<void> {
  await db.withTables<Tables>().deleteFrom('platform_jobs').where('ended_at', '<', before).execute();
}
