-- One row a feed that was ever tried or configured; what a feed is, is code (feeds/<id>).
create table watch_feeds (
  id text primary key,
  is_enabled boolean not null default true,
  url text,
  cadence_minutes int,
  watermark jsonb,
  etag text,
  last_modified text,
  edition text,
  data_at timestamptz,
  item_count int not null default 0,
  last_try_at timestamptz,
  last_success_at timestamptz,
  last_change_at timestamptz,
  consecutive_failures int not null default 0,
  last_error jsonb,
  bad_count int not null default 0,
  held jsonb,
  shrink_floor int
);

create table watch_runs (
  id text primary key,
  feed_id text not null,
  state text not null check (state in ('running', 'done', 'unchanged', 'failed', 'refused')),
  origin text not null check (origin in ('url', 'file', 'bundle')),
  origin_name text not null,
  actor_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  edition text,
  file_sha256 text,
  seen int not null default 0,
  created int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  older int not null default 0,
  removed int not null default 0,
  bad int not null default 0,
  error jsonb,
  problems jsonb not null default '[]'
);
create index watch_runs_recent on watch_runs (feed_id, started_at desc);

-- What each source said, as received. `original` is JSON compressed by gzip.
create table watch_records (
  feed_id text not null,
  id text not null,
  vulnerability_id text,
  hash text not null,
  revision timestamptz,
  facts jsonb,
  original bytea not null,
  original_size int not null,
  first_seen_at timestamptz not null,
  received_at timestamptz not null,
  removed_at timestamptz,
  primary key (feed_id, id)
);
create index watch_records_vulnerability on watch_records (vulnerability_id) where vulnerability_id is not null;

create table watch_changes (
  id bigint generated always as identity primary key,
  feed_id text not null,
  record_id text not null,
  at timestamptz not null,
  field text not null,
  before jsonb,
  after jsonb
);
create index watch_changes_record on watch_changes (record_id, at desc);

-- The compiled form of a record and the keys by which a component finds it.
create table watch_matchables (
  feed_id text not null,
  record_id text not null,
  vulnerability_id text not null,
  keys text[] not null,
  matchable text not null,
  primary key (feed_id, record_id)
);
create index watch_matchables_vulnerability on watch_matchables (vulnerability_id);
create index watch_matchables_keys on watch_matchables using gin (keys);

create table watch_vulnerabilities (
  id text primary key,
  aliases text[] not null,
  title text not null,
  summary text not null,
  summary_lang text,
  summary_fr text,
  products text not null,
  published timestamptz,
  modified timestamptz,
  is_rejected boolean not null,
  cvss jsonb,
  cvss_score real,
  severity text not null,
  severity_rank smallint not null,
  kev jsonb,
  kev_added date,
  ssvc jsonb,
  is_exploited boolean not null,
  sources text[] not null,
  has_products boolean not null,
  fingerprint text not null,
  changed_at timestamptz not null,
  search tsvector not null
);
create index watch_vulnerabilities_search on watch_vulnerabilities using gin (search);
create index watch_vulnerabilities_prefix on watch_vulnerabilities (id text_pattern_ops);
create index watch_vulnerabilities_modified on watch_vulnerabilities (modified desc nulls last, id);
create index watch_vulnerabilities_aliases on watch_vulnerabilities using gin (aliases);
create index watch_vulnerabilities_exploited on watch_vulnerabilities (id) where is_exploited;

-- Who says since when that a weakness is exploited. A claim taken back stays, with its date.
create table watch_exploitation (
  feed_id text not null,
  record_id text not null,
  vulnerability_id text not null,
  claim text not null,
  title text not null,
  date date,
  reference text,
  first_seen_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (vulnerability_id, feed_id, record_id, claim)
);
create index watch_exploitation_record on watch_exploitation (feed_id, record_id);

create table watch_notices (
  reference text primary key,
  feed_id text not null,
  kind text not null check (kind in ('avis', 'alerte')),
  title text not null,
  summary text,
  risks text[] not null,
  systems jsonb not null,
  cves text[] not null,
  revisions jsonb not null,
  published_at timestamptz,
  revised_at timestamptz,
  closed_at timestamptz,
  url text not null,
  search tsvector not null
);
create index watch_notices_cves on watch_notices using gin (cves);
create index watch_notices_search on watch_notices using gin (search);
create index watch_notices_revised on watch_notices (revised_at desc nulls last, reference);

-- EPSS: two whole editions. A new one is written into the table not in use, then `watch_epss_edition` turns over
-- in one row: readers never see half of an edition, and the other table is the edition before.
create table watch_epss_a (id text primary key, score real not null, percentile real not null);
create table watch_epss_b (id text primary key, score real not null, percentile real not null);
create index watch_epss_a_score on watch_epss_a (score);
create index watch_epss_b_score on watch_epss_b (score);
create table watch_epss_edition (
  singleton boolean primary key default true check (singleton),
  slot text not null check (slot in ('a', 'b')),
  date date,
  model text,
  previous_date date
);
insert into watch_epss_edition (slot) values ('a');
create view watch_epss as
  select a.id, a.score, a.percentile, e.date from watch_epss_edition e join watch_epss_a a on e.slot = 'a'
  union all
  select b.id, b.score, b.percentile, e.date from watch_epss_edition e join watch_epss_b b on e.slot = 'b';
create table watch_epss_history (
  id text not null,
  date date not null,
  score real not null,
  percentile real not null,
  primary key (id, date)
);

create table watch_bundle_keys (
  fingerprint text primary key,
  name text not null,
  public_key text not null,
  private_key text,
  added_at timestamptz not null,
  added_by text not null
);
