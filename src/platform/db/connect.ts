import { sql } from 'kysely';
import type pg from 'pg';
import type { Config } from '../config/config.ts';
import type { Database } from './database.ts';
import { type EmbeddedDatabase, openEmbedded } from './embedded/open.ts';
import { fail } from './errors.ts';
import { openPool } from './open.ts';

/** The oldest PostgreSQL our SQL runs on. */
export const OLDEST_SERVER = 150_000;

export interface OpenOptions {
  purpose: string;
  onCrash(reason: string): void;
}

/** Opens the database that the configuration names: a server by URL, else the embedded engine on the data folder. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  options: OpenOptions,
): Promise<Database | EmbeddedDatabase> {
  if (!config.databaseUrl) return openEmbedded({ dataDir: config.dataDir, ...options });
  return openServer(config.databaseUrl);
}

/** Opens a PostgreSQL server, 15 or later. */
export async function openServer(url: string): Promise<Database> {
  const database = openPool(serverPool(url), 'server');
  try {
    const version = await serverVersion(database);
    if (version < OLDEST_SERVER) {
      throw fail('server-too-old', { details: { found: Math.floor(version / 10_000), oldest: 15 } });
    }
    return database;
  } catch (cause) {
    await database.close();
    if (cause instanceof Error && cause.name === 'AppError') throw cause;
    throw fail('server-unreachable', { cause, details: { server: serverName(url), reason: String(cause) } });
  }
}

/** 150018 for 15.18. */
export async function serverVersion(database: Database): Promise<number> {
  const { rows } = await sql<{ v: number }>`select current_setting('server_version_num')::int as v`.execute(
    database.db,
  );
  return rows[0]?.v ?? 0;
}

export function serverPool(url: string): pg.PoolConfig {
  return { connectionString: url, max: 10, connectionTimeoutMillis: 10_000, application_name: 'vigie' };
}

/** Host and database, never the password. */
export function serverName(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port ? `:${port}` : ''}${pathname}`;
}
