import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import { sendList } from '../platform/http/export.ts';
import type { Platform } from '../platform/platform.ts';
import * as c from './contract.ts';
import { fail } from './errors.ts';
import { openAdvisory } from './open-advisory.ts';
import { presentAdvisory, presentNotice } from './present.ts';
import { countWatch, listAdvisories } from './store/advisories.ts';
import { listNotices } from './store/notices.ts';
import { loadRecordsOf, unpack } from './store/records.ts';

const EXPORT_COLUMNS = [
  'id',
  'title',
  'products',
  'severity',
  'cvss',
  'epss',
  'isKev',
  'isExploited',
  'published',
  'modified',
  'rejected',
  'sources',
] as const;
const tags = ['watch'];
const Id = z.object({ id: z.string().min(1).max(400) });

/** Advisories and CERT-FR notices, as read. */
export function advisoryRoutes(app: App, p: Platform): void {
  const config = { permission: 'watch:advisory:read' };

  app.get(
    '/api/watch/advisories',
    {
      config,
      schema: {
        tags,
        summary: 'Vulnerabilities as all sources together tell them',
        querystring: c.AdvisoryQuery,
        response: { 200: c.AdvisoryPage },
      },
    },
    async (req, reply) => {
      const { query } = req;
      if (query.format !== 'json') {
        return sendList(reply, {
          name: 'veille',
          format: query.format,
          columns: EXPORT_COLUMNS,
          fetch: async (page, size) =>
            (await listAdvisories(p.db, { ...query, page, size })).rows.map(presentAdvisory),
        });
      }
      const { rows, total } = await listAdvisories(p.db, query);
      return { items: rows.map(presentAdvisory), total, page: query.page, size: query.size };
    },
  );

  app.get(
    '/api/watch/advisories/:id',
    {
      config,
      schema: { tags, summary: 'What each source says', params: Id, response: { 200: c.AdvisoryDetail } },
    },
    (req) => openAdvisory(p, req.params.id),
  );

  app.get(
    '/api/watch/advisories/:id/original',
    {
      config,
      schema: {
        tags,
        summary: 'A source’s own record, as received',
        params: Id,
        querystring: z.object({ feed: z.string().max(60) }),
      },
    },
    async (req, reply) => {
      const records = await loadRecordsOf(p.db, req.params.id);
      const record = records.find((r) => r.feed_id === req.query.feed);
      if (!record) throw fail('advisory-unknown', { details: { id: req.params.id } });
      const name = `${record.id}.${record.feed_id}`.replace(/[^\w.-]/g, '_').slice(0, 120);
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}.json"`)
        .send(unpack(record.feed_id, record.id, record.original));
    },
  );

  app.get(
    '/api/watch/notices',
    {
      config,
      schema: {
        tags,
        summary: 'CERT-FR notices',
        querystring: c.NoticeQuery,
        response: { 200: c.NoticePage },
      },
    },
    async (req) => {
      const { rows, total } = await listNotices(p.db, req.query);
      return { items: rows.map(presentNotice), total, page: req.query.page, size: req.query.size };
    },
  );

  app.get(
    '/api/watch/summary',
    { config, schema: { tags, summary: 'Counters of the watch', response: { 200: c.WatchSummary } } },
    () => countWatch(p.db, new Date(p.clock.now().getTime() - 24 * 3_600_000)),
  );
}
