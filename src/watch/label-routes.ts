import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import { pageOf } from '../platform/http/page.ts';
import type { Platform } from '../platform/platform.ts';
import * as c from './labels/contract.ts';
import { countEntries, listEntries, loadLabels } from './store/labels.ts';
import { addLabel, dropLabel, settleLabelEntries } from './watch-labels.ts';

const tags = ['watch'];
const read = { permission: 'watch:advisory:read' };
const change = { permission: 'watch:label:change' };

/** Names people watch, and what names them. */
export function labelRoutes(app: App, p: Platform): void {
  app.get(
    '/api/watch/labels',
    { config: read, schema: { tags, summary: 'Watched labels', response: { 200: c.WatchedLabels } } },
    async () => {
      const counts = await countEntries(p.db);
      return {
        items: (await loadLabels(p.db)).map((l) => ({
          id: l.id,
          label: l.label,
          addedAt: l.added_at.toISOString(),
          addedBy: l.added_by_name,
          open: counts.get(l.id)?.open ?? 0,
          entries: counts.get(l.id)?.entries ?? 0,
        })),
      };
    },
  );
  app.post(
    '/api/watch/labels',
    {
      config: change,
      schema: {
        tags,
        summary: 'Watch a label',
        body: c.LabelBody,
        response: { 201: z.object({ id: z.string(), found: z.number().int() }) },
      },
    },
    async (req, reply) => reply.code(201).send(await addLabel(p, req.actor, req.body.label)),
  );
  app.post(
    '/api/watch/labels/:id/remove',
    {
      config: change,
      schema: {
        tags,
        summary: 'Stop watching a label',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: z.object({ done: z.boolean() }) },
      },
    },
    (req) => dropLabel(p, req.actor, req.params.id),
  );
  app.get(
    '/api/watch/labels/entries',
    {
      config: read,
      schema: {
        tags,
        summary: 'Publications that name a watched label',
        querystring: c.LabelEntryQuery,
        response: { 200: pageOf(c.LabelEntry) },
      },
    },
    async ({ query }) => {
      const { rows, total } = await listEntries(p.db, query);
      const items = rows.map((e) => ({
        id: e.id,
        label: { id: e.label_id, label: e.label },
        kind: e.kind,
        ref: e.ref,
        title: e.title,
        source: e.source,
        field: e.field,
        phrase: e.phrase,
        cves: e.cves,
        publishedAt: e.published_at?.toISOString() ?? null,
        foundAt: e.found_at.toISOString(),
        settledAt: e.settled_at?.toISOString() ?? null,
        settledBy: e.settled_by_name,
        outcome: e.outcome,
      }));
      return { items, total, page: query.page, size: query.size };
    },
  );
  app.post(
    '/api/watch/labels/entries/settle',
    {
      config: change,
      schema: {
        tags,
        summary: 'Say whether publications concern us',
        body: c.SettleBody,
        response: { 200: z.object({ settled: z.number().int() }) },
      },
    },
    (req) => settleLabelEntries(p, req.actor, req.body),
  );
}
