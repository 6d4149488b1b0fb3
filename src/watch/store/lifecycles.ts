import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { Product } from '../feeds/endoflife/schema.ts';
import { unpack } from './records.ts';

/** When support of one release of a product ends. Dates are ISO; null where the source gives none. */
export interface LifecycleRelease {
  name: string;
  label: string;
  isEol: boolean | null;
  /** End of active support, of security fixes, of paid support. */
  eoasFrom: string | null;
  eolFrom: string | null;
  eoesFrom: string | null;
  latest: string | null;
}

export interface Lifecycle {
  id: string;
  label: string;
  /** Package URLs and CPE names by which an inventory may know the product. */
  identifiers: { type: string; id: string }[];
  aliases: string[];
  releases: LifecycleRelease[];
}

/** What endoflife.date says of each product, in the order of their ids; some hundred. */
export async function loadLifecycles(db: Db): Promise<Lifecycle[]> {
  const { rows } = await sql<{ id: string; original: Uint8Array }>`
    select id, original from watch_records where feed_id = 'endoflife' and removed_at is null order by id`.execute(
    db,
  );
  return rows.flatMap(({ id, original }) => {
    const product = Product.safeParse(JSON.parse(unpack('endoflife', id, original)));
    if (!product.success) return [];
    const { label, identifiers, aliases, releases } = product.data;
    return [
      {
        id,
        label,
        aliases,
        identifiers: identifiers.map((i) => ({ type: i.type, id: i.id })),
        releases: releases.map((r) => ({
          name: r.name,
          label: r.label ?? r.name,
          isEol: r.isEol ?? null,
          eoasFrom: r.eoasFrom ?? null,
          eolFrom: r.eolFrom ?? null,
          eoesFrom: r.eoesFrom ?? null,
          latest: r.latest?.name ?? null,
        })),
      },
    ];
  });
}
