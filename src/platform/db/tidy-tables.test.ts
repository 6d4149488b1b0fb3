import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/kit/database.ts';
import type { Database } from './database.ts';
import { tidyTables } from './tidy-tables.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

// The engine publishes its counters about once a second, when a statement ends.
async function untilCounted(table: string, rows: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const counted = await sql<{ n: number }>`
      select n_mod_since_analyze as n from pg_stat_user_tables where relname = ${table}`.execute(database.db);
    if ((counted.rows[0]?.n ?? 0) >= rows) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${table} was never counted`);
}

const fill = (from: number, to: number) =>
  sql`insert into exposure_reach (asset_id, service_id, service_name, users, is_degraded, path)
    select 'a' || g, 's', 'S', 1, false, '[]' from generate_series(${from}::int, ${to}::int) g`.execute(
    database.db,
  );

test('a table that grew is counted once, and the planner knows its size', async () => {
  const { db } = database;
  await fill(1, 2000);
  // A server's own autovacuum may have come first; that is as good.
  if (database.kind === 'embedded') {
    await untilCounted('exposure_reach', 2000);
    expect((await tidyTables(db)).counted).toContain('exposure_reach');
  } else await sql`vacuum analyze exposure_reach`.execute(db);
  expect((await tidyTables(db)).counted).not.toContain('exposure_reach');
  const { rows } = await sql<{ n: number }>`
    select reltuples::int as n from pg_class where relname = 'exposure_reach'`.execute(db);
  expect(rows[0]?.n).toBe(2000);
});

test('dead rows of a small table go at any hour; those of a large one wait for the night', async () => {
  const { db, kind } = database;
  if (kind !== 'embedded') return;
  await sql`update exposure_reach set users = 2 where asset_id like 'a1%'`.execute(db);
  await untilCounted('exposure_reach', 1111);
  const dead = async () =>
    (
      await sql<{
        n: number;
      }>`select n_dead_tup as n from pg_stat_user_tables where relname = 'exposure_reach'`.execute(db)
    ).rows[0]?.n;
  expect(await dead()).toBeGreaterThan(1000);
  expect((await tidyTables(db)).cleaned).toContain('exposure_reach');
  // Twenty megabytes of paths, then a third of the rows written again.
  await sql`update exposure_reach set path = (select jsonb_agg(md5(asset_id || g)) from generate_series(1, 400) g)`.execute(
    db,
  );
  await tidyTables(db, { isNight: true });
  await sql`update exposure_reach set users = 3 where asset_id like 'a1%'`.execute(db);
  await untilCounted('exposure_reach', 1111);
  const byDay = await tidyTables(db);
  expect([byDay.putOff, byDay.cleaned.includes('exposure_reach')]).toEqual([['exposure_reach'], false]);
  expect((await tidyTables(db, { isNight: true })).cleaned).toContain('exposure_reach');
  await untilDead(0);
});

async function untilDead(rows: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { rows: found } = await sql<{ n: number }>`
      select n_dead_tup as n from pg_stat_user_tables where relname = 'exposure_reach'`.execute(database.db);
    if ((found[0]?.n ?? 0) <= rows) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('dead rows stay');
}
