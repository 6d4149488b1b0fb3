import { house } from '../house.mjs';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config/config.ts';
import { openDatabase } from './platform/db/connect.ts';
import { migrate } from './platform/db/migrate.ts';
import { createLog } from './platform/log.ts';

export interface Running {
  url: string;
  stop(): Promise<void>;
}

export async function start(config: Config, options: { onCrash(reason: string): void }): Promise<Running> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config, { purpose: 'serve', onCrash: options.onCrash });
  await migrate(database, ['platform', ...Object.keys(house)]);
  log.info({ at: systemClock.now() }, 'started');
  return { url: `http://${config.host}:${config.port}`, stop: () => database.close() };
}
