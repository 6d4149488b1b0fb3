import type { Db } from '../db/database.ts';
import { hashEntry } from './append.ts';
import { readEntries, readHead } from './store.ts';

export type ChainVerdict =
  | { intact: true; entries: number }
  | {
      intact: false;
      /** The first entry that does not fit. */
      seq: number;
      problem: 'missing' | 'altered' | 'unlinked' | 'head';
    };

const PAGE = 1_000;

/** Recomputes the hash of every entry and its link to the one before, and compares the last with the head. */
export async function verifyJournal(db: Db): Promise<ChainVerdict> {
  let previous = { seq: 0, hash: '0'.repeat(64) };
  for (;;) {
    const rows = await readEntries(db, previous.seq, PAGE);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.seq !== previous.seq + 1) return { intact: false, seq: previous.seq + 1, problem: 'missing' };
      if (row.prev_hash !== previous.hash) return { intact: false, seq: row.seq, problem: 'unlinked' };
      if (hashEntry(row) !== row.hash) return { intact: false, seq: row.seq, problem: 'altered' };
      previous = { seq: row.seq, hash: row.hash };
    }
  }
  const head = await readHead(db);
  // Entries written while we read are ahead of us, never behind.
  if (head.seq < previous.seq || (head.seq === previous.seq && head.hash !== previous.hash)) {
    return { intact: false, seq: head.seq, problem: 'head' };
  }
  if (head.seq > previous.seq && (await readEntries(db, previous.seq, 1)).length === 0) {
    return { intact: false, seq: previous.seq + 1, problem: 'missing' };
  }
  return { intact: true, entries: previous.seq };
}
