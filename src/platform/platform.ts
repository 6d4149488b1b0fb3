import type { Clock } from './clock.ts';
import type { Config } from './config/config.ts';
import type { Db } from './db/database.ts';
import type { EventBus } from './events/event-bus.ts';
import type { Files } from './files/files.ts';
import type { LiveHub } from './http/live.ts';
import type { Jobs } from './jobs/queue.ts';
import type { Journal } from './journal/journal.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail/mail.ts';
import type { Outbound } from './outbound/outbound.ts';

/** The ground floor handed to every use case. */
export interface Platform {
  config: Config;
  db: Db;
  clock: Clock;
  /** The organisation's time zone: as set on screen, else `VIGIE_TIME_ZONE`. Days, deadlines and schedules are read in it. */
  zone: { name: string };
  log: Log;
  events: EventBus;
  journal: Journal;
  jobs: Jobs;
  outbound: Outbound;
  files: Files;
  mail: Mail;
  live: LiveHub;
}
