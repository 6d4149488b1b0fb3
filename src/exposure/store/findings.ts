import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { VulnerabilityRange } from '../../watch/index.ts';
import type { Assessment, FindingState } from '../model/finding.ts';
import type { Snapshot } from '../model/reopen.ts';
import type { Known } from '../model/settle.ts';
import type { FindingRow, Tables } from './tables.ts';

/** Which stored findings a reassessment speaks of; a finding out of scope is never touched by it. */
export interface Scope {
  vulnerabilityIds?: readonly string[];
  exceptVulnerabilityIds?: readonly string[];
  range?: VulnerabilityRange;
  assetIds?: readonly string[];
}

/** Of a stored finding, what tells whether it needs a second look. The snapshot is that of a standing decision. */
export interface Mark {
  key: string;
  asset_id: string;
  vulnerability_id: string;
  fingerprint: string;
  state: FindingState;
  service_count: number;
  user_count: number;
  snapshot: Snapshot | null;
}

export async function loadMarks(db: Db, scope: Scope): Promise<Map<string, Mark>> {
  const { range, vulnerabilityIds, exceptVulnerabilityIds, assetIds } = scope;
  const { rows } = await sql<Mark>`
    select key, asset_id, vulnerability_id, fingerprint, state, service_count, user_count,
      case when state in ('planned', 'mitigated', 'accepted', 'not_affected') then
        (select d.snapshot from exposure_decisions d
         where d.finding_id = f.id and d.ended_at is null order by d.decided_at desc limit 1) end as snapshot
    from exposure_findings f
    where ${vulnerabilityIds ? sql`vulnerability_id = any(${vulnerabilityIds})` : sql`true`}
      and ${exceptVulnerabilityIds ? sql`vulnerability_id <> all(${exceptVulnerabilityIds})` : sql`true`}
      and ${range ? sql`vulnerability_id > ${range.after}` : sql`true`}
      and ${range?.upTo != null ? sql`vulnerability_id <= ${range.upTo}` : sql`true`}
      and ${assetIds ? sql`asset_id = any(${assetIds})` : sql`true`}`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Stored findings with the snapshot of their standing decision, locked for the settling transaction. */
export async function loadKnown(trx: Db, keys: readonly string[]): Promise<Map<string, Known>> {
  const { rows } = await sql<FindingRow & { snapshot: Snapshot | null }>`
    select f.*, (select d.snapshot from exposure_decisions d
                 where d.finding_id = f.id and d.ended_at is null order by d.decided_at desc limit 1) as snapshot
    from exposure_findings f where f.key = any(${keys}) order by f.key for update of f`.execute(trx);
  return new Map(rows.map((row) => [row.key, knownOf(row)]));
}

/** The digests of findings that were looked at and are as they should be. */
export async function writeFingerprints(
  trx: Db,
  digests: readonly { id: string; fingerprint: string }[],
): Promise<void> {
  if (digests.length === 0) return;
  await sql`
    update exposure_findings f set fingerprint = u.fingerprint
    from unnest(${digests.map((d) => d.id)}::text[], ${digests.map((d) => d.fingerprint)}::text[]) as u(id, fingerprint)
    where f.id = u.id and f.fingerprint <> u.fingerprint`.execute(trx);
}

function knownOf(row: FindingRow & { snapshot: Snapshot | null }): Known {
  return {
    id: row.id,
    key: row.key,
    state: row.state,
    outcomeSince: row.outcome_since,
    fingerprint: row.fingerprint,
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
  /** `fingerprintOf` the assessment; of one that is gone, the digest stored. */
  fingerprint: string;
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
