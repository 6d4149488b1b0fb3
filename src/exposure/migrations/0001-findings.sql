-- One finding: one product of one asset and one vulnerability (its alias group).
create table exposure_findings (
  id text primary key,
  key text not null unique,
  asset_id text not null,
  asset_name text not null,
  asset_kind text not null,
  product_key text not null,
  product text not null,
  version text,
  component_ids text[] not null,
  vulnerability_id text not null,
  title text not null,
  verdict text not null check (verdict in ('affected', 'unknown', 'not_affected')),
  has_conflict boolean not null,
  reasons jsonb not null,
  method text not null,
  severity text not null,
  severity_rank smallint not null,
  cvss real,
  epss real,
  is_kev boolean not null,
  exposed text not null,
  policy text not null,
  outcome text,
  outcome_rank smallint not null,
  decision jsonb not null,
  outcome_since timestamptz not null,
  deadline timestamptz,
  state text not null check (state in ('open', 'planned', 'mitigated', 'accepted', 'not_affected', 'fixed', 'gone')),
  owner_id text,
  owner_name text,
  service_count int not null,
  user_count int not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  version_no int not null default 1,
  search text not null
);
create index exposure_findings_asset on exposure_findings (asset_id);
create index exposure_findings_vulnerability on exposure_findings (vulnerability_id);
create index exposure_findings_state on exposure_findings (state, outcome_rank, deadline);
create index exposure_findings_severity on exposure_findings (state, severity_rank desc, deadline, id);
create index exposure_findings_deadline on exposure_findings (state, deadline, id);
create index exposure_findings_epss on exposure_findings (state, epss desc nulls last, id);
create index exposure_findings_services on exposure_findings (state, service_count desc, id);
create index exposure_findings_changed on exposure_findings (changed_at desc);
create index exposure_findings_owner on exposure_findings (owner_id) where owner_id is not null;

-- Which services an asset reaches, by which shortest path; rebuilt when the graph changes.
create table exposure_reach (
  asset_id text not null,
  service_id text not null,
  service_name text not null,
  users int not null,
  is_degraded boolean not null,
  path jsonb not null,
  primary key (asset_id, service_id)
);
create index exposure_reach_service on exposure_reach (service_id);

-- A dated decision on a finding; `snapshot` holds what it was based on, for the reopening triggers.
create table exposure_decisions (
  id text primary key,
  finding_id text not null references exposure_findings (id) on delete cascade,
  kind text not null check (kind in ('plan', 'mitigate', 'accept', 'not_affected')),
  reason text not null,
  justification text,
  until timestamptz,
  snapshot jsonb not null,
  decided_by text not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create index exposure_decisions_finding on exposure_decisions (finding_id, decided_at);
create index exposure_decisions_until on exposure_decisions (until) where ended_at is null;

-- The story of each finding, and the source of the digest: state changes only.
create table exposure_changes (
  id bigint generated always as identity primary key,
  finding_id text not null references exposure_findings (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  before jsonb,
  after jsonb,
  actor_name text not null
);
create index exposure_changes_finding on exposure_changes (finding_id, id);
create index exposure_changes_at on exposure_changes (at);

create table exposure_digests (
  id bigint generated always as identity primary key,
  sent_at timestamptz not null,
  up_to bigint not null,
  recipients int not null,
  changes int not null
);

-- One row: what the last full reassessment covered, so that the screens can say what was not looked at.
create table exposure_runs (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  scope text not null,
  method text not null,
  vulnerabilities int not null,
  components int not null,
  candidates int not null,
  milliseconds int not null,
  changed int not null
);
create table exposure_settings (
  singleton boolean primary key default true check (singleton),
  policy text not null
);
insert into exposure_settings (policy) values ('cisa-bod-26-04');
