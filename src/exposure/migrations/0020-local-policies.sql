-- Decision tables written here. A saved version is never altered: a change is the next version.
create table exposure_policies (
  id text not null,
  version int not null check (version > 0),
  document jsonb not null,
  copied_from text,
  note text not null,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (id, version)
);
-- The version in force of a table written here; null: a table that ships with the product.
alter table exposure_settings add column policy_version int;
