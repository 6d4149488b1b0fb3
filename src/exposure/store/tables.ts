import type { Reason, Verdict } from '@vigie/vulnmatch';
import type { Generated } from 'kysely';
import type { Severity } from '../../watch/index.ts';
import type { Policy } from '../model/decide.ts';
import type { DecisionRecord, Exposed, FindingState } from '../model/finding.ts';
import type { Snapshot } from '../model/reopen.ts';

export interface FindingRow {
  id: string;
  key: string;
  asset_id: string;
  asset_name: string;
  asset_kind: string;
  product_key: string;
  product: string;
  version: string | null;
  component_ids: string[];
  vulnerability_id: string;
  title: string;
  verdict: Verdict;
  has_conflict: boolean;
  reasons: Reason[];
  method: string;
  severity: Severity;
  severity_rank: number;
  cvss: number | null;
  epss: number | null;
  is_kev: boolean;
  exposed: Exposed;
  policy: string;
  outcome: string | null;
  outcome_rank: number;
  decision: DecisionRecord;
  outcome_since: Date;
  deadline: Date | null;
  state: FindingState;
  owner_id: string | null;
  owner_name: string | null;
  service_count: number;
  user_count: number;
  opened_at: Date;
  changed_at: Date;
  closed_at: Date | null;
  version_no: number;
  search: string;
  fingerprint: string;
}

export interface DecisionRow {
  id: string;
  finding_id: string;
  kind: 'plan' | 'mitigate' | 'accept' | 'not_affected';
  reason: string;
  justification: string | null;
  until: Date | null;
  snapshot: Snapshot;
  decided_by: string;
  decided_by_name: string;
  decided_at: Date;
  ended_at: Date | null;
  end_reason: string | null;
}

export interface ReachRow {
  asset_id: string;
  service_id: string;
  service_name: string;
  users: number;
  is_degraded: boolean;
  path: { kind: string; id: string; name: string }[];
}

export interface ChangeRow {
  id: number;
  finding_id: string;
  at: Date;
  kind: string;
  before: unknown;
  after: unknown;
  actor_name: string;
}

export interface SavedPolicyRow {
  id: string;
  version: number;
  document: Policy;
  copied_from: string | null;
  note: string;
  saved_by_name: string;
  saved_at: Date;
}

export type Tables = {
  exposure_findings: FindingRow;
  exposure_reach: ReachRow;
  exposure_decisions: Omit<DecisionRow, 'snapshot'> & { snapshot: unknown };
  exposure_changes: Omit<ChangeRow, 'id'> & { id: Generated<number> };
  exposure_digests: {
    id: Generated<number>;
    sent_at: Date;
    up_to: number;
    recipients: number;
    changes: number;
    pace: 'daily' | 'weekly';
    refused: number;
  };
  exposure_runs: {
    id: Generated<number>;
    at: Date;
    scope: string;
    method: string;
    vulnerabilities: number;
    components: number;
    candidates: number;
    milliseconds: number;
    changed: number;
  };
  exposure_settings: { singleton: Generated<boolean>; policy: string; policy_version: number | null };
  exposure_policies: Omit<SavedPolicyRow, 'document'> & { document: unknown };
};
