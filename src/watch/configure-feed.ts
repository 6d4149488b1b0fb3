import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { keyRing } from '../platform/secrets/key-ring.ts';
import type { FeedDef } from './feeds/define-feed.ts';
import { findFeed } from './feeds/find-feed.ts';
import { changeSettings } from './model/feed-settings.ts';
import { loadFeedState, saveFeedState } from './store/feeds.ts';

export interface FeedSettings {
  isEnabled?: boolean | undefined;
  /** `null`: the feed's own. */
  url?: string | null | undefined;
  cadenceMinutes?: number | null | undefined;
  /** By key; `null`: the feed's own value. */
  values?: Record<string, string | null> | undefined;
}

/** Switches a feed on or off, or gives it another address or pace. Another address is read from its beginning. */
export async function configureFeed(
  p: Platform,
  actor: Actor,
  input: { feedId: string; settings: FeedSettings },
): Promise<void> {
  const feed = findFeed(input.feedId);
  const { isEnabled, url, cadenceMinutes, values } = input.settings;
  await p.db.transaction().execute(async (trx) => {
    const before = await loadFeedState(trx, feed.id);
    const isMoved = url !== undefined && url !== before.url;
    await saveFeedState(trx, feed.id, {
      ...(isEnabled === undefined ? {} : { is_enabled: isEnabled }),
      ...(cadenceMinutes === undefined ? {} : { cadence_minutes: cadenceMinutes }),
      ...(values
        ? { settings: changeSettings(feed, before.settings, values, () => keyRing(p.config.dataDir)) }
        : {}),
      ...(isMoved ? { url, watermark: null, etag: null, last_modified: null } : {}),
    });
    await p.journal.append(trx, {
      actor,
      action: 'watch.feed.configured',
      object: { kind: 'watch.feed', id: feed.id, label: feed.title.fr },
      details: {
        ...(isEnabled === undefined ? {} : { isEnabled }),
        ...(isMoved ? { url } : {}),
        ...(cadenceMinutes === undefined ? {} : { cadenceMinutes }),
        ...(values ? { values: shownValues(feed, values) } : {}),
      },
    });
  });
  p.live.publish('watch.feeds');
}

/** As the journal may hold them. */
const shownValues = (feed: FeedDef, values: Record<string, string | null>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const kind = feed.settings?.find((s) => s.key === key)?.kind;
      return [key, kind === 'secret' && value ? '***' : value];
    }),
  );
