import { beforeEach } from 'vitest';
import { systemActor } from '../../src/platform/auth/actor.ts';
import { configureFeed, type FeedSettings } from '../../src/watch/configure-feed.ts';
import { pullFeed } from '../../src/watch/pull-feed.ts';
import { loadFeedState } from '../../src/watch/store/feeds.ts';
import { type Page, watchRoom } from './watch.ts';

export type Answer = Page | ((nth: number) => Page);

export const json = (value: unknown): Page => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
export const HTML: Page = {
  body: '<!doctype html><title>Portail captif</title>',
  headers: { 'content-type': 'text/html' },
};
export const busy = (status: number, headers: Record<string, string> = {}): Page => ({
  body: 'Request forbidden by administrative rules.',
  status,
  headers,
});

/** A room whose feeds are pulled from a server on the loopback that answers as told, without waiting between requests. */
export function feedServer() {
  const room = watchRoom();
  const waits: number[] = [];
  beforeEach(() => {
    waits.length = 0;
  });
  return {
    room,
    /** How long each wait would have been. */
    waits,
    /** What the server answers, by path and query; `*` for any query. Answers may go by how often they were asked for. */
    serve(answers: Record<string, Answer>): void {
      const asked = new Map<string, number>();
      room.pages = new Proxy({} as Record<string, Page>, {
        get(_, name) {
          const url = String(name);
          const key = url in answers ? url : `${url.split('?')[0]}?*`;
          const answer = answers[key];
          const nth = asked.get(key) ?? 0;
          asked.set(key, nth + 1);
          return typeof answer === 'function' ? answer(nth) : answer;
        },
      });
    },
    turnOn: (feedId: string, path: string, settings: FeedSettings = {}) =>
      configureFeed(room.p, systemActor, {
        feedId,
        settings: { isEnabled: true, url: room.base + path, ...settings },
      }),
    pull: (feedId: string, signal?: AbortSignal) =>
      pullFeed(room.p, systemActor, { feedId }, { signal, wait: async (ms) => void waits.push(ms) }),
    mark: async (feedId: string) => (await loadFeedState(room.p.db, feedId)).watermark,
  };
}
