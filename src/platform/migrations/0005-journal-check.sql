-- What the last verification of the journal's chain found, and up to where it has been read.
create table platform_journal_checks (
  singleton boolean primary key default true check (singleton),
  seq bigint not null,
  hash text not null,
  verified_at timestamptz not null,
  -- When the chain was last read from its first entry: entries before `seq` may have been altered since.
  full_at timestamptz not null,
  broken_seq bigint,
  problem text check (problem in ('missing', 'altered', 'unlinked', 'head'))
);
