import { z } from 'zod';
import { anyUser } from '../platform/auth/store/users.ts';
import { defineJob, type Schedule } from '../platform/jobs/define.ts';
import type { Platform } from '../platform/platform.ts';
import { readSettings } from '../platform/settings/settings.ts';
import { allFeeds } from './feeds/find-feed.ts';
import { pullFeed } from './pull-feed.ts';
import { loadFeedStates } from './store/feeds.ts';

/** No reading lasts longer. */
export const PULL_SECONDS = 6 * 3600;

export const pullFeedJob = defineJob({
  name: 'watch.pull-feed',
  input: z.object({ feedId: z.string().max(60) }),
  attempts: 4,
  timeoutSeconds: PULL_SECONDS,
  run: async ({ platform, actor, signal, progress }, { feedId }) => {
    const run = await pullFeed(platform, actor, { feedId }, { signal, progress });
    const { seen, created, changed, unchanged, removed, bad } = run;
    return { state: run.state, edition: run.edition, seen, created, changed, unchanged, removed, bad };
  },
});

/** Before the set-up nobody reads; the demonstration's sources stand as they were shipped until a person asks. */
const isInUse = async (p: Platform): Promise<boolean> =>
  (await anyUser(p.db)) && !(await readSettings(p.db)).demo;

/** Looks which feeds are due by their own pace, so that a pace can be changed while running. */
export const pullDueJob = defineJob({
  name: 'watch.pull-due',
  input: z.object({}),
  run: async ({ platform: p, actor }) => {
    if (p.config.offline || !(await isInUse(p))) return { asked: 0 };
    const now = p.clock.now();
    const states = await loadFeedStates(
      p.db,
      allFeeds.map((f) => f.id),
    );
    const due = allFeeds.filter((feed) => {
      const state = states.get(feed.id);
      if (!state?.is_enabled || state.is_frozen) return false;
      const pace = (state.cadence_minutes ?? feed.cadenceMinutes) * 60_000;
      return !state.last_try_at || now.getTime() - state.last_try_at.getTime() >= pace;
    });
    for (const feed of due)
      await p.db
        .transaction()
        .execute((trx) =>
          p.jobs.enqueue(
            trx,
            pullFeedJob,
            { feedId: feed.id },
            { actor, singletonKey: `watch.pull-feed ${feed.id}` },
          ),
        );
    return { asked: due.length };
  },
});

export const jobs = [pullFeedJob, pullDueJob];

export const schedules: Schedule[] = [{ job: pullDueJob.name, input: {}, every: { minutes: 15 } }];
