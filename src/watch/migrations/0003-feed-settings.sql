-- What a person set for a feed (ecosystems, providers); a secret is sealed by the key ring of the data folder.
alter table watch_feeds add column settings jsonb;
-- Parts of a document are found by the beginning of their id, whatever the collation.
create index watch_records_beginning on watch_records (feed_id, id text_pattern_ops);
