create table platform_jobs (
  id text primary key,
  name text not null,
  input jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  singleton_key text,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  attempts int not null default 0,
  max_attempts int not null,
  created_at timestamptz not null,
  run_at timestamptz not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  ended_at timestamptz,
  worker text,
  progress jsonb,
  result jsonb,
  error jsonb,
  is_cancel_asked boolean not null default false
);
create unique index platform_jobs_singleton on platform_jobs (name, singleton_key)
  where singleton_key is not null and state in ('waiting', 'running');
create index platform_jobs_due on platform_jobs (run_at) where state = 'waiting';
create index platform_jobs_recent on platform_jobs (created_at desc);

create table platform_schedules (
  name text primary key,
  last_at timestamptz not null
);

create table platform_mails (
  idempotency_key text primary key,
  sent_at timestamptz not null
);

alter table platform_deliveries add column is_parked boolean not null default false;
