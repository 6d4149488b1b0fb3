-- Events: one row a fact, one row a listener that must still hear it.
create table platform_events (
  id bigint generated always as identity primary key,
  name text not null,
  payload jsonb not null,
  emitted_at timestamptz not null
);
create table platform_deliveries (
  event_id bigint not null references platform_events (id) on delete cascade,
  listener text not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  last_error text,
  primary key (listener, event_id)
);
create index platform_deliveries_due on platform_deliveries (next_at);

-- Journal: append-only, each row carries the hash of the one before.
create table platform_journal (
  seq bigint primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  object_kind text,
  object_id text,
  object_label text,
  details jsonb not null,
  prev_hash text not null,
  hash text not null
);
create index platform_journal_object on platform_journal (object_kind, object_id, seq);
create index platform_journal_action on platform_journal (action, seq);
create table platform_journal_head (singleton boolean primary key default true check (singleton), seq bigint not null, hash text not null);
insert into platform_journal_head (seq, hash) values (0, repeat('0', 64));
create function platform_journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only';
end $$;
create trigger platform_journal_no_change before update or delete or truncate on platform_journal
  for each statement execute function platform_journal_is_append_only();
