import { createAlarm } from '../alarm.ts';
import type { Db } from '../db/database.ts';
import type { Platform } from '../platform.ts';
import type { Listener } from './bus.ts';
import type { EventBus } from './event-bus.ts';
import * as store from './store.ts';

const LEASE_MS = 10 * 60_000;
const MAX_ATTEMPTS = 10;
const POLL_MS = 2_000;
const KEEP_MS = 30 * 86_400_000;

export interface Dispatcher {
  bus: EventBus;
  /** Starts delivering; `alone` when no other process shares the database. */
  start(platform: Platform, alone: boolean): Promise<void>;
  /** Delivers all that is due now; for tests and for orderly ends. */
  drain(platform: Platform): Promise<void>;
  stop(): Promise<void>;
}

/** The outbox: `emit` writes in the caller's transaction; one loop a listener delivers in order, at least once. */
export function createDispatcher(listeners: readonly Listener[], now: () => Date): Dispatcher {
  const alarm = createAlarm();
  let isStopping = false;
  let loops: Promise<void>[] = [];

  const bus: EventBus = {
    async emit(trx, event, payload) {
      const names = listeners.filter((l) => l.event.name === event.name).map((l) => l.name);
      await store.insertEvent(trx, {
        name: event.name,
        payload: event.schema.parse(payload),
        at: now(),
        listeners: names,
      });
      // The transaction commits after this call: the loop looks soon, and again at its next poll.
      if (names.length > 0) setTimeout(alarm.wake, 30).unref();
    },
  };

  async function deliverDue(platform: Platform, listener: Listener): Promise<void> {
    while (!isStopping) {
      const at = now();
      const delivery = await store.leaseNext(
        platform.db,
        listener.name,
        at,
        new Date(at.getTime() + LEASE_MS),
      );
      if (!delivery) return;
      try {
        await listener.run(platform, listener.event.schema.parse(delivery.payload));
        await store.deleteDelivery(platform.db, listener.name, delivery.eventId);
      } catch (error) {
        const isParked = delivery.attempts >= MAX_ATTEMPTS;
        const delay = Math.min(2 ** delivery.attempts * 500, 5 * 60_000);
        platform.log.error(
          { listener: listener.name, event: delivery.eventId, isParked, error: String(error) },
          'listener failed',
        );
        await store.postponeDelivery(
          platform.db,
          { listener: listener.name, eventId: delivery.eventId },
          { nextAt: new Date(now().getTime() + delay), error: String(error), isParked },
        );
      }
    }
  }

  async function loop(platform: Platform, listener: Listener): Promise<void> {
    while (!isStopping) {
      try {
        await deliverDue(platform, listener);
      } catch (error) {
        platform.log.error({ listener: listener.name, error: String(error) }, 'event store unreachable');
      }
      if (!isStopping) await alarm.pause(POLL_MS);
    }
  }

  return {
    bus,
    async start(platform, alone) {
      if (alone) await store.releaseLeases(platform.db, now());
      await store.deleteHeardEvents(platform.db, new Date(now().getTime() - KEEP_MS));
      loops = listeners.map((listener) => loop(platform, listener));
    },
    async drain(platform) {
      for (let round = 0; round < 20; round++) {
        for (const listener of listeners) await deliverDue(platform, listener);
        if ((await due(platform.db, listeners, now())) === 0) return;
      }
    },
    async stop() {
      isStopping = true;
      alarm.wake();
      await Promise.all(loops);
    },
  };
}

async function due(db: Db, listeners: readonly Listener[], at: Date): Promise<number> {
  let count = 0;
  for (const listener of listeners) {
    const head = await store.peek(db, listener.name);
    if (head && head <= at) count++;
  }
  return count;
}
