import { type SqlBool, sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { Candidate, IdentityProduct, IdentityQuery } from '../identities/contract.ts';
import type { Label } from '../model/label.ts';

/** What the matching is given for a component. */
export interface Product {
  purl: string | null;
  cpe: string | null;
  vendor: string | null;
  product: string | null;
}

export type IdentityState = 'open' | 'confirmed' | 'ignored';

export interface IdentityRow {
  label_key: string;
  vendor: string | null;
  name: string;
  state: IdentityState;
  product: Product | null;
  rejected: string[];
  candidates: Candidate[];
  is_named: boolean | null;
  candidates_at: Date | null;
}

export interface ListedIdentity extends IdentityRow {
  components: number;
  assets: number;
  assetIds: string[];
  versions: string[];
}

export interface IdentityDecision {
  id: string;
  label_key: string;
  kind: 'confirm' | 'reject' | 'ignore';
  product: Product | null;
  product_key: string | null;
  evidence: Candidate | null;
  decided_by: string;
  decided_by_name: string;
  decided_at: Date;
  undone_at: Date | null;
  undone_by_name: string | null;
}

/** Present components of a label, whose product no source can be held to. A vendor and product that sources name is no question. */
const OPEN = sql<SqlBool>`i.state = 'open' and exists (
  select 1 from estate_components c join estate_assets a on a.id = c.asset_id
  where c.label_key = i.label_key and c.absent_since is null and c.retired_at is null and a.retired_at is null
    and (c.vendor is null or i.is_named is false or (i.is_named is null and c.product is null)))`;

/** Labels as inventories write them; one that is known keeps what was decided of it. */
export async function rememberLabels(trx: Db, labels: readonly Label[]): Promise<void> {
  const unique = [...new Map(labels.map((l) => [l.key, l])).values()];
  if (unique.length === 0) return;
  await sql`
    insert into estate_identities (label_key, vendor, name)
    select * from unnest(${unique.map((l) => l.key)}::text[], ${unique.map((l) => l.vendor)}::text[], ${unique.map((l) => l.name)}::text[])
    on conflict do nothing`.execute(trx);
}

export async function loadConfirmed(trx: Db, labels: readonly string[]): Promise<Map<string, Product>> {
  if (labels.length === 0) return new Map();
  const { rows } = await sql<{ label_key: string; product: Product }>`
    select label_key, product from estate_identities where state = 'confirmed' and label_key = any(${[...labels]})`.execute(
    trx,
  );
  return new Map(
    rows.map(({ label_key, product }) => [
      label_key,
      {
        purl: product.purl ?? null,
        cpe: product.cpe ?? null,
        vendor: product.vendor ?? null,
        product: product.product ?? null,
      },
    ]),
  );
}

const SORTS: Record<string, string> = {
  name: 'lower(i.name)',
  assets: 'n.assets',
  components: 'n.components',
  candidate: `coalesce((i.candidates->0->>'score')::real, 0)`,
};

/** Labels without identity, those with the most assets first. */
export async function listIdentities(
  db: Db,
  query: IdentityQuery,
): Promise<{ rows: ListedIdentity[]; total: number }> {
  const all = [OPEN];
  for (const word of (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8))
    all.push(
      sql<SqlBool>`lower(coalesce(i.vendor, '') || ' ' || i.name) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`,
    );
  if (query.candidates === 'some') all.push(sql<SqlBool>`jsonb_array_length(i.candidates) > 0`);
  if (query.candidates === 'none') all.push(sql<SqlBool>`jsonb_array_length(i.candidates) = 0`);
  const where = sql.join(all, sql` and `);
  const sort = SORTS[(query.sort ?? '-assets').replace(/^-/, '')] ?? 'n.assets';
  const direction = (query.sort ?? '-assets').startsWith('-') ? sql`desc` : sql`asc`;
  const { rows } = await sql<ListedIdentity>`
    select i.*, n.components, n.assets, n."assetIds", n.versions from estate_identities i
    cross join lateral (
      select count(*) as components, count(distinct c.asset_id) as assets,
        (array_agg(distinct c.asset_id))[1:1000] as "assetIds",
        coalesce((array_agg(distinct c.version) filter (where c.version is not null))[1:20], '{}') as versions
      from estate_components c join estate_assets a on a.id = c.asset_id
      where c.label_key = i.label_key and c.absent_since is null and c.retired_at is null and a.retired_at is null) n
    where ${where} order by ${sql.raw(sort)} ${direction}, i.label_key
    limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db);
  const total = await sql<{
    n: number;
  }>`select count(*) as n from estate_identities i where ${where}`.execute(db);
  return { rows, total: total.rows[0]?.n ?? 0 };
}

/** How many labels no source can be held to, of all labels in place, and those people set aside. */
export async function countIdentities(
  db: Db,
): Promise<{ open: number; all: number; ignored: number; components: number }> {
  const { rows } = await sql<{ open: number; all: number; ignored: number; components: number }>`
    with live as (select c.label_key, count(*) as n from estate_components c join estate_assets a on a.id = c.asset_id
      where c.label_key is not null and c.absent_since is null and c.retired_at is null and a.retired_at is null group by 1),
    open as (select i.label_key from estate_identities i where ${OPEN})
    select (select count(*) from open) as open, (select count(*) from live) as all,
      (select count(*) from live join estate_identities i using (label_key) where i.state = 'ignored') as ignored,
      (select coalesce(sum(n), 0)::int from live join open using (label_key)) as components`.execute(db);
  return rows[0] ?? { open: 0, all: 0, ignored: 0, components: 0 };
}

export interface LabelToMatch extends Pick<IdentityRow, 'label_key' | 'vendor' | 'name' | 'rejected'> {
  /** As inventories write it, with what the label leaves out: what the matching compares. */
  written: string[];
}

/** Labels to propose something for: undecided, in place; of some assets only those never looked at. */
export async function loadLabelsToMatch(
  db: Db,
  filter: { assetIds?: readonly string[]; labels?: readonly string[] } = {},
): Promise<LabelToMatch[]> {
  const { rows } = await sql<LabelToMatch>`
    select label_key, vendor, name, rejected,
      array(select distinct coalesce(c.product, c.name) from estate_components c where c.label_key = i.label_key limit 50) as written
    from estate_identities i where state = 'open'
      and ${filter.labels ? sql`label_key = any(${[...filter.labels]})` : sql`true`}
      and exists (select 1 from estate_components c where c.label_key = i.label_key and c.retired_at is null
        and ${filter.assetIds ? sql`c.asset_id = any(${[...filter.assetIds]}) and i.candidates_at is null` : sql`true`})
    order by label_key`.execute(db);
  return rows;
}

/** Keeps what was found to propose. */
export async function keepCandidates(
  trx: Db,
  found: readonly { label: string; candidates: readonly Candidate[]; isNamed: boolean }[],
  now: Date,
): Promise<void> {
  for (let i = 0; i < found.length; i += 1000) {
    const part = found.slice(i, i + 1000);
    await sql`
      update estate_identities i set candidates = u.candidates, is_named = u.named, candidates_at = ${now}
      from jsonb_to_recordset(${JSON.stringify(part.map((f) => ({ label: f.label, candidates: f.candidates, named: f.isNamed })))}::jsonb)
        as u(label text, candidates jsonb, named boolean)
      where i.label_key = u.label and i.state = 'open'`.execute(trx);
  }
}

export async function lockIdentities(trx: Db, labels: readonly string[]): Promise<Map<string, IdentityRow>> {
  const { rows } = await sql<IdentityRow>`
    select * from estate_identities where label_key = any(${[...labels]}) order by label_key for update`.execute(
    trx,
  );
  return new Map(rows.map((r) => [r.label_key, r]));
}

export async function writeIdentity(
  trx: Db,
  row: Pick<IdentityRow, 'label_key' | 'state' | 'product' | 'rejected' | 'candidates'>,
): Promise<void> {
  await sql`update estate_identities set state = ${row.state}, product = ${row.product ? JSON.stringify(row.product) : null}::jsonb,
    rejected = ${row.rejected}, candidates = ${JSON.stringify(row.candidates)}::jsonb where label_key = ${row.label_key}`.execute(
    trx,
  );
}

export async function insertIdentityDecision(
  trx: Db,
  d: Omit<IdentityDecision, 'undone_at' | 'undone_by_name'>,
): Promise<void> {
  await sql`insert into estate_identity_decisions (id, label_key, kind, product, product_key, evidence, decided_by, decided_by_name, decided_at)
    values (${d.id}, ${d.label_key}, ${d.kind}, ${d.product ? JSON.stringify(d.product) : null}::jsonb, ${d.product_key},
      ${d.evidence ? JSON.stringify(d.evidence) : null}::jsonb, ${d.decided_by}, ${d.decided_by_name}, ${d.decided_at})`.execute(
    trx,
  );
}

export async function lockIdentityDecision(trx: Db, id: string): Promise<IdentityDecision | undefined> {
  const { rows } = await sql<IdentityDecision>`
    select * from estate_identity_decisions where id = ${id} for update`.execute(trx);
  return rows[0];
}

export async function undoDecisions(trx: Db, ids: readonly string[], by: string, now: Date): Promise<void> {
  await sql`update estate_identity_decisions set undone_at = ${now}, undone_by_name = ${by}
    where id = any(${[...ids]}) and undone_at is null`.execute(trx);
}

/** Ends the standing decision on what a label is, when another takes its place. */
export async function replaceStanding(trx: Db, label: string, by: string, now: Date): Promise<void> {
  await sql`update estate_identity_decisions set undone_at = ${now}, undone_by_name = ${by}
    where label_key = ${label} and kind <> 'reject' and undone_at is null`.execute(trx);
}

export interface ListedDecision extends IdentityDecision {
  vendor: string | null;
  name: string;
  components: number;
}

export async function listIdentityDecisions(
  db: Db,
  query: IdentityQuery,
): Promise<{ rows: ListedDecision[]; total: number }> {
  const all = [sql<SqlBool>`true`];
  if (query.kind) all.push(sql<SqlBool>`d.kind = ${query.kind}`);
  if (query.standing) all.push(sql<SqlBool>`d.undone_at is null`);
  for (const word of (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8))
    all.push(
      sql<SqlBool>`lower(coalesce(i.vendor, '') || ' ' || i.name || ' ' || coalesce(d.product_key, '')) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`,
    );
  const from = sql`from estate_identity_decisions d join estate_identities i on i.label_key = d.label_key
    where ${sql.join(all, sql` and `)}`;
  const { rows } = await sql<ListedDecision>`
    select d.*, i.vendor, i.name, (select count(*) from estate_components c join estate_assets a on a.id = c.asset_id
      where c.label_key = d.label_key and c.absent_since is null and c.retired_at is null and a.retired_at is null) as components
    ${from} order by d.decided_at desc, d.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(
    db,
  );
  const total = await sql<{ n: number }>`select count(*) as n ${from}`.execute(db);
  return { rows, total: total.rows[0]?.n ?? 0 };
}

export type { IdentityProduct };
