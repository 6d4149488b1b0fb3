import type { z } from 'zod';
import type { Actor } from '../auth/actor.ts';
import type { Platform } from '../platform.ts';

export interface JobContext {
  platform: Platform;
  /** Who asked; the system for schedules. */
  actor: Actor;
  /** Aborted when the run is cancelled, times out or the process stops: stop at the next safe point. */
  signal: AbortSignal;
  /** Tells the screen how far it is; cheap to call often (written at most twice a second). */
  progress(done: number, total?: number, note?: string): void;
}

export interface JobDef<I = unknown> {
  /** `<room>.<verb-noun>`, e.g. `watch.pull-feed`. Its title is the locale key `<room>:jobs.<verb-noun>`. */
  name: string;
  input: z.ZodType<I>;
  /** Tries in all; only errors of kind `theirs` and crashes are tried again. */
  attempts?: number;
  timeoutSeconds?: number;
  /** Returns a small result shown in the run history. */
  run(context: JobContext, input: I): Promise<Record<string, unknown> | undefined>;
}

export function defineJob<I>(job: JobDef<I>): JobDef<I> {
  return job;
}

export interface Schedule {
  job: string;
  input: unknown;
  /** Minutes between two starts, or the local time of day. */
  every: { minutes: number } | { dailyAt: `${number}:${number}` };
}
