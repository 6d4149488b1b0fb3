import { keysOfComponent } from '@vigie/vulnmatch';
import { type SqlBool, sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { sortIn } from '../../platform/http/page.ts';
import { type ComponentQuery, HOLDS_SOFTWARE } from '../contract.ts';
import { type Existing, factsOf, type Incoming } from '../model/diff.ts';
import { labelOf } from '../model/label.ts';
import { loadConfirmed, type Product, rememberLabels } from './identities.ts';

export interface EstateComponent {
  id: string;
  assetId: string;
  assetName: string;
  ref: string;
  name: string;
  version: string | null;
  purl: string | null;
  cpe: string | null;
  vendor: string | null;
  product: string | null;
  platforms: string[];
  /** Index keys of products that people said this is not. */
  rejected: string[];
}

export interface ComponentRow extends EstateComponent {
  type: string | null;
  source: string;
  firstSeen: Date;
  lastSeen: Date;
  absentSince: Date | null;
}

const BATCH = 2000;
const CONFIRMED = sql`i.state = 'confirmed'`;
/** A confirmed identity speaks before what the inventory wrote. */
const COLUMNS = sql`c.id, c.asset_id as "assetId", a.name as "assetName", c.ref, c.name, c.version,
  case when ${CONFIRMED} then i.product->>'purl' else c.purl end as purl,
  case when ${CONFIRMED} then i.product->>'cpe' else c.cpe end as cpe,
  case when ${CONFIRMED} then i.product->>'vendor' else c.vendor end as vendor,
  case when ${CONFIRMED} then i.product->>'product' else c.product end as product,
  c.platforms, coalesce(i.rejected, '{}') as rejected`;
const IDENTITY = sql`left join estate_identities i on i.label_key = c.label_key`;
const PRESENT = sql<SqlBool>`c.absent_since is null and c.retired_at is null and a.retired_at is null`;

/** Known by a name only, which no source can be held to: the index keys of a name find candidates, not an identity. */
const UNIDENTIFIED = sql<SqlBool>`c.purl is null and c.cpe is null and (c.vendor is null or c.product is null)
  and not exists (select 1 from estate_identities k where k.label_key = c.label_key and k.state <> 'open')`;

/** The components in place, in batches; of some assets, or that a key may name. */
export async function* streamComponents(
  db: Db,
  filter: { assetIds?: string[]; keys?: string[] } = {},
): AsyncIterable<EstateComponent[]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<EstateComponent>`
      select ${COLUMNS} from estate_components c join estate_assets a on a.id = c.asset_id ${IDENTITY}
      where ${PRESENT} and c.id > ${after} and coalesce(i.state, 'open') <> 'ignored'
        and ${filter.assetIds ? sql`c.asset_id = any(${filter.assetIds})` : sql`true`}
        and ${filter.keys ? sql`c.id in (select component_id from estate_component_keys where key = any(${filter.keys}))` : sql`true`}
      order by c.id limit ${BATCH}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}

/** What a source said before of an asset, absent ones included. */
export async function loadExisting(db: Db, assetId: string, source: string): Promise<Existing[]> {
  const { rows } = await sql<Omit<Existing, 'facts'> & Omit<Incoming, 'ref'>>`
    select id, identity, name, version, purl, cpe, vendor, product, type, platforms, absent_since is not null as "isAbsent"
    from estate_components where asset_id = ${assetId} and source = ${source} and retired_at is null`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    identity: row.identity,
    name: row.name,
    version: row.version,
    isAbsent: row.isAbsent,
    facts: factsOf(row),
  }));
}

export type ComponentWrite = Incoming & { id: string; identity: string; assetId: string };

/** Writes components and their index keys: new ones inserted, known ones rewritten, a thousand at a time. */
export async function upsertComponents(
  trx: Db,
  writes: readonly ComponentWrite[],
  of: { source: string; importId: string | null; now: Date },
): Promise<void> {
  for (let i = 0; i < writes.length; i += 1000) {
    const batch = writes.slice(i, i + 1000);
    const labels = batch.map((w) => labelOf(w));
    await rememberLabels(
      trx,
      labels.flatMap((label) => label ?? []),
    );
    const rows = batch.map((w, n) => ({
      ...w,
      label: labels[n]?.key ?? null,
      search: [w.name, w.version, w.vendor, w.product, w.purl, w.cpe].filter(Boolean).join(' ').toLowerCase(),
    }));
    const written = await sql<{ id: string; assetId: string; identity: string }>`
      insert into estate_components (id, asset_id, identity, ref, name, version, purl, cpe, vendor, product, type, platforms,
        import_id, source, first_seen, last_seen, search, label_key)
      select id, "assetId", identity, ref, name, version, purl, cpe, vendor, product, type,
        array(select jsonb_array_elements_text(platforms)), ${of.importId}, ${of.source}, ${of.now}, ${of.now}, search, label
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, "assetId" text, identity text, ref text, name text, version text,
        purl text, cpe text, vendor text, product text, type text, platforms jsonb, search text, label text)
      on conflict (asset_id, source, identity) do update set ref = excluded.ref, name = excluded.name, version = excluded.version,
        purl = excluded.purl, cpe = excluded.cpe, vendor = excluded.vendor, product = excluded.product, type = excluded.type,
        platforms = excluded.platforms, import_id = excluded.import_id, last_seen = excluded.last_seen, absent_since = null,
        retired_at = null, search = excluded.search, label_key = excluded.label_key
      returning id, asset_id as "assetId", identity`.execute(trx);
    // A row that was there (retired once, say) keeps its id.
    const ids = new Map(written.rows.map((r) => [`${r.assetId}\n${r.identity}`, r.id]));
    const confirmed = await loadConfirmed(trx, [...new Set(labels.flatMap((label) => label?.key ?? []))]);
    await writeKeys(
      trx,
      batch.map((w, n) => ({
        ...w,
        ...confirmed.get(labels[n]?.key ?? ''),
        id: ids.get(`${w.assetId}\n${w.identity}`) ?? w.id,
      })),
    );
  }
}

/** Writes the index keys of all components of some labels again, and tells where they lie. */
export async function rewriteKeysOf(trx: Db, labels: readonly string[]): Promise<string[]> {
  const assets = new Set<string>();
  let after = '';
  for (;;) {
    const { rows } = await sql<EstateComponent>`
      select ${COLUMNS} from estate_components c join estate_assets a on a.id = c.asset_id ${IDENTITY}
      where c.label_key = any(${[...labels]}) and c.id > ${after} order by c.id limit ${BATCH}`.execute(trx);
    for (const row of rows) assets.add(row.assetId);
    if (rows.length > 0) await writeKeys(trx, rows);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return [...assets];
    after = last.id;
  }
}

/** Gives their label to components that were written before labels were kept. Nothing left to do: costs one look. */
export async function labelComponents(db: Db): Promise<void> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ id: string } & Parameters<typeof labelOf>[0]>`
      select id, name, version, purl, cpe, vendor, product from estate_components
      where label_key is null and purl is null and cpe is null and id > ${after} order by id limit ${BATCH}`.execute(
      db,
    );
    const last = rows.at(-1);
    if (!last) return;
    const found = rows.flatMap((row) => {
      const label = labelOf(row);
      return label ? [{ id: row.id, label }] : [];
    });
    await rememberLabels(
      db,
      found.map((x) => x.label),
    );
    await sql`update estate_components c set label_key = u.key
      from unnest(${found.map((x) => x.id)}::text[], ${found.map((x) => x.label.key)}::text[]) as u(id, key)
      where c.id = u.id`.execute(db);
    after = last.id;
  }
}

type Keyed = Pick<EstateComponent, 'id' | 'ref' | 'name' | 'version'> & Product;

async function writeKeys(trx: Db, batch: readonly Keyed[]): Promise<void> {
  const ids = batch.map((w) => w.id);
  const pairs = batch.flatMap((w) =>
    keysOfComponent({
      ref: w.ref,
      name: w.name,
      ...(w.version ? { version: w.version } : {}),
      ...(w.purl ? { purl: w.purl } : {}),
      ...(w.cpe ? { cpe: w.cpe } : {}),
      ...(w.vendor ? { vendor: w.vendor } : {}),
      ...(w.product ? { product: w.product } : {}),
    }).map((key) => ({ key, id: w.id })),
  );
  await sql`delete from estate_component_keys where component_id = any(${ids})`.execute(trx);
  await sql`
    insert into estate_component_keys (key, component_id)
    select * from unnest(${pairs.map((p) => p.key)}::text[], ${pairs.map((p) => p.id)}::text[])
    on conflict do nothing`.execute(trx);
}

/** Seen again, unchanged. */
export async function touchComponents(trx: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update estate_components set last_seen = ${now} where id = any(${ids})`.execute(trx);
}

/** No longer in what its source says: kept, listed, and out of the matching. */
export async function markAbsent(trx: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update estate_components set absent_since = ${now} where id = any(${ids}) and absent_since is null`.execute(
    trx,
  );
}

/** Takes absent components out of the lists for good; their rows stay. */
export async function retireComponents(
  trx: Db,
  ids: readonly string[],
  now: Date,
): Promise<{ components: number; assetIds: string[] }> {
  const { rows } = await sql<{ asset_id: string }>`
    update estate_components set retired_at = ${now} where id = any(${ids}) and absent_since is not null and retired_at is null returning asset_id`.execute(
    trx,
  );
  return { components: rows.length, assetIds: [...new Set(rows.map((r) => r.asset_id))] };
}

const SORTS: Record<string, string> = {
  name: 'lower(c.name)',
  asset: 'lower(a.name)',
  seen: 'c.last_seen',
  version: 'c.version',
};

export async function listComponents(
  db: Db,
  query: ComponentQuery,
): Promise<{ rows: ComponentRow[]; total: number }> {
  const all = [sql<SqlBool>`c.retired_at is null and a.retired_at is null`];
  all.push(query.absent ? sql<SqlBool>`c.absent_since is not null` : sql<SqlBool>`c.absent_since is null`);
  if (query.asset) all.push(sql<SqlBool>`c.asset_id = ${query.asset}`);
  if (query.identity === 'none') all.push(UNIDENTIFIED);
  if (query.label) all.push(sql<SqlBool>`c.label_key = ${query.label}`);
  if (query.version === 'none') all.push(sql<SqlBool>`coalesce(c.version, '') = ''`);
  for (const word of (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)) {
    all.push(sql<SqlBool>`c.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  }
  const condition = sql.join(all, sql` and `);
  const sort = sortIn(SORTS, query.sort ?? 'name') ?? 'lower(c.name)';
  const direction = query.sort?.startsWith('-') ? sql`desc` : sql`asc`;
  const from = sql`from estate_components c join estate_assets a on a.id = c.asset_id ${IDENTITY} where ${condition}`;
  const { rows } = await sql<ComponentRow>`
    select ${COLUMNS}, c.type, c.source, c.first_seen as "firstSeen", c.last_seen as "lastSeen", c.absent_since as "absentSince"
    ${from} order by ${sql.raw(sort)} ${direction}, c.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(
    db,
  );
  const total = await sql<{ n: number }>`select count(*) as n ${from}`.execute(db);
  return { rows, total: total.rows[0]?.n ?? 0 };
}

export interface EstateBlindSpots {
  components: number;
  componentsUnidentified: number;
  componentsUnversioned: number;
  assets: number;
  assetsWithoutComponent: number;
  assetsExposureUnknown: number;
  assetsWithoutService: number;
  services: number;
  servicesWithoutAsset: number;
}

/** What of the estate no source can speak about. */
export async function countBlindSpots(db: Db): Promise<EstateBlindSpots> {
  const { rows } = await sql<EstateBlindSpots>`
    with present as (select c.* from estate_components c join estate_assets a on a.id = c.asset_id where ${PRESENT}),
      live as (select * from estate_assets where retired_at is null)
    select (select count(*) from present) as components,
      (select count(*) from present c where ${UNIDENTIFIED}) as "componentsUnidentified",
      (select count(*) from present where coalesce(version, '') = '') as "componentsUnversioned",
      (select count(*) from live) as assets,
      (select count(*) from live l where l.kind = any(${[...HOLDS_SOFTWARE]}) and not exists (select 1 from present p where p.asset_id = l.id)) as "assetsWithoutComponent",
      (select count(*) from live where exposed = 'unknown') as "assetsExposureUnknown",
      (select count(*) from live l where not exists (select 1 from estate_links k where k.to_kind = 'asset' and k.to_id = l.id)) as "assetsWithoutService",
      (select count(*) from estate_services where retired_at is null) as services,
      (select count(*) from estate_services s where retired_at is null
        and not exists (select 1 from estate_links k where k.from_kind = 'service' and k.from_id = s.id)) as "servicesWithoutAsset"`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate gives one row');
  return row;
}

/** How many components in place each asset has. */
export async function countByAsset(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; n: number }>`
    select c.asset_id as id, count(*) as n from estate_components c join estate_assets a on a.id = c.asset_id where ${PRESENT} group by 1`.execute(
    db,
  );
  return new Map(rows.map((r) => [r.id, r.n]));
}
