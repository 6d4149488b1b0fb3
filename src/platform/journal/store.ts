import { type Generated, sql } from 'kysely';
import type { Db } from '../db/database.ts';

export interface JournalRow {
  seq: number;
  at: Date;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  action: string;
  object_kind: string | null;
  object_id: string | null;
  object_label: string | null;
  details: Record<string, unknown>;
  prev_hash: string;
  hash: string;
}

/** What the last verification found: the last entry that fits, and the first that does not. */
export interface CheckRow {
  seq: number;
  hash: string;
  verified_at: Date;
  full_at: Date;
  broken_seq: number | null;
  problem: 'missing' | 'altered' | 'unlinked' | 'head' | null;
}

type Tables = {
  platform_journal: Omit<JournalRow, 'details'> & { details: string };
  platform_journal_head: { singleton: boolean; seq: number; hash: string };
  platform_journal_checks: CheckRow & { singleton: Generated<boolean> };
};

/** Locks the head until the transaction ends, so that entries are numbered without a gap. */
export async function lockHead(trx: Db): Promise<{ seq: number; hash: string }> {
  return trx
    .withTables<Tables>()
    .selectFrom('platform_journal_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function insertEntry(trx: Db, row: JournalRow): Promise<void> {
  const q = trx.withTables<Tables>();
  await q
    .insertInto('platform_journal')
    .values({ ...row, details: JSON.stringify(row.details) })
    .execute();
  await q
    .updateTable('platform_journal_head')
    .set({ seq: row.seq, hash: row.hash })
    .where(sql<boolean>`singleton`)
    .execute();
}

/** Entries after `seq`, in order. */
export async function readEntries(db: Db, seq: number, limit: number): Promise<JournalRow[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('platform_journal')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows as unknown as JournalRow[];
}

export async function readHead(db: Db): Promise<{ seq: number; hash: string }> {
  return db
    .withTables<Tables>()
    .selectFrom('platform_journal_head')
    .select(['seq', 'hash'])
    .executeTakeFirstOrThrow();
}

export async function readCheck(db: Db): Promise<CheckRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('platform_journal_checks')
    .select(['seq', 'hash', 'verified_at', 'full_at', 'broken_seq', 'problem'])
    .executeTakeFirst();
}

export async function writeCheck(trx: Db, row: CheckRow): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('platform_journal_checks')
    .values(row)
    .onConflict((c) => c.column('singleton').doUpdateSet(row))
    .execute();
}

export interface JournalFilter {
  q?: string | undefined;
  action?: string | undefined;
  actorId?: string | undefined;
  objectKind?: string | undefined;
  objectId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Entries that pass the filters, newest first unless asked otherwise. */
export async function listEntries(
  db: Db,
  filter: JournalFilter,
  slice: { limit: number; offset: number; oldestFirst?: boolean },
): Promise<{ rows: JournalRow[]; total: number }> {
  let base = db.withTables<Tables>().selectFrom('platform_journal');
  const like = (text: string) => text.replace(/[\\%_]/g, '\\$&');
  const { q, action, actorId, objectKind, objectId, from, to } = filter;
  if (q)
    base = base.where((e) =>
      e.or([e('actor_name', 'ilike', `%${like(q)}%`), e('object_label', 'ilike', `%${like(q)}%`)]),
    );
  if (action) base = base.where('action', 'like', `${like(action)}%`);
  if (actorId) base = base.where('actor_id', '=', actorId);
  if (objectKind) base = base.where('object_kind', '=', objectKind);
  if (objectId) base = base.where('object_id', '=', objectId);
  if (from) base = base.where('at', '>=', new Date(from));
  if (to) base = base.where('at', '<', new Date(to));
  const { n } = await base.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  const rows = await base
    .selectAll()
    .orderBy('seq', slice.oldestFirst ? 'asc' : 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return { rows: rows as unknown as JournalRow[], total: Number(n) };
}
