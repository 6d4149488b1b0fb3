import type { z } from 'zod';
import type { Decision, Finding } from './contract.ts';
import type { DecisionRow, FindingRow } from './store/tables.ts';

/** A stored finding as the API shows it. */
export function presentFinding(row: FindingRow): Finding {
  return {
    id: row.id,
    vulnerabilityId: row.vulnerability_id,
    title: row.title,
    asset: { id: row.asset_id, name: row.asset_name, kind: row.asset_kind, exposed: row.exposed },
    product: row.product,
    version: row.version,
    verdict: row.verdict,
    hasConflict: row.has_conflict,
    votes: row.reasons.map((r) => ({ source: r.source, vote: r.vote })),
    severity: row.severity,
    cvss: row.cvss,
    epss: row.epss,
    isKev: row.is_kev,
    outcome: row.outcome,
    deadline: row.deadline?.toISOString() ?? null,
    state: row.state,
    owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? '' } : null,
    serviceCount: row.service_count,
    userCount: row.user_count,
    openedAt: row.opened_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    versionNo: row.version_no,
  };
}

export function presentDecision(row: DecisionRow): z.infer<typeof Decision> {
  return {
    id: row.id,
    kind: row.kind,
    reason: row.reason,
    justification: row.justification,
    until: row.until?.toISOString() ?? null,
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    endReason: row.end_reason,
  };
}
