import { resolve } from 'node:path';
import pg from 'pg';
import { openServer, serverName, serverPool } from './connect.ts';
import type { Database } from './database.ts';
import { dataFolderHolder } from './embedded/lock.ts';
import { embeddedPool, openEmbedded } from './embedded/open.ts';
import { fail } from './errors.ts';
import { openPool } from './open.ts';

/** A database named on the command line: `postgres://…`, or the data folder of an embedded one. */
export interface Place {
  url?: string;
  dataDir?: string;
  /** For people: never holds a password. */
  label: string;
}

export function placeOf(text: string): Place {
  if (/^postgres(ql)?:\/\//.test(text)) return { url: text, label: serverName(text) };
  return { dataDir: resolve(text), label: resolve(text) };
}

export interface Session {
  /** One connection of its own, for a long transaction. */
  client: pg.Client;
  database: Database;
  /** fsync calls of one commit, when this process started the embedded engine itself. */
  provenFsyncs?: number;
  close(): Promise<void>;
}

/** Opens a place for this process alone. */
export async function openSession(place: Place, purpose: string): Promise<Session> {
  const database = place.url
    ? await openServer(place.url)
    : await openEmbedded({ dataDir: place.dataDir ?? '', purpose, onCrash: () => {} });
  try {
    const options =
      'socketDir' in database ? embeddedPool(String(database.socketDir)) : serverPool(place.url ?? '');
    const client = await connect(options);
    return {
      client,
      database,
      ...('provenFsyncs' in database ? { provenFsyncs: Number(database.provenFsyncs) } : {}),
      close: async () => {
        await client.end();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens a place to read it, beside a running Vigie if there is one. */
export async function openBeside(place: Place, purpose: string): Promise<Session & { running: boolean }> {
  if (place.dataDir) {
    const holder = await dataFolderHolder(place.dataDir);
    if (holder) {
      if (!holder.socketDir) {
        throw fail('data-folder-busy', {
          details: { dataDir: place.dataDir, pid: holder.pid, purpose: holder.purpose },
        });
      }
      const client = await connect(embeddedPool(holder.socketDir));
      const database = openPool(embeddedPool(holder.socketDir), 'embedded', () => client.end());
      return { client, database, running: true, close: database.close };
    }
  }
  return { ...(await openSession(place, purpose)), running: false };
}

async function connect(options: pg.PoolConfig): Promise<pg.Client> {
  // The text forms that COPY writes depend on these: the same on both sides.
  const forms =
    '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex';
  const isServer = options.connectionString !== undefined;
  const client = new pg.Client({ ...options, ...(isServer ? { options: forms } : {}) });
  await client.connect();
  client.on('error', () => {});
  return client;
}
