import { sql } from 'kysely';
import { z } from 'zod';
import { defineJob, type Schedule } from '../jobs/define.ts';
import type { Db } from './database.ts';

/** As a server's autovacuum counts: this many rows, and this share of the table. */
const FROM_ROWS = 500;
const FROM_SHARE = 0.2;
/** What is cleaned in a moment at any hour; a larger table waits for the night, unless half of it is dead. */
const SMALL_BYTES = 16 * 1024 * 1024;

interface Worn {
  name: string;
  dead: number;
  live: number;
  modified: number;
  bytes: number;
}

/**
 * Counts anew for the planner the tables that changed much, and takes the dead rows out of those that have many. A server does
 * it by itself (autovacuum); the embedded engine has no background process, and without this plans worsen and files only grow.
 * Counting reads a sample; cleaning reads the table and its indexes while every screen waits, so the large ones wait for `isNight`.
 */
export async function tidyTables(
  db: Db,
  { isNight = false, signal }: { isNight?: boolean; signal?: AbortSignal } = {},
): Promise<{ counted: string[]; cleaned: string[]; putOff: string[] }> {
  const { rows } = await sql<Worn>`
    select relname as name, n_dead_tup as dead, n_live_tup as live, n_mod_since_analyze as modified,
      pg_total_relation_size(relid) as bytes
    from pg_stat_user_tables where schemaname = 'public' order by relname`.execute(db);
  const done = { counted: [] as string[], cleaned: [] as string[], putOff: [] as string[] };
  for (const table of rows) {
    signal?.throwIfAborted();
    const much = FROM_ROWS + FROM_SHARE * table.live;
    const isDirty = table.dead > much;
    const isNow = isNight || table.bytes <= SMALL_BYTES || table.dead > table.live;
    if (isDirty && isNow) {
      await sql`vacuum analyze ${sql.table(table.name)}`.execute(db);
      done.cleaned.push(table.name);
      continue;
    }
    if (isDirty) done.putOff.push(table.name);
    if (table.modified <= much) continue;
    await sql`analyze ${sql.table(table.name)}`.execute(db);
    done.counted.push(table.name);
  }
  return done;
}

const tidyJob = defineJob({
  name: 'platform.tidy-tables',
  input: z.object({ isNight: z.boolean().default(false) }),
  run: async ({ platform, signal }, input) => {
    if (platform.config.databaseUrl) return { tables: 0 };
    const { counted, cleaned, putOff } = await tidyTables(platform.db, { isNight: input.isNight, signal });
    return { tables: counted.length + cleaned.length, cleaned: cleaned.length, putOff: putOff.length };
  },
});

export const upkeep = {
  jobs: [tidyJob],
  schedules: [
    { job: tidyJob.name, input: { isNight: false }, every: { minutes: 30 } },
    // After the night's reassessment, when nobody reads.
    { job: tidyJob.name, input: { isNight: true }, every: { dailyAt: '04:15' } },
  ] satisfies Schedule[],
};
