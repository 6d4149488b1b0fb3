import { Readable } from 'node:stream';
import type { Actor, Role } from '../../src/platform/auth/actor.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { type Config, ConfigSchema } from '../../src/platform/config/config.ts';
import type { Domain } from '../../src/platform/domain.ts';
import { insertEvent } from '../../src/platform/events/store.ts';
import { createLiveHub } from '../../src/platform/http/live.ts';
import { createJournal } from '../../src/platform/journal/append.ts';
import { silentLog } from '../../src/platform/log.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { testDatabase } from './database.ts';

export interface TestPlatform extends Platform {
  clock: ReturnType<typeof fixedClock>;
  /** Events emitted since the start, in order. */
  emitted: { name: string; payload: unknown }[];
  close(): Promise<void>;
}

/** A real platform on a fresh database, with a clock that stands still and no way out. */
export async function testPlatform(
  options: { domains?: readonly Domain[]; config?: Partial<Config>; now?: string } = {},
): Promise<TestPlatform> {
  const database = await testDatabase();
  const clock = fixedClock(options.now ?? '2026-11-23T20:00:00Z');
  const config: Config = { ...ConfigSchema.parse({}), ...options.config };
  const emitted: TestPlatform['emitted'] = [];
  const listeners = (options.domains ?? []).flatMap((d) => d.listeners ?? []);
  return {
    config,
    db: database.db,
    clock,
    zone: { name: config.timeZone },
    log: silentLog,
    journal: createJournal(clock),
    events: {
      async emit(trx, event, payload) {
        emitted.push({ name: event.name, payload });
        const names = listeners.filter((l) => l.event.name === event.name).map((l) => l.name);
        await insertEvent(trx, {
          name: event.name,
          payload: event.schema.parse(payload),
          at: clock.now(),
          listeners: names,
        });
      },
    },
    jobs: { enqueue: async () => 'test-job', cancel: async () => {}, again: async () => 'test-job' },
    outbound: {
      fetch: async (url) => {
        throw new Error(`a test went out to ${url}`);
      },
    },
    files: {
      put: async () => ({ sha256: '', size: 0 }),
      open: () => Readable.from([]),
      has: async () => false,
    },
    mail: { configured: false, send: async () => {} },
    live: createLiveHub(),
    emitted,
    close: () => database.close(),
  };
}

/** A person with the permissions given (or all that the domains give to a role). */
export function actorWith(permissions: Iterable<string>, roles: readonly Role[] = ['operator']): Actor {
  return {
    kind: 'user',
    id: 'u-test',
    name: 'Hina R.',
    userId: 'u-test',
    roles,
    permissions: new Set(permissions),
    locale: 'fr',
  };
}
