create table platform_users (
  id text primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  roles text[] not null,
  state text not null check (state in ('invited', 'active', 'disabled')),
  locale text not null,
  theme text not null default 'system',
  digest text not null default 'daily',
  is_demo boolean not null default false,
  password_hash text,
  -- Sealed; pending until a first code proves that the person has it.
  totp_secret text,
  totp_pending text,
  -- The last time step accepted: a code serves once (RFC 6238 §5.2).
  totp_step bigint not null default 0,
  oidc_subject text unique,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  last_visit_at timestamptz,
  seen_at timestamptz
);
create table platform_passkeys (
  id text primary key,
  user_id text not null references platform_users (id) on delete cascade,
  name text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index platform_passkeys_user on platform_passkeys (user_id);
create table platform_recovery_codes (
  user_id text not null references platform_users (id) on delete cascade,
  code_hash text not null,
  primary key (user_id, code_hash)
);
-- Only the SHA-256 of what the browser holds is kept.
create table platform_sessions (
  hash text primary key,
  id text not null unique,
  user_id text not null references platform_users (id) on delete cascade,
  stage text not null check (stage in ('second-factor', 'full')),
  method text not null,
  created_at timestamptz not null,
  authenticated_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text not null,
  user_agent text not null
);
create index platform_sessions_user on platform_sessions (user_id);
create table platform_tokens (
  id text primary key,
  hash text not null unique,
  user_id text not null references platform_users (id) on delete cascade,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index platform_tokens_user on platform_tokens (user_id);
-- Links that serve once: first set-up, invitation, lost password, demonstration.
create table platform_links (
  hash text primary key,
  kind text not null check (kind in ('set-up', 'invite', 'reset', 'demo')),
  user_id text references platform_users (id) on delete cascade,
  expires_at timestamptz not null
);
-- What a passkey or OIDC journey must bring back, once.
create table platform_ceremonies (
  hash text primary key,
  kind text not null,
  user_id text references platform_users (id) on delete cascade,
  payload text not null,
  expires_at timestamptz not null
);
create table platform_attempts (
  key text primary key,
  failures int not null,
  last_at timestamptz not null
);
create table platform_settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);
create table platform_views (
  id text primary key,
  list text not null,
  owner_id text not null references platform_users (id) on delete cascade,
  name text not null,
  search jsonb not null,
  shared boolean not null,
  created_at timestamptz not null
);
create index platform_views_list on platform_views (list);
