import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** A server's promise to keep what it acknowledged. */
export async function durabilitySettings(db: Db): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`.execute(
    db,
  );
  return Object.fromEntries(rows.map((r) => [r.name, r.setting]));
}

/** Hashes of the stored files that rows refer to: every text column called `file_sha256` or ending in `_file_sha256`. */
export async function referencedFiles(db: Db): Promise<Set<string>> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and column_name ~ '(^|_)file_sha256$'`.execute(db);
  const found = new Set<string>();
  for (const { table, column } of columns) {
    const { rows } = await sql<{ hash: string }>`
      select distinct ${sql.id(column)} as hash from ${sql.id('public', table)} where ${sql.id(column)} is not null`.execute(
      db,
    );
    for (const { hash } of rows) found.add(hash);
  }
  return found;
}
