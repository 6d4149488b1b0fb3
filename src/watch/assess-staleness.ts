import type { Db } from '../platform/db/database.ts';
import type { FeedState } from './contract.ts';
import type { Bilingual, FeedDef } from './feeds/define-feed.ts';
import { allFeeds } from './feeds/find-feed.ts';
import { assessStaleness } from './model/staleness.ts';
import { loadFeedStates } from './store/feeds.ts';
import type { FeedRow, StoredProblem } from './store/tables.ts';

export interface FeedHealth {
  id: string;
  title: Bilingual;
  state: FeedState;
  /** Locale keys `watch:health.<reason>`. */
  reasons: string[];
  lastSuccessAt: Date | null;
  dataAt: Date | null;
  lastError: StoredProblem | null;
  badCount: number;
}

/** How far each feed may be believed now; what is not `fresh` or `disabled` is a blind spot. */
export async function feedHealth(db: Db, now: Date): Promise<FeedHealth[]> {
  const states = await loadFeedStates(
    db,
    allFeeds.map((f) => f.id),
  );
  return allFeeds.flatMap((feed) => {
    const row = states.get(feed.id);
    if (!row) return [];
    return [
      {
        id: feed.id,
        title: feed.title,
        ...healthOf(feed, row, now),
        lastSuccessAt: row.last_success_at,
        dataAt: row.data_at,
        lastError: row.last_error,
        badCount: row.bad_count,
      },
    ];
  });
}

export function healthOf(feed: FeedDef, row: FeedRow, now: Date) {
  return assessStaleness(
    {
      isEnabled: row.is_enabled,
      isFrozen: row.is_frozen,
      cadenceMinutes: row.cadence_minutes ?? feed.cadenceMinutes,
      silenceMinutes: feed.silenceMinutes,
      lastSuccessAt: row.last_success_at,
      dataAt: row.data_at,
      consecutiveFailures: row.consecutive_failures,
      isHeld: row.held !== null,
      badCount: row.bad_count,
    },
    now,
  );
}
