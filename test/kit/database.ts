import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { house } from '../../house.mjs';
import type { Database } from '../../src/platform/db/database.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { openPool } from '../../src/platform/db/open.ts';

/** A migrated database of its own for one test file; close it in `afterAll`. */
export async function testDatabase(): Promise<Database> {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-test-'));
  const engine = await PGlite.create();
  const server = new PGLiteSocketServer({ db: engine, path: join(dir, '.s.PGSQL.5432'), maxConnections: 20 });
  await server.start();
  const database = openPool(
    { host: dir, user: 'postgres', database: 'postgres', max: 10 },
    'embedded',
    async () => {
      await server.stop();
      await engine.close();
      rmSync(dir, { recursive: true, force: true });
    },
  );
  await migrate(database, ['platform', ...Object.keys(house)]);
  return database;
}
