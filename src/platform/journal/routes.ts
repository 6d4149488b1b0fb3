import type { App } from '../http/app.ts';
import { sendList } from '../http/export.ts';
import type { Platform } from '../platform.ts';
import { JournalExport, type JournalItem, JournalPage, JournalQuery } from './contract.ts';
import { type JournalRow, listEntries } from './store.ts';

const tags = ['platform'];

export function journalRoutes(app: App, p: Platform): void {
  app.get(
    '/api/platform/journal',
    {
      config: { permission: 'platform:journal:read' },
      schema: {
        tags,
        summary: 'Every decision and access, newest first',
        querystring: JournalQuery,
        response: { 200: JournalPage },
      },
    },
    async (req) => {
      const { page, size, sort } = req.query;
      const { rows, total } = await listEntries(p.db, req.query, {
        limit: size,
        offset: (page - 1) * size,
        oldestFirst: sort === 'seq' || sort === 'at',
      });
      return { items: rows.map(present), total, page, size };
    },
  );
  app.get(
    '/api/platform/journal/export',
    {
      config: { permission: 'platform:journal:export' },
      schema: { tags, summary: 'The journal as a file, oldest first', querystring: JournalExport },
    },
    async (req, reply) => {
      const { format, ...filter } = req.query;
      await p.db.transaction().execute((trx) =>
        p.journal.append(trx, {
          actor: req.actor,
          action: 'platform.journal.exported',
          details: { format },
        }),
      );
      return sendList<JournalItem>(reply, {
        name: 'journal',
        format,
        columns: [
          'seq',
          'at',
          'actorName',
          'actorId',
          'action',
          'objectKind',
          'objectId',
          'objectLabel',
          'details',
          'hash',
        ],
        fetch: async (page, size) => {
          const slice = { limit: size, offset: (page - 1) * size, oldestFirst: true };
          return (await listEntries(p.db, filter, slice)).rows.map(present);
        },
      });
    },
  );
}

function present(row: JournalRow): JournalItem {
  return {
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    objectKind: row.object_kind,
    objectId: row.object_id,
    objectLabel: row.object_label,
    details: row.details,
    hash: row.hash,
  };
}
