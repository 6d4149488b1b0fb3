import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import type { Platform } from '../platform/platform.ts';
import { choosePolicy } from './choose-policy.ts';
import { PolicyDocument, PolicyTable, SavedPolicy, SavePolicyBody } from './contract.ts';
import { fail } from './errors.ts';
import { reassessJob } from './jobs.ts';
import type { Policy } from './model/decide.ts';
import { loadPolicy, policyIds } from './policies.ts';
import { savePolicy } from './save-policy.ts';
import { listSavedPolicies, type PolicyInForce, policyInForce, readSavedPolicy } from './store/policies.ts';
import type { SavedPolicyRow } from './store/tables.ts';

const PolicyId = z.object({ id: z.string().max(60) });
const Version = z.object({ version: z.coerce.number().int().min(1).optional() });
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
      const active = await policyInForce(p.db);
      const saved = new Map<string, SavedPolicyRow[]>();
      for (const row of await listSavedPolicies(p.db)) saved.set(row.id, [...(saved.get(row.id) ?? []), row]);
      return [
        ...policyIds().map((id) => present(loadPolicy(id), active, [])),
        ...[...saved.values()].flatMap((rows) => (rows[0] ? [present(rows[0].document, active, rows)] : [])),
      ];
    },
  );

  app.get(
    '/api/exposure/policies/:id/document',
    {
      config: { permission: 'exposure:finding:read' },
      schema: {
        tags,
        summary: 'A decision table as a file',
        params: PolicyId,
        querystring: Version,
        response: { 200: PolicyDocument },
      },
    },
    async (req, reply) => {
      const { id } = req.params;
      const policy = await readPolicyOf(p, id, req.query.version);
      return reply
        .header(
          'content-disposition',
          `attachment; filename="${policy.id}-${policy.version.replace(/[^\w.-]/g, '')}.json"`,
        )
        .send(policy as PolicyDocument);
    },
  );

  app.get(
    '/api/exposure/policies/:id',
    {
      config: { permission: 'exposure:finding:read' },
      schema: {
        tags,
        summary: 'A decision table, in the version asked for',
        params: PolicyId,
        querystring: Version,
        response: { 200: PolicyTable },
      },
    },
    async (req) => {
      const { id } = req.params;
      return present(
        await readPolicyOf(p, id, req.query.version),
        await policyInForce(p.db),
        await listSavedPolicies(p.db, id),
      );
    },
  );

  app.post(
    '/api/exposure/policies',
    {
      config: { permission: 'exposure:policy:write' },
      schema: {
        tags,
        summary: 'Save a decision table as its next version',
        body: SavePolicyBody,
        response: { 200: SavedPolicy },
      },
    },
    (req) => savePolicy(p, req.actor, req.body),
  );

  app.post(
    '/api/exposure/policies/:id/choose',
    {
      config: { permission: 'exposure:policy:choose' },
      schema: {
        tags,
        summary: 'Put a decision table in force',
        params: PolicyId,
        querystring: Version,
        response: { 200: Started },
      },
    },
    (req) => choosePolicy(p, req.actor, { ...req.params, ...req.query }),
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

/** The version asked for; without one the newest saved, or what ships with the product. */
async function readPolicyOf(p: Platform, id: string, version: number | undefined): Promise<Policy> {
  const [newest] = await listSavedPolicies(p.db, id);
  if (!newest) return loadPolicy(id);
  const found = version === undefined ? newest : await readSavedPolicy(p.db, id, version);
  if (!found) throw fail('policy-unknown', { details: { policy: `${id} ${version}` } });
  return found.document;
}

function present(policy: Policy, active: PolicyInForce, saved: readonly SavedPolicyRow[]): PolicyTable {
  const isLocal = saved.length > 0;
  return {
    id: policy.id,
    version: policy.version,
    title: policy.title,
    source: policy.source,
    isActive: policy.id === active.id && (!isLocal || policy.version === String(active.version)),
    isLocal,
    versions: saved.map((row) => ({
      version: row.version,
      note: row.note,
      savedBy: row.saved_by_name,
      savedAt: row.saved_at.toISOString(),
      isActive: row.id === active.id && row.version === active.version,
    })),
    inputs: policy.inputs,
    outcomes: policy.outcomes.map((o, rank) => ({
      id: o.id,
      label: o.label,
      deadlineDays: o.deadlineDays,
      forensic: o.forensic ?? false,
      rank,
    })),
    rows: policy.rows.map((row) => ({
      when: Object.fromEntries(policy.inputs.map((input, i) => [input.name, row[i] ?? ''])),
      outcome: row[policy.inputs.length] ?? '',
    })),
  };
}
