import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { house } from '../../house.mjs';
import type { Database } from '../../src/platform/db/database.ts';
import { pgliteVersion } from '../../src/platform/db/embedded/data-folder.ts';
import { SETTINGS, startThrowawayEngine } from '../../src/platform/db/embedded/engine.ts';
import { embeddedPool } from '../../src/platform/db/embedded/open.ts';
import { WireServer } from '../../src/platform/db/embedded/wire-server.ts';
import { migrate, readMigrations } from '../../src/platform/db/migrate.ts';
import { openPool } from '../../src/platform/db/open.ts';
import { ROOT } from '../../src/platform/root.ts';

const ROOMS = ['platform', ...Object.keys(house)];
const CACHE = join(ROOT, 'node_modules/.cache/vigie');

/**
 * A migrated database of its own for one test file; close it in `afterAll`. The embedded engine by default; a database of the
 * PostgreSQL that the global set-up started when `VIGIE_TEST_DATABASE=server`.
 */
export async function testDatabase(): Promise<Database> {
  const server = process.env.VIGIE_TEST_SERVER_URL;
  return server ? serverDatabase(server) : embeddedDatabase();
}

async function embeddedDatabase(): Promise<Database> {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-test-'));
  const snapshot = await migratedSnapshot();
  cpSync(snapshot, join(dir, 'db'), { recursive: true });
  return openFolder(dir, () => rmSync(dir, { recursive: true, force: true }));
}

/** An engine in this process on `<dir>/db`: nothing of it needs to survive, so nothing is synced. */
async function openFolder(dir: string, after: () => void): Promise<Database> {
  const engine = await startThrowawayEngine(join(dir, 'db'));
  let broken: unknown;
  const server = new WireServer(engine, (error) => {
    broken = error;
  });
  await server.listen(join(dir, '.s.PGSQL.5432'));
  return openPool(embeddedPool(dir), 'embedded', async () => {
    await server.stop();
    await engine.close();
    after();
    if (broken) throw broken;
  });
}

/** A folder with all migrations applied, made once per set of migrations and copied by each test file. */
async function migratedSnapshot(): Promise<string> {
  const key = createHash('sha256')
    .update(
      JSON.stringify([pgliteVersion(), SETTINGS, readMigrations(ROOMS).map((m) => [m.room, m.name, m.hash])]),
    )
    .digest('hex')
    .slice(0, 16);
  const target = join(CACHE, `db-${key}`);
  if (existsSync(target)) return target;
  mkdirSync(CACHE, { recursive: true });
  const dir = mkdtempSync(join(CACHE, 'making-'));
  const database = await openFolder(dir, () => {});
  await migrate(database, ROOMS);
  await database.close();
  try {
    renameSync(join(dir, 'db'), target);
  } catch (error) {
    // Another worker made the same one in the meantime.
    if (!existsSync(target)) throw error;
  }
  rmSync(dir, { recursive: true, force: true });
  forgetOld();
  return target;
}

/** Keeps the four latest snapshots: each is 40 MB. */
function forgetOld(): void {
  const old = readdirSync(CACHE)
    .filter((name) => name.startsWith('db-'))
    .map((name) => ({ path: join(CACHE, name), at: statSync(join(CACHE, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
    .slice(4);
  // A test that runs now may still copy a recent one.
  for (const { path, at } of old) {
    if (Date.now() - at > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

export const TEMPLATE = 'vigie_template';

async function serverDatabase(url: string): Promise<Database> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await administer(url, `create database ${name} template ${TEMPLATE}`);
  return openPool({ connectionString: withDatabase(url, name), max: 10 }, 'server', () =>
    administer(url, `drop database ${name} with (force)`),
  );
}

/** Makes the migrated template that each test file's database is copied from. */
export async function makeServerTemplate(url: string): Promise<void> {
  await administer(url, `create database ${TEMPLATE}`);
  const database = openPool({ connectionString: withDatabase(url, TEMPLATE), max: 1 }, 'server');
  await migrate(database, ROOMS);
  await database.close();
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
