import { z } from 'zod';
import { defineEvent } from '../platform/events/define.ts';

/** What is known of these vulnerabilities is no longer what it was: merged facts, products, exploitation. */
export const advisoryChanged = defineEvent(
  'watch.advisory.changed',
  z.object({ ids: z.array(z.string()).max(500) }),
);
const FeedRun = z.object({ feedId: z.string(), runId: z.string() });
export const feedPulled = defineEvent('watch.feed.pulled', FeedRun);
export const feedFailed = defineEvent('watch.feed.failed', FeedRun);
