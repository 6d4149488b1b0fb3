import type { Db } from '../db/database.ts';
import { hashEntry } from './append.ts';
import { readEntries, readHead } from './store.ts';

/** An entry known by its number and its hash. */
export interface Link {
  seq: number;
  hash: string;
}

export type ChainVerdict =
  | { intact: true; entries: number; upTo: Link }
  | {
      intact: false;
      /** The first entry that does not fit. */
      seq: number;
      problem: 'missing' | 'altered' | 'unlinked' | 'head';
    };

const PAGE = 1_000;
const START: Link = { seq: 0, hash: '0'.repeat(64) };

/**
 * Recomputes the hash of every entry and its link to the one before, and compares the last with the head.
 * @param options.known the entry a former verification ended at: it must still be there as it was
 * @param options.full read from the first entry, not from the known one
 */
export async function verifyJournal(
  db: Db,
  options: { known?: Link | undefined; full?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<ChainVerdict> {
  let previous = START;
  const broken = (seq: number, problem: 'missing' | 'altered' | 'unlinked' | 'head'): ChainVerdict => ({
    ...{ intact: false, seq, problem },
  });
  const { known = START } = options;
  if (known.seq > 0) {
    const [entry] = await readEntries(db, known.seq - 1, 1);
    if (entry?.seq !== known.seq) return broken(known.seq, 'missing');
    if (entry.hash !== known.hash || hashEntry(entry) !== known.hash) return broken(known.seq, 'altered');
    if (!options.full) previous = { seq: known.seq, hash: known.hash };
  }
  for (;;) {
    options.signal?.throwIfAborted();
    const rows = await readEntries(db, previous.seq, PAGE);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.seq !== previous.seq + 1) return broken(previous.seq + 1, 'missing');
      if (row.prev_hash !== previous.hash) return broken(row.seq, 'unlinked');
      if (hashEntry(row) !== row.hash) return broken(row.seq, 'altered');
      previous = { seq: row.seq, hash: row.hash };
    }
  }
  const head = await readHead(db);
  // Entries written while we read are ahead of us, never behind.
  if (head.seq < previous.seq || (head.seq === previous.seq && head.hash !== previous.hash))
    return broken(head.seq, 'head');
  if (head.seq > previous.seq && (await readEntries(db, previous.seq, 1)).length === 0)
    return broken(previous.seq + 1, 'missing');
  return { intact: true, entries: previous.seq, upTo: previous };
}
