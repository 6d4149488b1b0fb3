import { createHash } from 'node:crypto';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { advisoryChanged } from './events.ts';
import type { FeedDef, FeedRecord } from './feeds/define-feed.ts';
import { fieldChanges } from './model/field-changes.ts';
import { settleClaims } from './store/claims.ts';
import { deleteMatchables, loadCompiled, upsertMatchables } from './store/matchables.ts';
import { upsertNotices } from './store/notices.ts';
import { rememberProducts } from './store/products.ts';
import {
  type ChangeWrite,
  insertChanges,
  type KnownRecord,
  loadKnownRecords,
  loadOriginals,
  upsertRecords,
} from './store/records.ts';
import { refreshVulnerabilities } from './store/vulnerabilities.ts';
import { noteLabels } from './watch-labels.ts';

export interface Recorded {
  created: number;
  changed: number;
  unchanged: number;
  older: number;
}

interface Incoming {
  record: FeedRecord;
  original: string;
  hash: string;
}

/**
 * Writes what a source says now, in the caller's transaction: records, their history, claims, notices, the merged view, and
 * one event for what changed. What is already known, or older than what is known, is left alone: doing it twice does nothing.
 */
export async function recordAdvisories(
  p: Platform,
  trx: Db,
  feed: FeedDef,
  records: readonly FeedRecord[],
): Promise<Recorded> {
  const now = p.clock.now();
  const incoming = latestOfEach(records);
  const known = await loadKnownRecords(
    trx,
    feed.id,
    incoming.map((i) => i.record.id),
  );
  const counts: Recorded = { created: 0, changed: 0, unchanged: 0, older: 0 };
  const fresh = incoming.filter((i) => {
    const standing = standingOf(i, known.get(i.record.id));
    counts[standing] += 1;
    return standing === 'created' || standing === 'changed';
  });
  if (fresh.length === 0) return counts;
  const changes = await historyOf(trx, feed, fresh, known);
  await upsertRecords(
    trx,
    feed.id,
    fresh.map(({ record, original, hash }) => ({
      id: record.id,
      vulnerabilityId: record.vulnerabilityId ?? null,
      hash,
      revision: record.revision,
      facts: record.facts ?? null,
      original,
    })),
    now,
  );
  await insertChanges(trx, feed.id, changes, now);
  const recompiled = await writeMatchables(trx, feed.id, fresh);
  const claimed = await settleClaims(trx, feed.id, ids(fresh), claimsOf(fresh), now);
  await upsertNotices(
    trx,
    feed.id,
    fresh.flatMap((i) => i.record.notice ?? []),
  );
  const about = fresh.flatMap((i) => i.record.vulnerabilityId ?? []);
  const left = leftBehind(fresh, known);
  const differing = await refreshVulnerabilities(trx, [...new Set([...about, ...claimed, ...left])], now);
  await noteLabels(p, trx, {
    vulnerabilities: differing,
    notices: fresh.flatMap((i) => i.record.notice?.reference ?? []),
  });
  await tellChanged(p, trx, [...recompiled, ...differing, ...claimed, ...left]);
  return counts;
}

/** One event for up to 500 ids, each id once. */
export async function tellChanged(p: Platform, trx: Db, changed: readonly string[]): Promise<void> {
  const unique = [...new Set(changed)];
  for (let i = 0; i < unique.length; i += 500)
    await p.events.emit(trx, advisoryChanged, { ids: unique.slice(i, i + 500) });
}

/** Vulnerabilities that a record spoke of under another name until now: a GHSA id before the CVE was assigned. */
function leftBehind(fresh: readonly Incoming[], known: ReadonlyMap<string, KnownRecord>): string[] {
  return fresh.flatMap(({ record }) => {
    const before = known.get(record.id)?.vulnerabilityId;
    return before && before !== record.vulnerabilityId ? [before] : [];
  });
}

const ids = (incoming: readonly Incoming[]) => incoming.map((i) => i.record.id);

/** A record given twice counts once: its latest revision, or the later one read. */
function latestOfEach(records: readonly FeedRecord[]): Incoming[] {
  const byId = new Map<string, FeedRecord>();
  for (const record of records) {
    const other = byId.get(record.id);
    if (!other || !isOlder(record.revision, other.revision)) byId.set(record.id, record);
  }
  return [...byId.values()].map((record) => {
    const original = JSON.stringify(record.document);
    return { record, original, hash: createHash('sha256').update(original).digest('base64url') };
  });
}

function isOlder(a: string | null | undefined, b: string | Date | null | undefined): boolean {
  return a != null && b != null && new Date(a).getTime() < new Date(b).getTime();
}

function standingOf(incoming: Incoming, known: KnownRecord | undefined): keyof Recorded {
  if (!known) return 'created';
  if (known.isRemoved) return 'changed';
  if (known.hash === incoming.hash) return 'unchanged';
  if (incoming.record.isPartial) return 'older';
  return isOlder(incoming.record.revision, known.revision) ? 'older' : 'changed';
}

async function historyOf(
  trx: Db,
  feed: FeedDef,
  fresh: readonly Incoming[],
  known: ReadonlyMap<string, KnownRecord>,
): Promise<ChangeWrite[]> {
  const again = fresh.filter((i) => known.has(i.record.id));
  if (again.length === 0) return [];
  const before = await loadOriginals(trx, feed.id, ids(again));
  return again.flatMap(({ record }) => {
    const back = known.get(record.id)?.isRemoved ? [{ field: 'removed', before: true, after: false }] : [];
    const found = fieldChanges(feed.fields(before.get(record.id)), feed.fields(record.document));
    return [...back, ...found].map((change) => ({ recordId: record.id, ...change }));
  });
}

/** Gives the vulnerabilities whose compiled form is another than before. */
async function writeMatchables(trx: Db, feedId: string, fresh: readonly Incoming[]): Promise<string[]> {
  const before = await loadCompiled(trx, feedId, ids(fresh));
  const compiled = fresh.flatMap(({ record }) =>
    record.matchable
      ? [
          {
            recordId: record.id,
            vulnerabilityId: record.matchable.id,
            matchable: record.matchable,
            text: JSON.stringify(record.matchable),
          },
        ]
      : [],
  );
  const differing = compiled.filter((c) => before.get(c.recordId) !== c.text);
  await upsertMatchables(trx, feedId, differing);
  await rememberProducts(
    trx,
    differing.map((c) => c.matchable),
  );
  const gone = fresh.filter((i) => !i.record.matchable && before.has(i.record.id)).map((i) => i.record.id);
  await deleteMatchables(trx, feedId, gone);
  return differing.map((c) => c.vulnerabilityId);
}

function claimsOf(fresh: readonly Incoming[]) {
  const unique = new Map<string, { recordId: string } & FeedRecord['claims'][number]>();
  for (const { record } of fresh)
    for (const claim of record.claims)
      unique.set(`${record.id}\n${claim.vulnerabilityId}\n${claim.claim}`, { recordId: record.id, ...claim });
  return [...unique.values()];
}
