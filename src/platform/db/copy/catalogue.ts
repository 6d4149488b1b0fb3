import type pg from 'pg';
import { fail } from '../errors.ts';

export interface Table {
  name: string;
  /** Those that are stored; generated ones compute themselves. */
  columns: string[];
}

export interface Sequence {
  name: string;
  /** Null when it gave no number yet. */
  lastValue: string | null;
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Our tables, each after those it refers to. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by c.relname`,
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as "from", t.relname as "to"
     from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`,
  );
  return inOrder(rows, references);
}

/** Foreign keys stay on while we copy: they check the copy. */
function inOrder(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const sorted: Table[] = [];
  const placed = new Set<string>();
  let left = tables;
  while (left.length > 0) {
    const ready = left.filter((t) => references.every((r) => r.from !== t.name || placed.has(r.to)));
    if (ready.length === 0) {
      throw fail('copy-circular', { details: { tables: left.map((t) => t.name).join(', ') } });
    }
    for (const table of ready) placed.add(table.name);
    sorted.push(...ready);
    left = left.filter((t) => !placed.has(t.name));
  }
  return sorted;
}

export async function listSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string; lastValue: string | null }>(
    `select sequencename as name, last_value::text as "lastValue" from pg_sequences where schemaname = 'public' order by 1`,
  );
  return rows;
}

export async function setSequences(client: pg.ClientBase, sequences: readonly Sequence[]): Promise<void> {
  for (const { name, lastValue } of sequences) {
    if (lastValue !== null) {
      await client.query('select setval($1::regclass, $2::bigint, true)', [
        `public.${quote(name)}`,
        lastValue,
      ]);
    }
  }
}

/** `room/name hash` of every migration applied, sorted; empty when the database has none. */
export async function listMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regclass('public.platform_migrations') is not null as known`,
  );
  if (!rows[0]?.known) return [];
  const { rows: applied } = await client.query<{ m: string }>(
    `select room || '/' || name || ' ' || hash as m from platform_migrations order by 1`,
  );
  return applied.map((r) => r.m);
}
