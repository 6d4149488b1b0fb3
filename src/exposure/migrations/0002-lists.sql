-- The work at hand in the orders people read it: a page is the head of an index, whatever the number of findings.
create index exposure_findings_work on exposure_findings (severity_rank desc, deadline, id) where state in ('open', 'planned');
create index exposure_findings_work_epss on exposure_findings (epss desc nulls last, id) where state in ('open', 'planned');
create index exposure_findings_work_deadline on exposure_findings (deadline, id) where state in ('open', 'planned');
