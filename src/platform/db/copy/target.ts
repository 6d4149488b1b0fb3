import type pg from 'pg';
import type { Database } from '../database.ts';
import { fail } from '../errors.ts';
import { migrate } from '../migrate.ts';
import { listMigrations, listTables, quote, type Sequence, setSequences, type Table } from './catalogue.ts';
import { type Tally, tallyTable, writeRows } from './rows.ts';

/** Where the rows come from: another database, or a backup. */
export interface RowSource {
  migrations: readonly string[];
  tables: readonly Table[];
  sequences: readonly Sequence[];
  rows(table: Table): AsyncIterable<readonly Buffer[]>;
  /** Known before (a backup's manifest) or only once read (a database). */
  expected(table: Table): { rows: number; checksum: string } | undefined;
}

export interface FillReport {
  table: string;
  rows: number;
  checksum: string;
}

/**
 * Fills an empty database: our migrations, then every table by COPY, the sequences, and a second reading of all that was written.
 * All or nothing: a failure leaves the target as empty as it was.
 */
export async function fillDatabase(
  target: Database,
  client: pg.ClientBase,
  source: RowSource,
  rooms: readonly string[],
  onTable: (report: FillReport) => void,
): Promise<FillReport[]> {
  const present = await listTables(client);
  if (present.length > 0) {
    throw fail('target-not-empty', {
      details: {
        tables: present
          .slice(0, 5)
          .map((t) => t.name)
          .join(', '),
      },
    });
  }
  try {
    await migrate(target, rooms, { only: new Set(source.migrations.map((m) => m.split(' ')[0] ?? '')) });
    const migrations = await listMigrations(client);
    if (migrations.join() !== source.migrations.join())
      throw fail('copy-other-version', { details: differ(migrations, source.migrations) });
    await client.query('begin');
    const reports = await fillTables(client, source, onTable);
    await client.query('commit');
    return reports;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    await emptyAgain(client);
    throw error;
  }
}

async function fillTables(
  client: pg.ClientBase,
  source: RowSource,
  onTable: (report: FillReport) => void,
): Promise<FillReport[]> {
  const tables = await listTables(client);
  const known = new Map(source.tables.map((t) => [t.name, t]));
  const missing = [...tables, ...source.tables].filter(
    (t) => !known.has(t.name) || !tables.some((x) => x.name === t.name),
  );
  if (missing.length > 0)
    throw fail('copy-other-version', {
      details: { found: missing.map((t) => t.name).join(', '), expected: '' },
    });
  // What the migrations themselves wrote comes again with the copy. Delete, not truncate: the journal refuses both when it has rows.
  for (const table of [...tables].reverse()) {
    const { rows } = await client.query<{ some: boolean }>(
      `select exists (select from public.${quote(table.name)}) as some`,
    );
    if (rows[0]?.some) await client.query(`delete from public.${quote(table.name)}`);
  }
  const reports: FillReport[] = [];
  for (const table of tables) {
    const from = known.get(table.name) ?? table;
    const written = await writeRows(client, from, source.rows(from));
    verify(table.name, written, source.expected(from));
    const read = await tallyTable(client, from);
    verify(table.name, read, written);
    const report = { table: table.name, rows: written.rows, checksum: written.checksum };
    onTable(report);
    reports.push(report);
  }
  await setSequences(client, source.sequences);
  return reports;
}

function verify(table: string, got: Tally, wanted: { rows: number; checksum: string } | undefined): void {
  if (wanted && !got.equals(wanted)) {
    throw fail('copy-differs', { details: { table, expected: wanted.rows, found: got.rows } });
  }
}

function differ(here: readonly string[], there: readonly string[]) {
  const only = (a: readonly string[], b: readonly string[]) =>
    a.filter((m) => !b.includes(m)).map((m) => m.split(' ')[0]);
  return { found: only(there, here).join(', '), expected: only(here, there).join(', ') };
}

/** Undoes the migrations of a database that had no table before. */
async function emptyAgain(client: pg.ClientBase): Promise<void> {
  for (const table of await listTables(client)) {
    await client.query(`drop table if exists public.${quote(table.name)} cascade`);
  }
  const { rows } = await client.query<{ signature: string }>(
    `select p.oid::regprocedure::text as signature from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.proname like 'platform\\_%'`,
  );
  for (const { signature } of rows) await client.query(`drop function if exists ${signature} cascade`);
}
