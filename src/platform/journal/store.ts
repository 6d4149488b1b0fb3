import { sql } from 'kysely';
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

type Tables = {
  platform_journal: Omit<JournalRow, 'details'> & { details: string };
  platform_journal_head: { singleton: boolean; seq: number; hash: string };
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
