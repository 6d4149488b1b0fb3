import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import type { Platform } from '../platform/platform.ts';
import { choosePolicy } from './choose-policy.ts';
import { PolicyTable } from './contract.ts';
import { reassessJob } from './jobs.ts';
import type { Policy } from './model/decide.ts';
import { loadPolicy, policyIds } from './policies.ts';
import { activePolicy } from './store/runs.ts';

const Started = z.object({ jobId: z.string() });

/** The decision tables, which one is in force, and a full reassessment. */
export function policyRoutes(app: App, p: Platform): void {
  const tags = ['exposure'];

  app.get(
    '/api/exposure/policies',
    {
      config: { permission: 'exposure:finding:read' },
      schema: { tags, summary: 'Decision tables', response: { 200: z.array(PolicyTable) } },
    },
    async () => {
      const active = await activePolicy(p.db);
      return policyIds().map((id) => present(loadPolicy(id), active));
    },
  );

  app.post(
    '/api/exposure/policies/:id/choose',
    {
      config: { permission: 'exposure:policy:choose' },
      schema: {
        tags,
        summary: 'Put a decision table in force',
        params: z.object({ id: z.string().max(60) }),
        response: { 200: Started },
      },
    },
    (req) => choosePolicy(p, req.actor, req.params.id),
  );

  app.post(
    '/api/exposure/reassess',
    {
      config: { permission: 'exposure:finding:reassess' },
      schema: { tags, summary: 'Reassess everything now', response: { 200: Started } },
    },
    async (req) => ({
      jobId: await p.jobs.enqueue(p.db, reassessJob, {}, { actor: req.actor, singletonKey: 'all' }),
    }),
  );
}

function present(policy: Policy, active: string): PolicyTable {
  return {
    id: policy.id,
    version: policy.version,
    title: policy.title,
    source: policy.source,
    isActive: policy.id === active,
    inputs: policy.inputs,
    outcomes: policy.outcomes.map((o, rank) => ({
      id: o.id,
      label: o.label,
      deadlineDays: o.deadlineDays,
      rank,
    })),
    rows: policy.rows.map((row) => ({
      when: Object.fromEntries(policy.inputs.map((input, i) => [input.name, row[i] ?? ''])),
      outcome: row[policy.inputs.length] ?? '',
    })),
  };
}
