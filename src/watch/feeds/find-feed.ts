import { fail } from '../errors.ts';
import type { FeedDef } from './define-feed.ts';
import { feeds } from './registry.generated.ts';

/** In the order of their folders. */
export const allFeeds: readonly FeedDef[] = feeds;

/** @throws `watch.feed-unknown` */
export function findFeed(id: string): FeedDef {
  const feed = allFeeds.find((f) => f.id === id);
  if (!feed) throw fail('feed-unknown', { details: { feed: id.slice(0, 100) } });
  return feed;
}
