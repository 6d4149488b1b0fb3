create table estate_units (
  id text primary key,
  name text not null,
  parent_id text,
  version_no int not null default 1,
  retired_at timestamptz
);

create table estate_people (
  id text primary key,
  name text not null,
  email text,
  phone text,
  role text,
  unit_id text,
  user_id text,
  version_no int not null default 1,
  retired_at timestamptz
);

create table estate_suppliers (
  id text primary key,
  name text not null,
  contact_name text,
  contact_email text,
  contact_phone text,
  security_contact text,
  contract_until date,
  notes text,
  version_no int not null default 1,
  retired_at timestamptz
);

-- Needs are D/I/C/P from 1 (weak) to 4 (vital): disponibilité, intégrité, confidentialité, preuve.
create table estate_services (
  id text primary key,
  name text not null,
  short_name text,
  description text,
  need_d smallint not null check (need_d between 1 and 4),
  need_i smallint not null check (need_i between 1 and 4),
  need_c smallint not null check (need_c between 1 and 4),
  need_p smallint not null check (need_p between 1 and 4),
  users int not null default 0,
  opening jsonb not null default '[]',
  peaks jsonb not null default '[]',
  rto_hours real,
  rpo_hours real,
  degraded_mode text,
  -- SSVC, Mission & Well-being: how much the mission leans on the service, and what its failure does to people.
  prevalence text check (prevalence in ('minimal', 'support', 'essential')),
  well_being text check (well_being in ('minimal', 'material', 'irreversible')),
  owner_id text,
  unit_id text,
  regime text not null check (regime in ('RGSNC', 'PSSI interne', 'RGS')),
  homologation text not null default 'none' check (homologation in ('none', 'ongoing', 'granted', 'expired')),
  homologated_until date,
  version_no int not null default 1,
  retired_at timestamptz
);

create table estate_applications (
  id text primary key,
  name text not null,
  description text,
  kind text not null default 'business',
  owner_id text,
  supplier_id text,
  version_no int not null default 1,
  retired_at timestamptz
);

create table estate_assets (
  id text primary key,
  ref text,
  name text not null,
  kind text not null check (kind in ('host', 'appliance', 'saas', 'domain', 'url', 'network')),
  environment text not null default 'production',
  exposed text not null default 'unknown' check (exposed in ('yes', 'no', 'unknown')),
  exposed_source text,
  exposed_at timestamptz,
  os text,
  location text,
  owner_id text,
  supplier_id text,
  notes text,
  version_no int not null default 1,
  created_at timestamptz not null,
  retired_at timestamptz
);
create index estate_assets_name on estate_assets (lower(name));
-- A reference taken out of use may be given again.
create unique index estate_assets_ref on estate_assets (lower(ref)) where retired_at is null;

create table estate_components (
  id text primary key,
  asset_id text not null references estate_assets (id),
  -- What makes it the same thing at the next import: its identity without the version, and a rank among equals.
  identity text not null,
  ref text not null,
  name text not null,
  version text,
  purl text,
  cpe text,
  vendor text,
  product text,
  type text,
  platforms text[] not null default '{}',
  import_id text,
  source text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  absent_since timestamptz,
  retired_at timestamptz,
  search text not null,
  unique (asset_id, source, identity)
);
create index estate_components_asset on estate_components (asset_id);
create index estate_components_name on estate_components (lower(name), id);

create table estate_component_keys (
  key text not null,
  component_id text not null references estate_components (id) on delete cascade,
  primary key (key, component_id)
);
create index estate_component_keys_component on estate_component_keys (component_id);

create table estate_links (
  from_kind text not null,
  from_id text not null,
  to_kind text not null,
  to_id text not null,
  type text not null,
  is_degraded boolean not null default false,
  primary key (from_kind, from_id, to_kind, to_id)
);
create index estate_links_to on estate_links (to_kind, to_id);

create table estate_processings (
  id text primary key,
  name text not null,
  purpose text not null,
  legal_basis text not null,
  people_categories text[] not null default '{}',
  data_categories text[] not null default '{}',
  has_sensitive_data boolean not null default false,
  recipients text[] not null default '{}',
  transfers text,
  retention text,
  measures text,
  people_count int,
  service_ids text[] not null default '{}',
  dpo_notes text,
  version_no int not null default 1,
  retired_at timestamptz
);

create table estate_imports (
  id text primary key,
  file_name text not null,
  file_sha256 text not null,
  file_size bigint not null,
  format text,
  options jsonb not null,
  state text not null check (state in ('previewed', 'applied', 'failed', 'abandoned')),
  summary jsonb not null,
  problem jsonb,
  actor_id text not null,
  actor_name text not null,
  created_at timestamptz not null,
  applied_at timestamptz
);
create index estate_imports_recent on estate_imports (created_at desc);
