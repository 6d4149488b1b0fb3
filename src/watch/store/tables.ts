import type { Generated } from 'kysely';
import type { RecordFacts } from '../feeds/define-feed.ts';
import type { Severity } from '../model/vulnerability.ts';

export interface StoredProblem {
  code: string;
  place: string | null;
  details: Record<string, unknown>;
}

export interface Held {
  at: string;
  previous: number;
  found: number;
  origin: string;
  fileSha256: string | null;
}

export interface FeedRow {
  id: string;
  is_enabled: boolean;
  is_frozen: boolean;
  url: string | null;
  cadence_minutes: number | null;
  watermark: unknown;
  etag: string | null;
  last_modified: string | null;
  edition: string | null;
  data_at: Date | null;
  item_count: number;
  last_try_at: Date | null;
  last_success_at: Date | null;
  last_change_at: Date | null;
  consecutive_failures: number;
  last_error: StoredProblem | null;
  bad_count: number;
  held: Held | null;
  shrink_floor: number | null;
  /** By key; secrets sealed. */
  settings: Record<string, string> | null;
}

export type RunState = 'running' | 'done' | 'unchanged' | 'failed' | 'refused';

export interface RunCounts {
  seen: number;
  created: number;
  changed: number;
  unchanged: number;
  older: number;
  removed: number;
  bad: number;
}

export interface RunRow extends RunCounts {
  id: string;
  feed_id: string;
  state: RunState;
  origin: 'url' | 'file' | 'bundle';
  origin_name: string;
  actor_name: string;
  started_at: Date;
  ended_at: Date | null;
  edition: string | null;
  file_sha256: string | null;
  error: StoredProblem | null;
  problems: StoredProblem[];
}

export interface RecordRow {
  feed_id: string;
  id: string;
  vulnerability_id: string | null;
  hash: string;
  revision: Date | null;
  facts: RecordFacts | null;
  original: Buffer;
  original_size: number;
  first_seen_at: Date;
  received_at: Date;
  removed_at: Date | null;
}

export interface ClaimRow {
  feed_id: string;
  record_id: string;
  vulnerability_id: string;
  claim: string;
  title: string;
  date: string | null;
  reference: string | null;
  first_seen_at: Date;
  withdrawn_at: Date | null;
}

export interface VulnerabilityRow {
  id: string;
  aliases: string[];
  title: string;
  summary: string;
  summary_lang: string | null;
  summary_fr: string | null;
  products: string;
  published: Date | null;
  modified: Date | null;
  is_rejected: boolean;
  cvss: { version: string; score: number; vector: string; source: string } | null;
  cvss_score: number | null;
  severity: Severity;
  severity_rank: number;
  kev: { dateAdded: string; dueDate: string | null; ransomware: boolean; source: string } | null;
  kev_added: string | null;
  ssvc: {
    exploitation: 'none' | 'poc' | 'active' | null;
    automatable: 'yes' | 'no' | null;
    technicalImpact: 'partial' | 'total' | null;
  } | null;
  is_exploited: boolean;
  sources: string[];
  has_products: boolean;
  fingerprint: string;
  changed_at: Date;
}

export interface NoticeRow {
  reference: string;
  feed_id: string;
  kind: 'avis' | 'alerte';
  title: string;
  summary: string | null;
  risks: string[];
  systems: { vendor: string | null; product: string | null; phrase: string }[];
  cves: string[];
  revisions: { at: string; description: string }[];
  published_at: Date | null;
  revised_at: Date | null;
  closed_at: Date | null;
  url: string;
}

type Written<T, K extends keyof T> = Omit<T, K> & { [P in K]: unknown };

export type Tables = {
  watch_feeds: Written<FeedRow, 'watermark' | 'last_error' | 'held' | 'settings'>;
  watch_runs: Written<RunRow, 'error' | 'problems'>;
  watch_records: Written<RecordRow, 'facts'>;
  watch_changes: {
    id: Generated<number>;
    feed_id: string;
    record_id: string;
    at: Date;
    field: string;
    before: unknown;
    after: unknown;
  };
  watch_matchables: {
    feed_id: string;
    record_id: string;
    vulnerability_id: string;
    keys: string[];
    matchable: string;
  };
  watch_vulnerabilities: Written<VulnerabilityRow, 'cvss' | 'kev' | 'ssvc'> & { search: unknown };
  watch_exploitation: ClaimRow;
  watch_notices: Written<NoticeRow, 'systems' | 'revisions'> & { search: unknown };
  watch_epss: { id: string; score: number; percentile: number; date: string | null };
  watch_epss_edition: {
    singleton: Generated<boolean>;
    slot: 'a' | 'b';
    date: string | null;
    model: string | null;
    previous_date: string | null;
  };
  watch_epss_history: { id: string; date: string; score: number; percentile: number };
  watch_bundle_keys: {
    fingerprint: string;
    name: string;
    public_key: string;
    private_key: string | null;
    added_at: Date;
    added_by: string;
  };
};
