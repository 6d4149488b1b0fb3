import type { Readable } from 'node:stream';
import type { Actor } from '../platform/auth/actor.ts';
import { readStream } from '../platform/files/read-archive.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { findFeed } from './feeds/find-feed.ts';
import { runFeed } from './run-feed.ts';
import { loadFeedState, saveFeedState } from './store/feeds.ts';
import type { RunRow } from './store/tables.ts';

/**
 * A person says that an edition which lost more than a tenth is right. When the refused one was kept it is read now; else the next
 * one that is no smaller passes. The reason is in the journal.
 */
export async function acceptShrink(
  p: Platform,
  actor: Actor,
  input: { feedId: string; reason: string },
): Promise<RunRow | undefined> {
  const feed = findFeed(input.feedId);
  const held = await p.db.transaction().execute(async (trx) => {
    const state = await loadFeedState(trx, feed.id);
    if (!state.held) throw fail('feed-nothing-held', { details: { feed: feed.id } });
    await saveFeedState(trx, feed.id, {
      held: null,
      shrink_floor: state.held.found,
      etag: null,
      last_modified: null,
    });
    await p.journal.append(trx, {
      actor,
      action: 'watch.shrink.accepted',
      object: { kind: 'watch.feed', id: feed.id, label: feed.title.fr },
      details: { reason: input.reason, previous: state.held.previous, found: state.held.found },
    });
    return state.held;
  });
  p.live.publish('watch.feeds');
  if (!held.fileSha256 || !(await p.files.has(held.fileSha256))) return undefined;
  const content: Readable = p.files.open(held.fileSha256);
  return runFeed(p, actor, feed, {
    origin: 'file',
    originName: `sha256:${held.fileSha256}`,
    items: feed.read({ files: readStream(feed.id, content as AsyncIterable<Buffer>), signal: undefined }),
  });
}
