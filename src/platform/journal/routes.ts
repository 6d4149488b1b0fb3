import type { App } from '../http/app.ts';
import { sendList } from '../http/export.ts';
import type { Platform } from '../platform.ts';
import { checkJournalJob } from './check-journal.ts';
import {
  JournalCheckAsked,
  JournalExport,
  type JournalItem,
  JournalPage,
  JournalQuery,
  JournalState,
} from './contract.ts';
import { type JournalRow, listEntries, readCheck, readHead } from './store.ts';

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
    '/api/platform/journal/state',
    {
      config: { permission: 'platform:journal:read' },
      schema: {
        tags,
        summary: 'What the last verification of the chain found',
        response: { 200: JournalState },
      },
    },
    () => journalState(p),
  );
  app.post(
    '/api/platform/journal/check',
    {
      config: { permission: 'platform:journal:read', rateLimit: { max: 6, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Ask for the whole chain to be verified',
        response: { 202: JournalCheckAsked },
      },
    },
    async (req, reply) => {
      const jobId = await p.db
        .transaction()
        .execute((trx) =>
          p.jobs.enqueue(trx, checkJournalJob, { full: true }, { actor: req.actor, singletonKey: 'full' }),
        );
      return reply.code(202).send({ jobId });
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

async function journalState(p: Platform): Promise<JournalState> {
  const head = await readHead(p.db);
  const last = await readCheck(p.db);
  return {
    state: !last ? 'unverified' : last.broken_seq === null ? 'intact' : 'broken',
    count: head.seq,
    headHash: head.hash,
    verifiedAt: last?.verified_at.toISOString() ?? null,
    fullAt: last?.full_at.toISOString() ?? null,
    verifiedSeq: last?.seq ?? 0,
    brokenSeq: last?.broken_seq ?? null,
    problem: last?.problem ?? null,
  };
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
