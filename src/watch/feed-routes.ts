import { z } from 'zod';
import { storable } from '../platform/files/storable.ts';
import type { App } from '../platform/http/app.ts';
import { PageQuery } from '../platform/http/page.ts';
import { monthOf, readUsage } from '../platform/outbound/store.ts';
import type { Platform } from '../platform/platform.ts';
import { acceptShrink } from './accept-shrink.ts';
import { configureFeed } from './configure-feed.ts';
import * as c from './contract.ts';
import { fail } from './errors.ts';
import { allFeeds, findFeed } from './feeds/find-feed.ts';
import { importFeedFile } from './import-feed-file.ts';
import { pullFeedJob } from './jobs.ts';
import { presentFeed, presentRun } from './present.ts';
import { readUpload } from './read-upload.ts';
import { listRuns, loadFeedStates, runningFeeds } from './store/feeds.ts';

const tags = ['watch'];
const Id = z.object({ id: z.string().min(1).max(60) });

export function feedRoutes(app: App, p: Platform): void {
  readRoutes(app, p);
  actRoutes(app, p);
}

async function listFeeds(p: Platform) {
  const states = await loadFeedStates(
    p.db,
    allFeeds.map((f) => f.id),
  );
  const running = await runningFeeds(p.db);
  const now = p.clock.now();
  const used = await readUsage(p.db, monthOf(now));
  return allFeeds.flatMap((feed) => {
    const row = states.get(feed.id);
    const usedBytes = used.get(`feed:${feed.id}`) ?? 0;
    return row ? [presentFeed(feed, row, { now, isRunning: running.has(feed.id), usedBytes })] : [];
  });
}

function readRoutes(app: App, p: Platform): void {
  const config = { permission: 'watch:feed:read' };
  app.get(
    '/api/watch/feeds',
    { config, schema: { tags, summary: 'Sources and their health', response: { 200: c.FeedList } } },
    async () => ({ items: await listFeeds(p), offline: p.config.offline }),
  );
  app.get(
    '/api/watch/feeds/:id/runs',
    {
      config,
      schema: {
        tags,
        summary: 'History of a source',
        params: Id,
        querystring: PageQuery,
        response: { 200: c.FeedRunPage },
      },
    },
    async (req) => {
      const { page, size } = req.query;
      const { rows, total } = await listRuns(p.db, findFeed(req.params.id).id, page, size);
      return { items: rows.map(presentRun), total, page, size };
    },
  );
}

function actRoutes(app: App, p: Platform): void {
  app.post(
    '/api/watch/feeds/:id/pull',
    {
      config: { permission: 'watch:feed:pull' },
      schema: { tags, summary: 'Ask a source for news now', params: Id, response: { 200: c.JobStarted } },
    },
    async (req) => {
      const feed = findFeed(req.params.id);
      const options = { actor: req.actor, singletonKey: `watch.pull-feed ${feed.id}` };
      const jobId = await p.db
        .transaction()
        .execute((trx) => p.jobs.enqueue(trx, pullFeedJob, { feedId: feed.id }, options));
      return { jobId };
    },
  );
  app.post(
    '/api/watch/feeds/:id/import',
    {
      config: { permission: 'watch:feed:import' },
      schema: {
        tags,
        summary: 'Read a source from an uploaded file',
        consumes: ['multipart/form-data'],
        params: Id,
        response: { 200: c.FeedRun },
      },
    },
    async (req) => {
      const upload = await req.file();
      if (!upload) throw fail('feed-no-file');
      const input = { feedId: req.params.id, name: storable(upload.filename), content: readUpload(upload) };
      return presentRun(await importFeedFile(p, req.actor, input));
    },
  );
  app.patch(
    '/api/watch/feeds/:id',
    {
      config: { permission: 'watch:feed:configure' },
      schema: {
        tags,
        summary: 'Switch a source on or off, change its address or pace',
        params: Id,
        body: c.ConfigureFeedBody,
        response: { 200: c.Feed },
      },
    },
    async (req) => {
      await configureFeed(p, req.actor, { feedId: req.params.id, settings: req.body });
      const feed = (await listFeeds(p)).find((f) => f.id === req.params.id);
      if (!feed) throw fail('feed-unknown', { details: { feed: req.params.id } });
      return feed;
    },
  );
  app.post(
    '/api/watch/feeds/:id/accept-shrink',
    {
      config: { permission: 'watch:feed:override' },
      schema: {
        tags,
        summary: 'Accept an edition that shrank',
        params: Id,
        body: c.AcceptShrinkBody,
        response: { 200: c.ShrinkAccepted },
      },
    },
    async (req) => {
      const run = await acceptShrink(p, req.actor, { feedId: req.params.id, reason: req.body.reason });
      return { run: run ? presentRun(run) : null };
    },
  );
}
