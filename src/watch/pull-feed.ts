import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../platform/auth/actor.ts';
import { readStream } from '../platform/files/read-archive.ts';
import { readBytes } from '../platform/files/read-lines.ts';
import { looksLikeHtml } from '../platform/outbound/looks-like-html.ts';
import type { OutboundResponse } from '../platform/outbound/outbound.ts';
import type { Platform } from '../platform/platform.ts';
import { keyRing } from '../platform/secrets/key-ring.ts';
import { fail } from './errors.ts';
import type { FeedDef, FeedItem, FeedSource } from './feeds/define-feed.ts';
import { findFeed } from './feeds/find-feed.ts';
import { openSettings } from './model/feed-settings.ts';
import { runFeed } from './run-feed.ts';
import { loadFeedState } from './store/feeds.ts';
import type { FeedRow, RunRow } from './store/tables.ts';

export interface PullOptions {
  signal?: AbortSignal | undefined;
  progress?: (done: number, total?: number) => void;
  /** How a feed waits for a publisher that asks for patience; tests do not. */
  wait?: (ms: number) => Promise<void>;
}

/** Asks a feed's address for news and writes them. What fails is on the feed's row before the error is thrown. */
export async function pullFeed(
  p: Platform,
  actor: Actor,
  input: { feedId: string },
  options: PullOptions = {},
): Promise<RunRow> {
  const feed = findFeed(input.feedId);
  const state = await loadFeedState(p.db, feed.id);
  if (!state.is_enabled) throw fail('feed-disabled', { details: { feed: feed.id } });
  const source = sourceOf(p, feed, state, options);
  const document = feed.pull ? undefined : pullDocument(p, feed, source, state);
  return runFeed(p, actor, feed, {
    origin: 'url',
    originName: source.url,
    items: feed.pull ? feed.pull(source) : (document?.items() ?? none()),
    ...(document ? { conditions: document.conditions, keep: document.keep } : {}),
    signal: options.signal,
    ...(options.progress ? { progress: options.progress } : {}),
  });
}

async function* none(): AsyncGenerator<FeedItem> {}

function sourceOf(p: Platform, feed: FeedDef, state: FeedRow, options: PullOptions): FeedSource {
  return {
    url: state.url ?? feed.url,
    watermark: state.watermark,
    now: p.clock.now(),
    signal: options.signal,
    settings: openSettings(feed, state.settings, () => keyRing(p.config.dataDir)),
    wait:
      options.wait ??
      ((ms) => sleep(ms, undefined, options.signal ? { signal: options.signal } : {}).then(() => undefined)),
    fetch: (url, request) =>
      p.outbound.fetch(url, {
        purpose: `feed:${feed.id}`,
        maxBytes: feed.maxBytes,
        monthlyBytes: feed.monthlyBytes,
        ...(options.signal ? { signal: options.signal } : {}),
        ...request,
      }),
    progress: (done, total) => options.progress?.(done, total),
  };
}

/** One document at one address: asked for conditionally, kept in memory (bounded) until it is judged whole. */
function pullDocument(p: Platform, feed: FeedDef, source: FeedSource, state: FeedRow) {
  let response: OutboundResponse | undefined;
  let bytes: Buffer | undefined;
  return {
    async *items(): AsyncGenerator<FeedItem> {
      // After an edition was accepted although it shrank, the same one must come again.
      const isConditional = state.held === null && state.shrink_floor === null;
      response = await source.fetch(source.url, {
        ...(isConditional && state.etag ? { etag: state.etag } : {}),
        ...(isConditional && state.last_modified ? { lastModified: state.last_modified } : {}),
      });
      if (response.notModified) {
        yield { kind: 'not-modified' };
        return;
      }
      bytes = await readBytes(source.url, response.body, feed.maxBytes);
      if (looksLikeHtml(bytes, response.contentType))
        throw fail('feed-sent-html', { details: { feed: feed.id, place: source.url } });
      const name = new URL(source.url).pathname.split('/').pop() || feed.id;
      yield* feed.read({
        files: readStream(name, Readable.from([bytes]), source.signal ? { signal: source.signal } : {}),
        signal: source.signal,
      });
    },
    conditions: () => ({
      etag: response?.etag ?? null,
      last_modified: response?.lastModified ?? null,
    }),
    keep: async () => {
      if (!bytes) return null;
      const stored = await p.files.put(bytes, { maxBytes: feed.maxBytes });
      return stored.sha256 || null;
    },
  };
}
