import type { Matchable } from '@vigie/vulnmatch';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { type NamedProduct, productsOf } from '../model/products.ts';

const BATCH = 5000;

/** Keeps the products that compiled records name. A product once named stays: labels are told apart by all of them. */
export async function rememberProducts(trx: Db, matchables: readonly Matchable[]): Promise<void> {
  const named = productsOf(matchables);
  for (let i = 0; i < named.length; i += 1000) {
    const part = named.slice(i, i + 1000);
    await sql`
      insert into watch_products (key, vendor, product, cpe)
      select * from unnest(${part.map((x) => x.key)}::text[], ${part.map((x) => x.vendor)}::text[],
        ${part.map((x) => x.product)}::text[], ${part.map((x) => x.cpe)}::text[])
      on conflict (key) do update set cpe = coalesce(watch_products.cpe, excluded.cpe),
        vendor = case when excluded.product ~ '[A-Z ]' and watch_products.product !~ '[A-Z ]' then excluded.vendor else watch_products.vendor end,
        product = case when excluded.product ~ '[A-Z ]' and watch_products.product !~ '[A-Z ]' then excluded.product else watch_products.product end
      where (watch_products.cpe is null and excluded.cpe is not null)
        or (excluded.product ~ '[A-Z ]' and watch_products.product !~ '[A-Z ]')`.execute(trx);
  }
}

/** Every product that a source ever named, by batches. */
export async function* streamProducts(db: Db): AsyncGenerator<NamedProduct[]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<NamedProduct>`
      select key, vendor, product, cpe from watch_products where key collate "C" > ${after} order by key collate "C" limit ${BATCH}`.execute(
      db,
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.key;
  }
}

/** How many records name each product. */
export async function countRecordsNaming(db: Db, keys: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let i = 0; i < keys.length; i += 1000) {
    const { rows } = await sql<{ key: string; n: number }>`
      select u.key, count(distinct m.vulnerability_id) as n from unnest(${keys.slice(i, i + 1000)}::text[]) as u(key)
      join watch_matchables m on m.keys @> array[u.key] group by 1`.execute(db);
    for (const row of rows) counts.set(row.key, row.n);
  }
  return counts;
}

/** Products by words typed: every word must be in the vendor or the product. */
export async function searchProducts(db: Db, q: string, size: number): Promise<NamedProduct[]> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  if (words.length === 0) return [];
  const conditions = words.map(
    (w) => sql`lower(vendor || ' ' || product || ' ' || key) like ${`%${w.replace(/[\\%_]/g, '\\$&')}%`}`,
  );
  const { rows } = await sql<NamedProduct>`
    select key, vendor, product, cpe from watch_products where ${sql.join(conditions, sql` and `)}
    order by length(product), product, key limit ${size}`.execute(db);
  return rows;
}
