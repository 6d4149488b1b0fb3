import type { Platform } from '../platform/platform.ts';
import { loadVulnerabilities } from '../watch/index.ts';
import type { FindingDetail } from './contract.ts';
import { fail } from './errors.ts';
import { presentDecision, presentFinding } from './present.ts';
import { listChanges, listDecisions } from './store/decisions.ts';
import { getFinding } from './store/findings.ts';
import { countSiblings } from './store/list.ts';
import { listReach } from './store/reach.ts';

/** Everything the page of one finding shows: verdict and reasons, decision, services with their path, story. */
export async function openFinding(p: Platform, id: string): Promise<FindingDetail> {
  const row = await getFinding(p.db, id);
  if (!row) throw fail('finding-unknown', { details: { id } });
  const facts = (await loadVulnerabilities(p.db, [row.vulnerability_id])).get(row.vulnerability_id);
  const reach = await listReach(p.db, [row.asset_id]);
  const decisions = await listDecisions(p.db, id);
  const changes = await listChanges(p.db, id);
  return {
    ...presentFinding(row),
    method: row.method,
    reasons: row.reasons,
    decision: row.decision,
    outcomeSince: row.outcome_since.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    componentIds: row.component_ids,
    services: reach.map((r) => ({
      serviceId: r.service_id,
      name: r.service_name,
      users: r.users,
      isDegraded: r.is_degraded,
      path: r.path,
    })),
    decisions: decisions.map(presentDecision),
    changes: changes.map((c) => ({
      at: c.at.toISOString(),
      kind: c.kind,
      before: c.before,
      after: c.after,
      actor: c.actor_name,
    })),
    vulnerability: facts
      ? {
          summary: facts.summary,
          published: facts.published,
          modified: facts.modified,
          aliases: [...facts.aliases],
          cvssVector: facts.cvss?.vector ?? null,
          cvssSource: facts.cvss?.source ?? null,
          kev: facts.kev,
          epssPercentile: facts.epss?.percentile ?? null,
          exploitation: [...facts.exploitation],
        }
      : null,
    siblings: await countSiblings(p.db, row.asset_id, id),
  };
}
