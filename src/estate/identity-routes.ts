import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import { pageOf } from '../platform/http/page.ts';
import type { Platform } from '../platform/platform.ts';
import { decideIdentities } from './decide-identities.ts';
import * as c from './identities/contract.ts';
import { buildGraph, servicesReached } from './model/graph.ts';
import {
  countIdentities,
  type ListedIdentity,
  listIdentities,
  listIdentityDecisions,
} from './store/identities.ts';
import { loadLinks, loadNodes } from './store/links.ts';
import { undoIdentities } from './undo-identities.ts';

const tags = ['estate'];
const read = { permission: 'estate:asset:read' };
const decide = { permission: 'estate:identity:decide' };

/** The identity registry: what is not known yet, what was decided, and taking it back. */
export function identityRoutes(app: App, p: Platform): void {
  app.get(
    '/api/estate/identities',
    {
      config: read,
      schema: {
        tags,
        summary: 'Labels that no source can be held to, with what they may be',
        querystring: c.IdentityQuery,
        response: { 200: pageOf(c.IdentityLabel) },
      },
    },
    async ({ query }) => {
      const { rows, total } = await listIdentities(p.db, query);
      return { items: await present(p, rows), total, page: query.page, size: query.size };
    },
  );
  app.get(
    '/api/estate/identities/summary',
    {
      config: read,
      schema: { tags, summary: 'How many labels are open', response: { 200: c.IdentitySummary } },
    },
    () => countIdentities(p.db),
  );
  app.get(
    '/api/estate/identities/decisions',
    {
      config: read,
      schema: {
        tags,
        summary: 'What was decided of labels',
        querystring: c.IdentityQuery,
        response: { 200: pageOf(c.IdentityDecisionView) },
      },
    },
    async ({ query }) => {
      const { rows, total } = await listIdentityDecisions(p.db, query);
      const items = rows.map((d) => ({
        id: d.id,
        label: d.label_key,
        vendor: d.vendor,
        name: d.name,
        kind: d.kind,
        product: d.product,
        components: d.components,
        decidedBy: d.decided_by_name,
        decidedAt: d.decided_at.toISOString(),
        undoneAt: d.undone_at?.toISOString() ?? null,
        undoneBy: d.undone_by_name,
      }));
      return { items, total, page: query.page, size: query.size };
    },
  );
  app.post(
    '/api/estate/identities/decide',
    {
      config: decide,
      schema: {
        tags,
        summary: 'Say what labels are, are not, or need no watch',
        body: c.DecideIdentities,
        response: { 200: c.IdentityResult },
      },
    },
    (req) => decideIdentities(p, req.actor, req.body),
  );
  app.post(
    '/api/estate/identities/undo',
    {
      config: decide,
      schema: {
        tags,
        summary: 'Take decisions on labels back',
        body: z.object({ ids: z.array(z.string().max(64)).min(1).max(200) }),
        response: { 200: c.IdentityResult },
      },
    },
    (req) => undoIdentities(p, req.actor, req.body.ids),
  );
}

/** The services each label's assets reach: the graph is read once a page. */
async function present(p: Platform, rows: readonly ListedIdentity[]): Promise<c.IdentityLabel[]> {
  const graph = buildGraph(await loadNodes(p.db), await loadLinks(p.db));
  return rows.map((row) => {
    const services = new Map<string, string>();
    for (const assetId of row.assetIds)
      for (const { serviceId, path } of servicesReached(graph, assetId))
        services.set(serviceId, path.at(-1)?.name ?? serviceId);
    return {
      label: row.label_key,
      vendor: row.vendor,
      name: row.name,
      versions: row.versions,
      components: row.components,
      assets: row.assets,
      services: [...services].map(([id, name]) => ({ id, name })),
      rejected: row.rejected.length,
      lookedAt: row.candidates_at?.toISOString() ?? null,
      candidates: row.candidates,
    };
  });
}
