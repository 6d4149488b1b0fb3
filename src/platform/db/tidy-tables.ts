import { sql } from 'kysely';
import { z } from 'zod';
import { defineJob, type Schedule } from '../jobs/define.ts';
import type { Db } from './database.ts';

/** As a server's autovacuum counts: this many rows, and this share of the table. */
const FROM_ROWS = 500;
const FROM_SHARE = 0.2;

/**
 * Takes dead rows out of the tables that changed much and counts them anew for the planner. A server does it by itself
 * (autovacuum); the embedded engine has no background process, and without this plans worsen and files only grow.
 */
export async function tidyTables(db: Db, signal?: AbortSignal): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_stat_user_tables
    where schemaname = 'public'
      and greatest(n_dead_tup, n_mod_since_analyze) > ${FROM_ROWS} + ${FROM_SHARE} * n_live_tup::float8
    order by relname`.execute(db);
  for (const { name } of rows) {
    signal?.throwIfAborted();
    await sql`vacuum analyze ${sql.table(name)}`.execute(db);
  }
  return rows.map((r) => r.name);
}

const tidyJob = defineJob({
  name: 'platform.tidy-tables',
  input: z.object({}),
  run: async ({ platform, signal }) => ({
    tables: platform.config.databaseUrl ? 0 : (await tidyTables(platform.db, signal)).length,
  }),
});

export const upkeep = {
  jobs: [tidyJob],
  schedules: [{ job: tidyJob.name, input: {}, every: { minutes: 30 } }] satisfies Schedule[],
};
