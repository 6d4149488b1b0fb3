-- Names that people watch, whether or not a weakness has an id or a source a product for it.
create table watch_labels (
  id text primary key,
  label text not null,
  -- Normalised words, one space apart: two spellings are one label.
  words text not null,
  added_at timestamptz not null,
  added_by_name text not null,
  removed_at timestamptz
);
create unique index watch_labels_words on watch_labels (words) where removed_at is null;
-- A publication that names a watched label, until somebody looked at it.
create table watch_label_entries (
  id text primary key,
  label_id text not null references watch_labels (id),
  kind text not null check (kind in ('advisory', 'notice')),
  ref text not null,
  title text not null,
  source text not null,
  field text not null check (field in ('title', 'product', 'description')),
  -- The source's own words around the name.
  phrase text not null,
  cves text[] not null,
  published_at timestamptz,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by_name text,
  outcome text check (outcome in ('concerned', 'not_concerned')),
  unique (label_id, kind, ref)
);
create index watch_label_entries_open on watch_label_entries (found_at desc, id) where settled_at is null;
