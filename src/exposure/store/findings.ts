import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { severityRank } from '../../watch/index.ts';
import type { Assessment, FindingState } from '../model/finding.ts';
import type { Snapshot } from '../model/reopen.ts';
import type { Known } from '../model/settle.ts';
import type { FindingRow, Tables } from './tables.ts';

const BATCH = 500;

/** Which stored findings a reassessment speaks of; a finding out of scope is never touched by it. */
export interface Scope {
  vulnerabilityIds?: readonly string[];
  assetIds?: readonly string[];
}

/** The stored findings of a scope with the snapshot of their standing decision, locked for the settling transaction. */
export async function loadKnown(trx: Db, scope: Scope): Promise<Map<string, Known>> {
  const { rows } = await sql<FindingRow & { snapshot: Snapshot | null }>`
    select f.*, (select d.snapshot from exposure_decisions d
                 where d.finding_id = f.id and d.ended_at is null order by d.decided_at desc limit 1) as snapshot
    from exposure_findings f
    where ${scope.vulnerabilityIds ? sql`f.vulnerability_id = any(${scope.vulnerabilityIds})` : sql`true`}
      and ${scope.assetIds ? sql`f.asset_id = any(${scope.assetIds})` : sql`true`}
    for update of f`.execute(trx);
  return new Map(rows.map((row) => [row.key, knownOf(row)]));
}

function knownOf(row: FindingRow & { snapshot: Snapshot | null }): Known {
  return {
    id: row.id,
    key: row.key,
    state: row.state,
    outcomeSince: row.outcome_since,
    snapshot: row.snapshot,
    assessment: assessmentOf(row),
  };
}

export function assessmentOf(row: FindingRow): Assessment {
  return {
    key: row.key,
    assetId: row.asset_id,
    assetName: row.asset_name,
    assetKind: row.asset_kind,
    exposed: row.exposed,
    productKey: row.product_key,
    product: row.product,
    version: row.version,
    componentIds: row.component_ids,
    vulnerabilityId: row.vulnerability_id,
    title: row.title,
    verdict: row.verdict,
    hasConflict: row.has_conflict,
    reasons: row.reasons,
    method: row.method,
    severity: row.severity,
    cvss: row.cvss,
    epss: row.epss,
    isKev: row.is_kev,
    decision: row.decision,
    outcomeRank: row.outcome_rank,
    serviceCount: row.service_count,
    userCount: row.user_count,
  };
}

export interface FindingWrite {
  id: string;
  assessment: Assessment;
  state: FindingState;
  outcomeSince: Date;
  deadline: Date | null;
}

/** Inserts or rewrites what the engine computes; owner and opening date stay. */
export async function upsertFindings(trx: Db, writes: readonly FindingWrite[], now: Date): Promise<void> {
  for (let i = 0; i < writes.length; i += BATCH) {
    const rows = writes.slice(i, i + BATCH).map((w) => rowOf(w, now));
    await sql`
      insert into exposure_findings (id, key, asset_id, asset_name, asset_kind, product_key, product, version, component_ids,
        vulnerability_id, title, verdict, has_conflict, reasons, method, severity, severity_rank, cvss, epss, is_kev, exposed,
        policy, outcome, outcome_rank, decision, outcome_since, deadline, state, service_count, user_count,
        opened_at, changed_at, closed_at, search)
      select id, key, asset_id, asset_name, asset_kind, product_key, product, version,
        array(select jsonb_array_elements_text(component_ids)),
        vulnerability_id, title, verdict, has_conflict, reasons, method, severity, severity_rank, cvss, epss, is_kev, exposed,
        policy, outcome, outcome_rank, decision, outcome_since, deadline, state, service_count, user_count,
        opened_at, changed_at, closed_at, search
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, key text, asset_id text, asset_name text, asset_kind text,
        product_key text, product text, version text, component_ids jsonb, vulnerability_id text, title text, verdict text,
        has_conflict boolean, reasons jsonb, method text, severity text, severity_rank smallint, cvss real, epss real,
        is_kev boolean, exposed text, policy text, outcome text, outcome_rank smallint, decision jsonb, outcome_since timestamptz,
        deadline timestamptz, state text, service_count int, user_count int, opened_at timestamptz, changed_at timestamptz,
        closed_at timestamptz, search text)
      on conflict (key) do update set
        asset_name = excluded.asset_name, asset_kind = excluded.asset_kind, product = excluded.product, version = excluded.version,
        component_ids = excluded.component_ids, title = excluded.title, verdict = excluded.verdict,
        has_conflict = excluded.has_conflict, reasons = excluded.reasons, method = excluded.method,
        severity = excluded.severity, severity_rank = excluded.severity_rank, cvss = excluded.cvss, epss = excluded.epss,
        is_kev = excluded.is_kev, exposed = excluded.exposed, policy = excluded.policy, outcome = excluded.outcome,
        outcome_rank = excluded.outcome_rank, decision = excluded.decision, outcome_since = excluded.outcome_since,
        deadline = excluded.deadline, state = excluded.state, service_count = excluded.service_count,
        user_count = excluded.user_count, changed_at = excluded.changed_at, closed_at = excluded.closed_at,
        search = excluded.search, version_no = exposure_findings.version_no + 1`.execute(trx);
  }
}

function rowOf(w: FindingWrite, now: Date) {
  const a = w.assessment;
  const isClosed = w.state === 'gone' || w.state === 'fixed';
  return {
    id: w.id,
    key: a.key,
    asset_id: a.assetId,
    asset_name: a.assetName,
    asset_kind: a.assetKind,
    product_key: a.productKey,
    product: a.product,
    version: a.version,
    component_ids: a.componentIds,
    vulnerability_id: a.vulnerabilityId,
    title: a.title,
    verdict: a.verdict,
    has_conflict: a.hasConflict,
    reasons: a.reasons,
    method: a.method,
    severity: a.severity,
    severity_rank: severityRank(a.severity),
    cvss: a.cvss,
    epss: a.epss,
    is_kev: a.isKev,
    exposed: a.exposed,
    policy: a.decision.policy,
    outcome: a.decision.outcome,
    outcome_rank: a.outcomeRank,
    decision: a.decision,
    outcome_since: w.outcomeSince,
    deadline: w.deadline,
    state: w.state,
    service_count: a.serviceCount,
    user_count: a.userCount,
    opened_at: now,
    changed_at: now,
    closed_at: isClosed ? now : null,
    search: `${a.vulnerabilityId} ${a.title} ${a.product} ${a.version ?? ''} ${a.assetName}`.toLowerCase(),
  };
}

/** Sets the state (and deadline or owner) of findings a person decided on. */
export async function updateState(
  trx: Db,
  ids: readonly string[],
  set: { state?: FindingState; owner?: { id: string | null; name: string | null } },
  now: Date,
): Promise<void> {
  await trx
    .withTables<Tables>()
    .updateTable('exposure_findings')
    .set({
      changed_at: now,
      version_no: sql<number>`version_no + 1`,
      ...(set.state ? { state: set.state } : {}),
      ...(set.owner ? { owner_id: set.owner.id, owner_name: set.owner.name } : {}),
    })
    .where('id', 'in', ids)
    .execute();
}

export async function lockFindings(trx: Db, ids: readonly string[]): Promise<FindingRow[]> {
  return trx
    .withTables<Tables>()
    .selectFrom('exposure_findings')
    .selectAll()
    .where('id', 'in', ids)
    .forUpdate()
    .execute();
}

export async function getFinding(db: Db, id: string): Promise<FindingRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('exposure_findings')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}
