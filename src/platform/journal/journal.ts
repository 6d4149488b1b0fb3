import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/database.ts';

export interface JournalEntry {
  actor: Actor;
  /** `<room>.<noun>.<past verb>`, e.g. `exposure.risk.accepted`. Its text is the locale key `<room>:journal.<noun>.<verb>`. */
  action: string;
  /** What it was done to; `kind` is `<room>.<noun>`. */
  object?: { kind: string; id: string; label?: string };
  /** Small facts for the reader: no secret, no personal data beyond what the reader of the journal may see. */
  details?: Record<string, unknown>;
}

/** The append-only, hash-chained register of every decision and every access to restricted things. */
export interface Journal {
  /** Appends in the caller's transaction, so that the entry exists exactly if the act does. */
  append(trx: Db, entry: JournalEntry): Promise<void>;
}
