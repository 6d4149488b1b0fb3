create table platform_outbound_usage (
  purpose text not null,
  month text not null,
  bytes bigint not null,
  requests int not null,
  primary key (purpose, month)
);
