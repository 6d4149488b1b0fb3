-- Every product that a source ever named, by its index key: what a label of the estate may be.
create table watch_products (
  key text primary key,
  vendor text not null,
  product text not null,
  -- The CPE name without version, where a source gave one.
  cpe text
);
create index watch_products_order on watch_products (key collate "C");
-- What was compiled before this table was kept: by its keys, in the spelling of the index until a source names it again.
insert into watch_products (key, vendor, product)
select k, split_part(k, ':', 2), split_part(k, ':', 3)
from (select distinct unnest(keys) as k from watch_matchables) u
where k like 'vp:_%:_%'
on conflict do nothing;
