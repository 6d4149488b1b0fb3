import type { App } from '../http/app.ts';
import type { Platform } from '../platform.ts';
import { ParkedPage, ParkedQuery } from './contract.ts';
import { listParked } from './store.ts';

/** What was told inside and could not be taken: the blind spot behind a list that stands still. */
export function eventRoutes(app: App, p: Platform): void {
  app.get(
    '/api/platform/events/parked',
    {
      config: { permission: 'platform:job:read' },
      schema: {
        tags: ['platform'],
        summary: 'Deliveries that were given up, newest first',
        querystring: ParkedQuery,
        response: { 200: ParkedPage },
      },
    },
    async ({ query: { page, size } }) => {
      const { rows, total } = await listParked(p.db, { limit: size, offset: (page - 1) * size });
      const items = rows.map((r) => ({
        id: `${r.listener} ${r.event_id}`,
        event: r.name,
        listener: r.listener,
        at: r.emitted_at.toISOString(),
        attempts: r.attempts,
        error: r.last_error,
      }));
      return { items, total, page, size };
    },
  );
}
