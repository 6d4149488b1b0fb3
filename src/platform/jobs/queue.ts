import type { z } from 'zod';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/database.ts';

/** What the queue needs to know of a job: any `JobDef`. */
export interface Enqueueable<I> {
  name: string;
  input: z.ZodType<I>;
  attempts?: number;
}

export interface EnqueueOptions {
  actor?: Actor;
  /** While a run with this key waits or runs, a second one is not added (its id is returned). */
  singletonKey?: string;
  runAt?: Date;
}

export interface EndedRun {
  name: string;
  input: unknown;
  singleton_key: string | null;
}

export interface Jobs {
  /** Adds a run in the caller's transaction and returns its id. */
  enqueue<I>(trx: Db, job: Enqueueable<I>, input: I, options?: EnqueueOptions): Promise<string>;
  cancel(id: string): Promise<void>;
  /** Adds a run of the same work as one that has ended, and returns its id. */
  again(trx: Db, ended: EndedRun, actor: Actor): Promise<string>;
}
