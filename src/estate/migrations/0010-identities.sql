-- What inventories call things that carry neither purl nor CPE, and the product people said it is.
alter table estate_components add column label_key text;
create index estate_components_label on estate_components (label_key) where label_key is not null;
create table estate_identities (
  label_key text primary key,
  vendor text,
  name text not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'ignored')),
  -- The confirmed product: vendor, product, cpe, purl.
  product jsonb,
  -- Products that were said not to be it, as index keys: neither proposed nor matched again.
  rejected text[] not null default '{}',
  candidates jsonb not null default '[]',
  -- Whether a source names this vendor and product as the inventory writes them; null: not looked yet.
  is_named boolean,
  candidates_at timestamptz
);
create index estate_identities_state on estate_identities (state);
create table estate_identity_decisions (
  id text primary key,
  label_key text not null references estate_identities (label_key),
  kind text not null check (kind in ('confirm', 'reject', 'ignore')),
  product jsonb,
  product_key text,
  -- Why it was proposed, as it was shown to who decided.
  evidence jsonb,
  decided_by text not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  undone_at timestamptz,
  undone_by_name text
);
create index estate_identity_decisions_label on estate_identity_decisions (label_key);
create index estate_identity_decisions_recent on estate_identity_decisions (decided_at desc, id);
