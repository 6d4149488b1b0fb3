import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import type { Platform } from '../platform/platform.ts';
import { blindSpots } from './blind-spots.ts';
import { brief } from './brief.ts';
import { BlindSpotSummary, Brief, ServiceTile } from './contract.ts';
import { judgeServices } from './judge-services.ts';
import { facetHistory } from './store.ts';

/** The morning brief, the services' facets, and what is not seen. */
export function steerRoutes(app: App, p: Platform): void {
  const config = { permission: 'steer:brief:read' };
  const tags = ['steer'];

  app.get(
    '/api/steer/brief',
    {
      config,
      schema: {
        tags,
        summary: 'The morning brief',
        querystring: z.object({ since: z.iso.datetime().optional() }),
        response: { 200: Brief },
      },
    },
    (req) => brief(p, req.actor, req.query.since ? { since: new Date(req.query.since) } : {}),
  );

  app.get(
    '/api/steer/services',
    {
      config,
      schema: { tags, summary: 'Services with their facets', response: { 200: z.array(ServiceTile) } },
    },
    () => judgeServices(p),
  );

  app.get(
    '/api/steer/services/:id/history',
    {
      config,
      schema: {
        tags,
        summary: 'The facets of a service, day by day',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: z.array(z.object({ day: z.string(), facets: z.record(z.string(), z.string()) })) },
      },
    },
    (req) => facetHistory(p.db, req.params.id, 90),
  );

  app.get(
    '/api/steer/blind-spots',
    { config, schema: { tags, summary: 'What is not seen', response: { 200: BlindSpotSummary } } },
    async () => {
      const spots = await blindSpots(p);
      return { total: spots.reduce((sum, s) => sum + s.count, 0), spots };
    },
  );
}
