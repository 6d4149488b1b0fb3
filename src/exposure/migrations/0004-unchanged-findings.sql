-- A digest of what the engine computed: a reassessment reads and writes whole only the findings whose digest is another.
alter table exposure_findings add column fingerprint text not null default '';
-- Each row written pays for each index. The partial indexes of 0002 serve the work at hand; what is set aside or over has its own.
drop index exposure_findings_state;
drop index exposure_findings_severity;
drop index exposure_findings_deadline;
drop index exposure_findings_epss;
drop index exposure_findings_services;
create index exposure_findings_aside on exposure_findings (state, severity_rank desc, id) where state not in ('open', 'planned');
