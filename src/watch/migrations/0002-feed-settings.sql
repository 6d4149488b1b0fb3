-- What a person set for a feed (ecosystems, providers); a secret is sealed by the key ring of the data folder.
alter table watch_feeds add column settings jsonb;
