import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import { sendList } from '../platform/http/export.ts';
import type { Platform } from '../platform/platform.ts';
import { acceptRisk } from './accept-risk.ts';
import { assign } from './assign.ts';
import * as c from './contract.ts';
import { declareNotAffected } from './declare-not-affected.ts';
import { mitigate } from './mitigate.ts';
import { openFinding } from './open-finding.ts';
import { planFix } from './plan-fix.ts';
import { presentFinding } from './present.ts';
import { reopen } from './reopen.ts';
import { countFindings, deadlinesByWeek, listFindings } from './store/list.ts';
import { lastRun } from './store/runs.ts';

const EXPORT_COLUMNS = [
  'vulnerabilityId',
  'title',
  'asset',
  'product',
  'version',
  'verdict',
  'severity',
  'cvss',
  'epss',
  'isKev',
  'outcome',
  'deadline',
  'state',
  'owner',
  'serviceCount',
  'userCount',
  'openedAt',
] as const;

/** Findings: list, page, counters, and what people decide on them. */
export function findingRoutes(app: App, p: Platform): void {
  const read = { permission: 'exposure:finding:read' };

  app.get(
    '/api/exposure/findings',
    {
      config: read,
      schema: {
        tags: ['exposure'],
        summary: 'Findings',
        querystring: c.FindingQuery,
        response: { 200: c.FindingPage },
      },
    },
    async (req, reply) => {
      const query = {
        ...req.query,
        owner: req.query.owner === 'me' ? (req.actor.userId ?? 'none') : req.query.owner,
      };
      if (query.format !== 'json') {
        return sendList(reply, {
          name: 'expositions',
          format: query.format,
          columns: EXPORT_COLUMNS,
          fetch: async (page, size) =>
            (await listFindings(p.db, { ...query, page, size }, p.clock.now())).rows
              .map(presentFinding)
              .map((f) => ({ ...f, asset: f.asset.name, owner: f.owner?.name ?? '' })),
        });
      }
      const { rows, total } = await listFindings(p.db, query, p.clock.now());
      return { items: rows.map(presentFinding), total, page: query.page, size: query.size };
    },
  );

  app.get(
    '/api/exposure/summary',
    {
      config: read,
      schema: {
        tags: ['exposure'],
        summary: 'Counters of the findings',
        response: { 200: c.ExposureSummary },
      },
    },
    async () => {
      const now = p.clock.now();
      const run = await lastRun(p.db);
      return {
        ...(await countFindings(p.db, now)),
        byWeek: await deadlinesByWeek(p.db, now, p.zone.name),
        lastRun: run ? { ...run, at: run.at.toISOString() } : null,
      };
    },
  );

  app.get(
    '/api/exposure/findings/:id',
    {
      config: read,
      schema: {
        tags: ['exposure'],
        summary: 'One finding with its reasons',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: c.FindingDetail },
      },
    },
    (req) => openFinding(p, req.params.id),
  );
  triageRoutes(app, p);
}

function triageRoutes(app: App, p: Platform): void {
  const response = { 200: c.TriageResult };
  const tags = ['exposure'];
  app.post(
    '/api/exposure/findings/plan',
    {
      config: { permission: 'exposure:finding:plan' },
      schema: { tags, summary: 'Plan the fix', body: c.PlanBody, response },
    },
    (req) => planFix(p, req.actor, req.body),
  );
  app.post(
    '/api/exposure/findings/mitigate',
    {
      config: { permission: 'exposure:finding:mitigate' },
      schema: { tags, summary: 'Mitigate until a date', body: c.MitigateBody, response },
    },
    (req) => mitigate(p, req.actor, req.body),
  );
  app.post(
    '/api/exposure/findings/accept',
    {
      config: { permission: 'exposure:finding:accept' },
      schema: { tags, summary: 'Accept the risk until a date', body: c.AcceptBody, response },
    },
    (req) => acceptRisk(p, req.actor, req.body),
  );
  app.post(
    '/api/exposure/findings/dismiss',
    {
      config: { permission: 'exposure:finding:dismiss' },
      schema: { tags, summary: 'Declare not affected (VEX)', body: c.DismissBody, response },
    },
    (req) => declareNotAffected(p, req.actor, req.body),
  );
  app.post(
    '/api/exposure/findings/reopen',
    {
      config: { permission: 'exposure:finding:reopen' },
      schema: { tags, summary: 'Take a decision back', body: c.ReopenBody, response },
    },
    (req) => reopen(p, req.actor, req.body),
  );
  app.post(
    '/api/exposure/findings/assign',
    {
      config: { permission: 'exposure:finding:assign' },
      schema: { tags, summary: 'Give to a person', body: c.AssignBody, response },
    },
    (req) => assign(p, req.actor, req.body),
  );
}
