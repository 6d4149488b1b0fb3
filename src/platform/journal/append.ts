import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { storable, storableTree } from '../files/storable.ts';
import type { Journal } from './journal.ts';
import { insertEntry, type JournalRow, lockHead } from './store.ts';

/** SHA-256 over the row's fields in a fixed order, the previous hash first; `details` with sorted keys. */
export function hashEntry(row: Omit<JournalRow, 'hash'>): string {
  const fields = [
    row.prev_hash,
    row.seq,
    row.at.toISOString(),
    row.actor_kind,
    row.actor_id,
    row.actor_name,
    row.action,
    row.object_kind,
    row.object_id,
    row.object_label,
    canonical(row.details),
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function storableRow<T extends Omit<JournalRow, 'hash'>>(row: T): T {
  const { actor_name, object_label, object_id } = row;
  return {
    ...row,
    actor_name: storable(actor_name),
    object_id: object_id && storable(object_id),
    object_label: object_label && storable(object_label),
    details: storableTree(row.details),
  };
}

/** JSON with sorted keys, as jsonb does not keep their order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value && typeof value === 'object') {
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, canonical(v)]);
  }
  return value ?? null;
}

export function createJournal(clock: Clock): Journal {
  return {
    async append(trx, entry) {
      const head = await lockHead(trx);
      // What is hashed is what will be read back: a half of a character, left by a cut, comes back as another.
      const row: Omit<JournalRow, 'hash'> = storableRow({
        seq: head.seq + 1,
        at: clock.now(),
        actor_kind: entry.actor.kind,
        actor_id: entry.actor.id,
        actor_name: entry.actor.name,
        action: entry.action,
        object_kind: entry.object?.kind ?? null,
        object_id: entry.object?.id ?? null,
        object_label: entry.object?.label ?? null,
        details: JSON.parse(JSON.stringify(entry.details ?? {})),
        prev_hash: head.hash,
      });
      await insertEntry(trx, { ...row, hash: hashEntry(row) });
    },
  };
}
