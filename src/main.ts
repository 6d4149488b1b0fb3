import { estate } from './estate/domain.ts';
import { exposure } from './exposure/domain.ts';
import { createSetupToken, signInDemo } from './platform/auth/index.ts';
import type { Config } from './platform/config/config.ts';
import { createGround, type Ground } from './platform/create.ts';
import { openDatabase } from './platform/db/connect.ts';
import type { Database } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { ROOMS } from './platform/db/rooms.ts';
import type { Domain } from './platform/domain.ts';
import { defineErrors } from './platform/errors.ts';
import type { App } from './platform/http/app.ts';
import { buildApp } from './platform/http/build-app.ts';
import { createLog } from './platform/log.ts';
import { createOutbound, type OutboundAgent } from './platform/outbound/create-outbound.ts';
import type { Platform } from './platform/platform.ts';
import { createPlatformDomain } from './platform/platform-domain.ts';
import { steer } from './steer/domain.ts';
import { watch } from './watch/domain.ts';

/** The rooms, in house order: this file alone knows them all. */
const rooms: readonly Domain[] = [estate, watch, exposure, steer];
const domains: readonly Domain[] = [createPlatformDomain(rooms), ...rooms];

const fail = defineErrors('platform', {
  'port-taken': { status: 500 },
  'cannot-listen': { status: 500 },
});

export interface Assembled extends Ground {
  database: Database;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Shown to a second process that is refused the data folder. */
  purpose: string;
  /** The database broke off: nothing more can be done in this process. */
  onCrash(reason: string): void;
}

/** Everything but HTTP: what the command line needs to run a use case on an installation. */
export async function assemble(config: Config, options: StartOptions): Promise<Assembled> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config, options);
  let outbound: OutboundAgent | undefined;
  try {
    await migrate(database, ROOMS);
    const ground = createGround({
      config,
      database,
      domains,
      log,
      outbound: ({ clock }) => {
        outbound = createOutbound({ config, db: database.db, clock, log });
        return outbound;
      },
    });
    for (const domain of domains) await domain.start?.(ground.platform);
    return {
      ...ground,
      database,
      close: async () => {
        await ground.stop();
        await outbound?.close();
        await database.close();
      },
    };
  } catch (error) {
    await outbound?.close();
    await database.close();
    throw error;
  }
}

export interface Running extends Assembled {
  /** Where it listens. */
  url: string;
  /** The one-time link in: to the set-up while nobody has an account, or to the demonstration. */
  door: { kind: 'set-up' | 'demo'; url: string } | undefined;
}

/** The whole: database, rooms, HTTP, background work. Listening when it returns. */
export async function start(config: Config, options: StartOptions): Promise<Running> {
  const assembled = await assemble(config, options);
  try {
    const { platform } = assembled;
    const app = await buildApp(platform, domains);
    await listen(app, config);
    await assembled.startBackground(assembled.database.kind === 'embedded');
    const url = config.publicUrl?.replace(/\/$/, '') ?? addressOf(config.host, app.server.address());
    return {
      ...assembled,
      url,
      door: await openDoor(platform, url),
      // Intake first, then background work, then the database.
      close: async () => {
        await app.close();
        await assembled.close();
      },
    };
  } catch (error) {
    await assembled.close();
    throw error;
  }
}

/** The secret is in the fragment: it reaches no log and no referrer. */
async function openDoor(platform: Platform, url: string): Promise<Running['door']> {
  if (platform.config.demo) return { kind: 'demo', url: `${url}/lien#${await signInDemo(platform)}` };
  const token = await createSetupToken(platform);
  return token ? { kind: 'set-up', url: `${url}/mise-en-route#${token}` } : undefined;
}

async function listen(app: App, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw fail(code === 'EADDRINUSE' ? 'port-taken' : 'cannot-listen', {
      cause,
      details: { host, port, reason: String(cause) },
    });
  }
}

function addressOf(host: string, address: ReturnType<import('node:net').Server['address']>): string {
  const port = typeof address === 'object' && address ? address.port : 0;
  // What a browser on this machine can open.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
