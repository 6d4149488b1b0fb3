-- What each service's facets were at the end of each local day: yesterday is what today is compared with.
create table steer_facet_days (
  day date not null,
  service_id text not null,
  facets jsonb not null,
  primary key (day, service_id)
);
create index steer_facet_days_service on steer_facet_days (service_id, day);
