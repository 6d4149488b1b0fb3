import type { Platform } from '../platform.ts';
import type { EventDef } from './define.ts';

/** What a room does when another tells it something. Delivered at least once, in order per listener: be idempotent. */
export interface Listener<P = unknown> {
  /** Stable name, `<room>/<verb>`: the outbox remembers deliveries by it. */
  name: string;
  event: EventDef<P>;
  run(platform: Platform, payload: P): Promise<void>;
}

/** Keeps the payload type of each listener while the domain lists them together. */
export function listen<P>(listener: Listener<P>): Listener {
  return listener as unknown as Listener;
}
