import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { severityRank } from '../../watch/index.ts';
import type { Assessment, FindingState } from '../model/finding.ts';
import { decisionJson, reasonsJson } from '../model/fingerprint.ts';

const BATCH = 500;

export interface FindingWrite {
  id: string;
  assessment: Assessment;
  state: FindingState;
  outcomeSince: Date;
  deadline: Date | null;
  /** `fingerprintOf` the assessment; of one that is gone, the digest stored. */
  fingerprint: string;
}

/** Inserts or rewrites what the engine computes; owner and opening date stay. */
export async function upsertFindings(trx: Db, writes: readonly FindingWrite[], now: Date): Promise<void> {
  for (let i = 0; i < writes.length; i += BATCH) await upsertBatch(trx, writes.slice(i, i + BATCH), now);
}

/** A few decisions and a few lists of reasons stand for hundreds of findings: each travels once. */
async function upsertBatch(trx: Db, writes: readonly FindingWrite[], now: Date): Promise<void> {
  const decisions = new Numbered();
  const reasons = new Numbered();
  const rows = writes.map((w) => ({
    ...rowOf(w),
    decision: decisions.of(decisionJson(w.assessment.decision)),
    reasons: reasons.of(reasonsJson(w.assessment.reasons)),
  }));
  await sql`
    with decisions as (select n, j::jsonb as decision from unnest(${decisions.texts}::text[]) with ordinality as u(j, n)),
      reasons as (select n, j::jsonb as reasons from unnest(${reasons.texts}::text[]) with ordinality as u(j, n))
    insert into exposure_findings (id, key, asset_id, asset_name, asset_kind, product_key, product, version, component_ids,
      vulnerability_id, title, verdict, has_conflict, reasons, method, severity, severity_rank, cvss, epss, is_kev, exposed,
      policy, outcome, outcome_rank, decision, outcome_since, deadline, state, service_count, user_count,
      opened_at, changed_at, closed_at, search, fingerprint)
    select r.id, key, asset_id, asset_name, asset_kind, product_key, product, version,
      string_to_array(component_ids, ' '), vulnerability_id, title, verdict, has_conflict, reasons.reasons, method, severity,
      severity_rank, cvss, epss, is_kev, exposed, decisions.decision ->> 'policy', decisions.decision ->> 'outcome', outcome_rank,
      decisions.decision, outcome_since, deadline, state, service_count, user_count,
      ${now}, ${now}, case when state in ('gone', 'fixed') then ${now}::timestamptz end, search, fingerprint
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, key text, asset_id text, asset_name text,
        asset_kind text, product_key text, product text, version text, component_ids text, vulnerability_id text, title text,
        verdict text, has_conflict boolean, reasons int, method text, severity text, severity_rank smallint, cvss real,
        epss real, is_kev boolean, exposed text, outcome_rank smallint, decision int, outcome_since timestamptz,
        deadline timestamptz, state text, service_count int, user_count int, search text, fingerprint text)
      join decisions on decisions.n = r.decision join reasons on reasons.n = r.reasons
    on conflict (key) do update set
      asset_name = excluded.asset_name, asset_kind = excluded.asset_kind, product = excluded.product, version = excluded.version,
      component_ids = excluded.component_ids, title = excluded.title, verdict = excluded.verdict,
      has_conflict = excluded.has_conflict, reasons = excluded.reasons, method = excluded.method,
      severity = excluded.severity, severity_rank = excluded.severity_rank, cvss = excluded.cvss, epss = excluded.epss,
      is_kev = excluded.is_kev, exposed = excluded.exposed, policy = excluded.policy, outcome = excluded.outcome,
      outcome_rank = excluded.outcome_rank, decision = excluded.decision, outcome_since = excluded.outcome_since,
      deadline = excluded.deadline, state = excluded.state, service_count = excluded.service_count,
      user_count = excluded.user_count, changed_at = excluded.changed_at, closed_at = excluded.closed_at,
      search = excluded.search, fingerprint = excluded.fingerprint, version_no = exposure_findings.version_no + 1`.execute(
    trx,
  );
}

/** Distinct texts, each with its place from 1. */
class Numbered {
  readonly texts: string[] = [];
  readonly #places = new Map<string, number>();

  of(text: string): number {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.texts.push(text);
      this.#places.set(text, place);
    }
    return place;
  }
}

function rowOf(w: FindingWrite) {
  const a = w.assessment;
  return {
    id: w.id,
    key: a.key,
    asset_id: a.assetId,
    asset_name: a.assetName,
    asset_kind: a.assetKind,
    product_key: a.productKey,
    product: a.product,
    version: a.version,
    // Ids of ours hold no blank.
    component_ids: a.componentIds.join(' '),
    vulnerability_id: a.vulnerabilityId,
    title: a.title,
    verdict: a.verdict,
    has_conflict: a.hasConflict,
    method: a.method,
    severity: a.severity,
    severity_rank: severityRank(a.severity),
    cvss: a.cvss,
    epss: a.epss,
    is_kev: a.isKev,
    exposed: a.exposed,
    outcome_rank: a.outcomeRank,
    outcome_since: w.outcomeSince,
    deadline: w.deadline,
    state: w.state,
    service_count: a.serviceCount,
    user_count: a.userCount,
    search: `${a.vulnerabilityId} ${a.title} ${a.product} ${a.version ?? ''} ${a.assetName}`.toLowerCase(),
    fingerprint: w.fingerprint,
  };
}
