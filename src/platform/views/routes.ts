import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Done, Id } from '../auth/contract.ts';
import { defineErrors } from '../errors.ts';
import type { App } from '../http/app.ts';
import { fail as refuse } from '../http/errors.ts';
import type { Platform } from '../platform.ts';
import { countViews, deleteView, insertView, listViews, type ViewRecord } from './store.ts';

const fail = defineErrors('platform', { 'view-unknown': { status: 404 }, 'too-many-views': { status: 409 } });
const MOST = 200;

const ListName = z.string().regex(/^[a-z][a-z0-9./-]{0,79}$/);
const View = z.object({
  id: z.string(),
  name: z.string(),
  search: z.record(z.string(), z.string()),
  shared: z.boolean(),
  mine: z.boolean(),
});
const NewView = z.object({
  list: ListName,
  name: z.string().trim().min(1).max(60),
  shared: z.boolean().default(false),
  search: z
    .record(z.string().max(60), z.string().max(500))
    .refine((s) => Object.keys(s).length <= 40, 'too many criteria'),
});
const tags = ['platform'];

/** Views of lists that people saved: a name for criteria. */
export function viewRoutes(app: App, p: Platform): void {
  app.get(
    '/api/platform/views',
    {
      config: { signedIn: true },
      schema: {
        tags,
        summary: 'Saved views of a list: mine and the shared ones',
        querystring: z.object({ list: ListName }),
        response: { 200: z.object({ items: z.array(View) }) },
      },
    },
    async (req) => {
      const rows = await listViews(p.db, req.query.list, req.actor.userId ?? '');
      return { items: rows.map((r) => present(r, req.actor.userId)) };
    },
  );
  app.post(
    '/api/platform/views',
    {
      config: { signedIn: true },
      schema: { tags, summary: 'Save a view', body: NewView, response: { 200: View } },
    },
    async (req) => {
      const { actor, body } = req;
      if (body.shared && !actor.permissions.has('platform:view:share'))
        throw refuse('forbidden', { details: { permission: 'platform:view:share' } });
      const row: ViewRecord = {
        ...body,
        id: randomUUID(),
        owner_id: actor.userId ?? '',
        created_at: p.clock.now(),
      };
      await p.db.transaction().execute(async (trx) => {
        if ((await countViews(trx, row.owner_id)) >= MOST)
          throw fail('too-many-views', { details: { most: MOST } });
        await insertView(trx, row);
        await p.journal.append(trx, {
          actor,
          action: 'platform.view.saved',
          object: { kind: 'platform.view', id: row.id, label: row.name },
          details: { list: row.list, shared: row.shared },
        });
      });
      return present(row, actor.userId);
    },
  );
  app.delete(
    '/api/platform/views/:id',
    {
      config: { signedIn: true },
      schema: { tags, summary: 'Delete one of my views', params: Id, response: { 200: Done } },
    },
    async (req) => {
      await p.db.transaction().execute(async (trx) => {
        const row = await deleteView(trx, req.params.id, req.actor.userId ?? '');
        if (!row) throw fail('view-unknown');
        await p.journal.append(trx, {
          actor: req.actor,
          action: 'platform.view.deleted',
          object: { kind: 'platform.view', id: row.id, label: row.name },
        });
      });
      return { done: true } as const;
    },
  );
}

function present(row: ViewRecord, userId: string | undefined) {
  const { id, name, search, shared } = row;
  return { id, name, search, shared, mine: row.owner_id === userId };
}
