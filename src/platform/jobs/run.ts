import { randomUUID } from 'node:crypto';
import { createAlarm } from '../alarm.ts';
import { type Actor, systemActor } from '../auth/actor.ts';
import { AppError } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { JobContext, JobDef, Schedule } from './define.ts';
import { fail } from './errors.ts';
import type { Enqueueable, EnqueueOptions, Jobs } from './queue.ts';
import { nextDue } from './schedule.ts';
import * as store from './store.ts';

const POLL_MS = 1_000;
const BEAT_MS = 5_000;
const LOST_AFTER_MS = 60_000;
const KEEP_DAYS = 90;
const HOUR_MS = 3_600_000;
const DEFAULT_TIMEOUT_SECONDS = 6 * 3600;

export interface JobRunner {
  jobs: Jobs;
  /** Starts `concurrency` workers and the schedules; `alone` when no other process shares the database. */
  start(platform: Platform, options: { alone: boolean; concurrency?: number }): Promise<void>;
  /** Runs what is due until nothing is, in this call; for tests and for the command line. */
  drain(platform: Platform): Promise<void>;
  /** Aborts running jobs (they go back to the queue) and waits for them. */
  stop(): Promise<void>;
}

/** The queue in PostgreSQL: retried when the fault is theirs, cancelled by signal, its history kept 90 days. */
export function createJobRunner(
  definitions: readonly JobDef[],
  schedules: readonly Schedule[],
  now: () => Date,
): JobRunner {
  const byName = new Map(definitions.map((d) => [d.name, d]));
  const names = [...byName.keys()];
  const worker = randomUUID();
  const running = new Map<string, AbortController>();
  const alarm = createAlarm();
  let isStopping = false;
  let loops: Promise<void>[] = [];

  const jobs: Jobs = {
    async enqueue<I>(trx: Platform['db'], job: Enqueueable<I>, input: I, options: EnqueueOptions = {}) {
      const id = await store.insertJob(trx, {
        name: job.name,
        input: job.input.parse(input),
        actor: options.actor ?? systemActor,
        maxAttempts: job.attempts ?? 3,
        singletonKey: options.singletonKey,
        runAt: options.runAt ?? now(),
        now: now(),
      });
      setTimeout(alarm.wake, 30).unref();
      return id;
    },
    again(trx, ended, actor) {
      const definition = byName.get(ended.name);
      const input = definition?.input.safeParse(ended.input);
      // A later version may know the work no more, or ask it otherwise.
      if (!definition || !input?.success) throw fail('job-obsolete', { details: { name: ended.name } });
      const key = ended.singleton_key;
      return jobs.enqueue(trx, definition, input.data, {
        actor,
        ...(key === null ? {} : { singletonKey: key }),
      });
    },
    async cancel(id) {
      throw new Error(`not started: ${id}`);
    },
  };

  async function runOne(platform: Platform): Promise<boolean> {
    const row = await store.claimJob(platform.db, names, worker, now());
    if (!row) return false;
    const definition = byName.get(row.name);
    if (!definition) return false;
    const abort = new AbortController();
    running.set(row.id, abort);
    platform.live.publish('platform.jobs');
    const pulse = startPulse(platform, row.id, abort, definition.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
    try {
      const result = await definition.run(
        contextOf(platform, row, abort.signal, pulse.progress),
        definition.input.parse(row.input),
      );
      await pulse.stop();
      await store.endJob(platform.db, row.id, { state: 'done', now: now(), result });
    } catch (error) {
      await pulse.stop();
      await settle(platform, row, abort.signal, error);
    } finally {
      running.delete(row.id);
      platform.live.publish('platform.jobs');
    }
    return true;
  }

  /** A failed run: cancelled, put back when the process stops or the fault can pass, or failed for good. */
  async function settle(
    platform: Platform,
    row: store.JobRow,
    signal: AbortSignal,
    error: unknown,
  ): Promise<void> {
    const reason = describeError(error);
    if (signal.aborted && signal.reason === 'cancelled') {
      await store.endJob(platform.db, row.id, { state: 'cancelled', now: now(), error: reason });
    } else if (signal.aborted && signal.reason === 'stopping') {
      await store.postponeJob(platform.db, row.id, now(), reason);
    } else if (error instanceof AppError && error.kind === 'theirs' && row.attempts < row.max_attempts) {
      const runAt = new Date(now().getTime() + delayOf(error, row.attempts));
      await store.postponeJob(platform.db, row.id, runAt, reason);
    } else {
      platform.log.error({ job: row.name, id: row.id, error: String(error) }, 'job failed');
      await store.endJob(platform.db, row.id, { state: 'failed', now: now(), error: reason });
    }
  }

  function startPulse(platform: Platform, id: string, abort: AbortController, timeoutSeconds: number) {
    let latest: store.JobRow['progress'] = null;
    let written: Promise<void> = Promise.resolve();
    let lastAt = 0;
    const timeout = setTimeout(() => abort.abort('timeout'), timeoutSeconds * 1000);
    const write = () => {
      lastAt = Date.now();
      written = written.then(async () => {
        const isCancelAsked = await store.beat(platform.db, id, now(), latest);
        if (isCancelAsked) abort.abort('cancelled');
        platform.live.publish('platform.jobs');
      });
      written = written.catch((error) =>
        platform.log.warn({ id, error: String(error) }, 'job heartbeat not written'),
      );
    };
    const timer = setInterval(write, BEAT_MS);
    return {
      progress(done: number, total?: number, note?: string) {
        latest = { done, ...(total === undefined ? {} : { total }), ...(note ? { note } : {}) };
        if (Date.now() - lastAt > 500) write();
      },
      async stop() {
        clearInterval(timer);
        clearTimeout(timeout);
        if (latest) write();
        await written;
      },
    };
  }

  function contextOf(
    platform: Platform,
    row: store.JobRow,
    signal: AbortSignal,
    progress: JobContext['progress'],
  ): JobContext {
    const actor: Actor = {
      ...systemActor,
      kind: row.actor_kind,
      id: row.actor_id,
      name: row.actor_name,
      ...(row.actor_kind === 'system' ? {} : { userId: row.actor_id }),
    };
    return { platform, actor, signal, progress };
  }

  async function loop(platform: Platform): Promise<void> {
    while (!isStopping) {
      try {
        while (!isStopping && (await runOne(platform))) {
          // the next due run follows at once
        }
      } catch (error) {
        platform.log.error({ error: String(error) }, 'job store unreachable');
      }
      if (!isStopping) await alarm.pause(POLL_MS);
    }
  }

  async function tick(platform: Platform): Promise<void> {
    for (const schedule of schedules) {
      const definition = byName.get(schedule.job);
      if (!definition) throw new Error(`schedule of unknown job ${schedule.job}`);
      const key = `${schedule.job} ${JSON.stringify(schedule.input)}`;
      await platform.db.transaction().execute(async (trx) => {
        const notAfter = nextDue(schedule, now(), platform.zone.name);
        const isFirstSkipped = 'dailyAt' in schedule.every;
        if (!(await store.takeSchedule(trx, key, { notAfter, now: now(), isFirstSkipped }))) return;
        await jobs.enqueue(trx, definition, definition.input.parse(schedule.input), { singletonKey: key });
      });
    }
    await store.reviveLost(platform.db, new Date(now().getTime() - LOST_AFTER_MS), now());
  }

  async function scheduleLoop(platform: Platform): Promise<void> {
    while (!isStopping) {
      await tick(platform).catch((error) =>
        platform.log.error({ error: String(error) }, 'schedules not read'),
      );
      if (!isStopping) await alarm.pause(30_000);
    }
  }

  return {
    jobs,
    async start(platform, options) {
      jobs.cancel = (id) => cancelRun(platform, id, running);
      if (options.alone) await store.reviveLost(platform.db, now(), now());
      await store.deleteOldJobs(platform.db, new Date(now().getTime() - KEEP_DAYS * 86_400_000));
      loops = [
        scheduleLoop(platform),
        ...Array.from({ length: options.concurrency ?? 2 }, () => loop(platform)),
      ];
    },
    async drain(platform) {
      while (await runOne(platform)) {
        // until nothing is due
      }
    },
    async stop() {
      isStopping = true;
      for (const abort of running.values()) abort.abort('stopping');
      alarm.wake();
      await Promise.all(loops);
    },
  };
}

async function cancelRun(
  platform: Platform,
  id: string,
  running: Map<string, AbortController>,
): Promise<void> {
  await store.askCancel(platform.db, id, platform.clock.now());
  running.get(id)?.abort('cancelled');
  platform.live.publish('platform.jobs');
}

/** Longer after each failure; never before the other side said that it would answer again, nor a day late on its word. */
function delayOf(error: AppError, attempts: number): number {
  const ours = Math.min(30_000 * 4 ** (attempts - 1), 6 * HOUR_MS);
  const asked = Number(error.details.retryAfterSeconds ?? 0) * 1000;
  return asked > ours ? Math.min(asked, 24 * HOUR_MS) : ours;
}

function describeError(error: unknown): { code: string; message: string } {
  if (error instanceof AppError)
    return { code: error.code, message: JSON.stringify(error.details).slice(0, 2000) };
  return { code: 'platform.job-crashed', message: String(error).slice(0, 2000) };
}
