import { join } from 'node:path';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config/config.ts';
import type { Database } from './db/database.ts';
import type { Domain } from './domain.ts';
import { createDispatcher } from './events/dispatch.ts';
import { createFiles } from './files/store-files.ts';
import { createLiveHub } from './http/live.ts';
import { createJobRunner } from './jobs/run.ts';
import { createJournal } from './journal/append.ts';
import type { Log } from './log.ts';
import { createMail } from './mail/send.ts';
import type { Outbound } from './outbound/outbound.ts';
import type { Platform } from './platform.ts';

export interface Ground {
  platform: Platform;
  /** Delivers events and runs jobs; `alone`: no other process shares the database. */
  startBackground(alone: boolean): Promise<void>;
  /** Delivers and runs all that is due in this call: the command line's way. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the ground floor together under the rooms given. */
export function createGround(options: {
  config: Config;
  database: Database;
  domains: readonly Domain[];
  outbound: (parts: { config: Config; database: Database; clock: Clock }) => Outbound;
  log: Log;
  clock?: Clock;
}): Ground {
  const { config, database, domains, log } = options;
  const clock = options.clock ?? systemClock;
  const dispatcher = createDispatcher(
    domains.flatMap((d) => d.listeners ?? []),
    clock.now,
  );
  const runner = createJobRunner(
    domains.flatMap((d) => d.jobs ?? []),
    domains.flatMap((d) => d.schedules ?? []),
    clock.now,
  );
  const platform: Platform = {
    config,
    db: database.db,
    clock,
    zone: { name: config.timeZone },
    log,
    events: dispatcher.bus,
    journal: createJournal(clock),
    jobs: runner.jobs,
    outbound: options.outbound({ config, database, clock }),
    files: createFiles(join(config.dataDir, 'files')),
    mail: createMail(config, database.db, clock),
    live: createLiveHub(),
  };
  return {
    platform,
    async startBackground(alone) {
      await dispatcher.start(platform, alone);
      await runner.start(platform, { alone });
    },
    async settle() {
      await dispatcher.drain(platform);
      await runner.drain(platform);
      await dispatcher.drain(platform);
    },
    async stop() {
      await runner.stop();
      await dispatcher.stop();
    },
  };
}
