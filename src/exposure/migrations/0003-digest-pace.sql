-- Those who asked for a weekly digest hear of the whole week, so each pace has its own last line.
alter table exposure_digests add column pace text not null default 'daily' check (pace in ('daily', 'weekly'));
alter table exposure_digests add column refused int not null default 0;
