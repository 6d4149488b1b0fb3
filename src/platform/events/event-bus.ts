import type { Db } from '../db/database.ts';
import type { EventDef } from './define.ts';

export interface EventBus {
  /** Writes the event and one delivery a listener in the caller's transaction: nothing is lost after its commit. */
  emit<P>(trx: Db, event: EventDef<P>, payload: P): Promise<void>;
}
