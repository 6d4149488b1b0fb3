import type { Actor } from '../platform/auth/actor.ts';
import type { JournalEntry } from '../platform/journal/journal.ts';
import type { Platform } from '../platform/platform.ts';

/** A screen asks again by itself: one reading of one thing by one person in this time is one entry. */
const ONE_READING_MS = 10 * 60_000;
const MOST_KEPT = 10_000;

const readings = new WeakMap<Platform, Map<string, number>>();

/** The register of processings says who is treated for what: who read it is in the journal before the answer leaves. */
export async function noteReading(
  p: Platform,
  actor: Actor,
  what: { object?: NonNullable<JournalEntry['object']>; exported?: string },
): Promise<void> {
  const { object, exported } = what;
  const now = p.clock.now().getTime();
  const known = readings.get(p) ?? new Map<string, number>();
  readings.set(p, known);
  const key = `${actor.id} ${object?.kind ?? ''} ${object?.id ?? ''}`;
  if (!exported && now - (known.get(key) ?? Number.NEGATIVE_INFINITY) < ONE_READING_MS) return;
  await p.db.transaction().execute((trx) =>
    p.journal.append(trx, {
      actor,
      action: `estate.processing.${exported ? 'exported' : 'read'}`,
      ...(object ? { object } : {}),
      ...(exported ? { details: { format: exported } } : {}),
    }),
  );
  if (known.size >= MOST_KEPT) known.clear();
  if (!exported) known.set(key, now);
}
