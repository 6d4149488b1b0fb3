import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import type { FeedDef } from './feeds/define-feed.ts';
import { isShrunk } from './model/shrink.ts';
import { tellChanged } from './record-advisory.ts';
import { settleClaims } from './store/claims.ts';
import { deleteMatchables } from './store/matchables.ts';
import { countRecords, insertChanges, removeAbsent, removeAbsentUnder } from './store/records.ts';
import type { FeedRow, RunCounts } from './store/tables.ts';
import { refreshVulnerabilities } from './store/vulnerabilities.ts';

/**
 * A stream that gave all it has: what it no longer gives is gone. Losing more than a tenth of many is refused; what was given is
 * right all the same and stays written.
 */
export async function sweep(
  p: Platform,
  feed: FeedDef,
  originName: string,
  counts: RunCounts,
  state: FeedRow,
  given: ReadonlySet<string>,
): Promise<void> {
  const found = given.size;
  if (found === 0) throw fail('feed-empty', { details: { feed: feed.id, place: originName } });
  const previous = await countRecords(p.db, feed.id);
  if (isShrunk(previous, found, state.shrink_floor))
    throw fail('feed-shrunk', {
      details: { feed: feed.id, previous, found, place: originName, fileSha256: null },
    });
  await p.db.transaction().execute(async (trx) => {
    await forget(p, trx, feed, await removeAbsent(trx, feed.id, [...given], p.clock.now()), counts);
  });
}

/** Parts that a new edition of their document no longer has. */
export async function removeParts(
  p: Platform,
  trx: Db,
  feed: FeedDef,
  wholes: readonly { prefix: string; revision?: string | null }[],
  present: readonly string[],
  counts: RunCounts,
): Promise<void> {
  if (wholes.length === 0) return;
  await forget(p, trx, feed, await removeAbsentUnder(trx, feed.id, wholes, present, p.clock.now()), counts);
}

/** What a source said and no longer says leaves the verdicts and the ledger, and stays in the history. */
export async function forget(
  p: Platform,
  trx: Db,
  feed: FeedDef,
  gone: readonly { id: string; vulnerabilityId: string | null }[],
  counts: RunCounts,
): Promise<void> {
  if (gone.length === 0) return;
  const now = p.clock.now();
  counts.removed += gone.length;
  const ids = gone.map((g) => g.id);
  await deleteMatchables(trx, feed.id, ids);
  const gaveBack = await settleClaims(trx, feed.id, ids, [], now);
  await insertChanges(
    trx,
    feed.id,
    ids.map((recordId) => ({ recordId, field: 'removed', before: false, after: true })),
    now,
  );
  const about = [...new Set([...gone.flatMap((g) => g.vulnerabilityId ?? []), ...gaveBack])];
  await refreshVulnerabilities(trx, about, now);
  // A source that fell silent may change a verdict although no fact differs.
  await tellChanged(p, trx, about);
}
