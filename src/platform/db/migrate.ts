import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Generated, sql } from 'kysely';
import { defineErrors } from '../errors.ts';
import { ROOT } from '../root.ts';
import type { Database } from './database.ts';

const fail = defineErrors('platform', {
  'migration-changed': { status: 500 },
  'migration-failed': { status: 500 },
  'migration-unknown': { status: 500 },
});

type Tables = {
  platform_migrations: { room: string; name: string; hash: string; applied_at: Generated<Date> };
};

interface Migration {
  room: string;
  name: string;
  text: string;
  hash: string;
}

/** The SQL files of `src/<room>/migrations`, in the order of the rooms given and of their names. */
export function readMigrations(rooms: readonly string[]): Migration[] {
  return rooms.flatMap((room) => {
    const dir = join(ROOT, 'src', room, 'migrations');
    if (!existsSync(dir)) return [];
    return readdirSync(dir)
      .filter((f) => f.endsWith('.sql'))
      .sort()
      .map((file) => {
        const text = readFileSync(join(dir, file), 'utf8');
        return { room, name: file.slice(0, -4), text, hash: createHash('sha256').update(text).digest('hex') };
      });
  });
}

export interface MigrateOptions {
  /** Only these (`room/name`): a backup is filled in as it was, and moves on at the next start. */
  only?: ReadonlySet<string>;
}

/** Applies what is missing, each file with its record in one transaction; refuses if an applied file has changed. */
export async function migrate(
  database: Database,
  rooms: readonly string[],
  options: MigrateOptions = {},
): Promise<string[]> {
  await sql`create table if not exists platform_migrations (
    room text not null, name text not null, hash text not null,
    applied_at timestamptz not null default now(), primary key (room, name))`.execute(database.db);
  const done = await appliedMigrations(database);
  const migrations = readMigrations(rooms);
  refuseUnknown(done, migrations, rooms);
  const applied: string[] = [];
  for (const m of migrations) {
    const id = `${m.room}/${m.name}`;
    const known = done.get(id);
    if (known === m.hash || (options.only && !options.only.has(id))) continue;
    if (known) throw fail('migration-changed', { details: { migration: id } });
    // The record comes first: of two processes that start together the second waits on it, then finds the work done.
    const record = `insert into platform_migrations (room, name, hash) values ('${m.room}', '${m.name}', '${m.hash}')`;
    try {
      await database.runScript(`begin;\n${record};\n${m.text}\n;commit;`);
    } catch (cause) {
      await database.runScript('rollback').catch(() => undefined);
      if ((await appliedMigrations(database)).get(id) === m.hash) continue;
      throw fail('migration-failed', { cause, details: { migration: id, reason: String(cause) } });
    }
    applied.push(id);
  }
  return applied;
}

/** `room/name` → hash of the file as it was applied. */
export async function appliedMigrations(database: Database): Promise<Map<string, string>> {
  const rows = await database.db
    .withTables<Tables>()
    .selectFrom('platform_migrations')
    .select(['room', 'name', 'hash'])
    .execute();
  return new Map(rows.map((r) => [`${r.room}/${r.name}`, r.hash]));
}

/** Data of a later version must not be written by an earlier one. A room that was removed leaves its tables behind: that is fine. */
function refuseUnknown(done: ReadonlyMap<string, string>, ours: Migration[], rooms: readonly string[]): void {
  const known = new Set(ours.map((m) => `${m.room}/${m.name}`));
  const unknown = [...done.keys()].filter((id) => !known.has(id) && rooms.includes(id.split('/')[0] ?? ''));
  if (unknown.length > 0) throw fail('migration-unknown', { details: { migrations: unknown.join(', ') } });
}
