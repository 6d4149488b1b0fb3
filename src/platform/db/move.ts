import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listMigrations, listSequences, listTables } from './copy/catalogue.ts';
import { readRows } from './copy/rows.ts';
import { type FillReport, fillDatabase } from './copy/target.ts';
import { fail } from './errors.ts';
import { ROOMS } from './rooms.ts';
import { openSession, type Place } from './session.ts';

/** Copies a whole database into an empty one, either way between the embedded engine and a server, and reads the copy again. */
export async function moveDatabase(
  from: Place,
  to: Place,
  onTable: (report: FillReport) => void,
): Promise<FillReport[]> {
  if (from.dataDir && !existsSync(join(from.dataDir, 'db', 'PG_VERSION'))) {
    throw fail('nothing-there', { details: { place: from.label } });
  }
  const source = await openSession(from, 'move');
  try {
    const target = await openSession(to, 'move');
    try {
      await source.client.query('begin isolation level repeatable read read only');
      const reports = await fillDatabase(
        target.database,
        target.client,
        {
          migrations: await listMigrations(source.client),
          tables: await listTables(source.client),
          sequences: await listSequences(source.client),
          rows: (table) => readRows(source.client, table),
          expected: () => undefined,
        },
        ROOMS,
        onTable,
      );
      await source.client.query('commit');
      return reports;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
