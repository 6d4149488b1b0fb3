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

/** Applies what is missing, each file with its record in one transaction; refuses if an applied file has changed. */
export async function migrate(database: Database, rooms: readonly string[]): Promise<string[]> {
  const db = database.db.withTables<Tables>();
  await sql`create table if not exists platform_migrations (
    room text not null, name text not null, hash text not null,
    applied_at timestamptz not null default now(), primary key (room, name))`.execute(db);
  const done = new Map(
    (await db.selectFrom('platform_migrations').select(['room', 'name', 'hash']).execute()).map((r) => [
      `${r.room}/${r.name}`,
      r.hash,
    ]),
  );
  const applied: string[] = [];
  for (const m of readMigrations(rooms)) {
    const id = `${m.room}/${m.name}`;
    const known = done.get(id);
    if (known === m.hash) continue;
    if (known) throw fail('migration-changed', { details: { migration: id } });
    const record = `insert into platform_migrations (room, name, hash) values ('${m.room}', '${m.name}', '${m.hash}')`;
    try {
      await database.runScript(`begin;\n${m.text}\n;${record};\ncommit;`);
    } catch (cause) {
      await database.runScript('rollback').catch(() => undefined);
      throw fail('migration-failed', { cause, details: { migration: id, reason: String(cause) } });
    }
    applied.push(id);
  }
  return applied;
}
