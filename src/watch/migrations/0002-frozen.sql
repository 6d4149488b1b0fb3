-- An edition that stays as it is until somebody asks for a reading: the demonstration's sources.
alter table watch_feeds add column is_frozen boolean not null default false;
