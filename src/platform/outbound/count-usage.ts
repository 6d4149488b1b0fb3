import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import type { Log } from '../log.ts';
import { addUsage, monthOf, readUsage } from './store.ts';

export interface UsageMeter {
  /** Bytes of this month, those not written yet included. */
  used(purpose: string): Promise<number>;
  add(purpose: string, bytes: number, requests: number): void;
  /** Waits for what was counted to be written. */
  settled(): Promise<void>;
}

/**
 * Counts what each purpose received. Writes behind the caller's back: with the embedded database a caller in a transaction
 * would otherwise wait for itself.
 */
export function createUsageMeter(db: Db, clock: Clock, log: Log): UsageMeter {
  const pending = new Map<string, number>();
  let written: Promise<void> = Promise.resolve();
  return {
    async used(purpose) {
      await written;
      const stored = await readUsage(db, monthOf(clock.now()));
      return (stored.get(purpose) ?? 0) + (pending.get(purpose) ?? 0);
    },
    add(purpose, bytes, requests) {
      pending.set(purpose, (pending.get(purpose) ?? 0) + bytes);
      const month = monthOf(clock.now());
      written = written
        .then(() => addUsage(db, { purpose, month, bytes, requests }))
        .catch((error) => log.error({ purpose, bytes, error: String(error) }, 'outbound usage not written'))
        .then(() => {
          pending.set(purpose, (pending.get(purpose) ?? 0) - bytes);
        });
    },
    settled: () => written,
  };
}
