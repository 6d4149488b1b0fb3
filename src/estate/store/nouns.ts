import { type SqlBool, sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { sortIn } from '../../platform/http/page.ts';
import { HOLDS_SOFTWARE, type ObjectQuery } from '../contract.ts';

export type NounName = 'service' | 'application' | 'asset' | 'supplier' | 'person' | 'unit' | 'processing';

interface Noun {
  table: string;
  /** Field of the contract → column. */
  columns: Record<string, string>;
  /** Written as jsonb. */
  json?: readonly string[];
  /** Extra fields read: contract field → SQL, with the row as `o`. */
  computed?: Record<string, string>;
  search: readonly string[];
  sorts: Record<string, string>;
}

const OWNER = '(select p.name from estate_people p where p.id = o.owner_id)';
const SUPPLIER = '(select s.name from estate_suppliers s where s.id = o.supplier_id)';
const unit = (column: string) => `(select u.name from estate_units u where u.id = o.${column})`;

/** The nouns of the estate that people write by hand; one shape of list, get, create, change, retire for all. */
export const NOUNS: Record<NounName, Noun> = {
  service: {
    table: 'estate_services',
    columns: {
      name: 'name',
      shortName: 'short_name',
      description: 'description',
      needD: 'need_d',
      needI: 'need_i',
      needC: 'need_c',
      needP: 'need_p',
      users: 'users',
      opening: 'opening',
      peaks: 'peaks',
      rtoHours: 'rto_hours',
      rpoHours: 'rpo_hours',
      degradedMode: 'degraded_mode',
      prevalence: 'prevalence',
      wellBeing: 'well_being',
      ownerId: 'owner_id',
      unitId: 'unit_id',
      regime: 'regime',
      homologation: 'homologation',
      homologatedUntil: 'homologated_until',
    },
    json: ['opening', 'peaks'],
    computed: { ownerName: OWNER, unitName: unit('unit_id') },
    search: ['name', 'short_name', 'description'],
    sorts: {
      name: 'lower(o.name)',
      users: 'o.users',
      need: 'greatest(o.need_d, o.need_i, o.need_c, o.need_p)',
    },
  },
  application: {
    table: 'estate_applications',
    columns: {
      name: 'name',
      description: 'description',
      kind: 'kind',
      ownerId: 'owner_id',
      supplierId: 'supplier_id',
    },
    computed: { ownerName: OWNER, supplierName: SUPPLIER },
    search: ['name', 'description'],
    sorts: { name: 'lower(o.name)', kind: 'o.kind' },
  },
  asset: {
    table: 'estate_assets',
    columns: {
      ref: 'ref',
      name: 'name',
      kind: 'kind',
      environment: 'environment',
      exposed: 'exposed',
      exposedSource: 'exposed_source',
      os: 'os',
      location: 'location',
      ownerId: 'owner_id',
      supplierId: 'supplier_id',
      notes: 'notes',
    },
    computed: {
      ownerName: OWNER,
      supplierName: SUPPLIER,
      exposedAt: 'o.exposed_at',
      createdAt: 'o.created_at',
      componentCount:
        '(select count(*) from estate_components c where c.asset_id = o.id and c.absent_since is null and c.retired_at is null)',
    },
    search: ['name', 'ref', 'os', 'location'],
    sorts: { name: 'lower(o.name)', kind: 'o.kind', exposed: 'o.exposed', created: 'o.created_at' },
  },
  supplier: {
    table: 'estate_suppliers',
    columns: {
      name: 'name',
      contactName: 'contact_name',
      contactEmail: 'contact_email',
      contactPhone: 'contact_phone',
      securityContact: 'security_contact',
      contractUntil: 'contract_until',
      notes: 'notes',
    },
    search: ['name', 'contact_name', 'contact_email'],
    sorts: { name: 'lower(o.name)', contract: 'o.contract_until' },
  },
  person: {
    table: 'estate_people',
    columns: {
      name: 'name',
      email: 'email',
      phone: 'phone',
      role: 'role',
      unitId: 'unit_id',
      userId: 'user_id',
    },
    computed: { unitName: unit('unit_id') },
    search: ['name', 'email', 'role'],
    sorts: { name: 'lower(o.name)', role: 'o.role' },
  },
  unit: {
    table: 'estate_units',
    columns: { name: 'name', parentId: 'parent_id' },
    computed: { parentName: unit('parent_id') },
    search: ['name'],
    sorts: { name: 'lower(o.name)' },
  },
  processing: {
    table: 'estate_processings',
    columns: {
      name: 'name',
      purpose: 'purpose',
      legalBasis: 'legal_basis',
      peopleCategories: 'people_categories',
      dataCategories: 'data_categories',
      hasSensitiveData: 'has_sensitive_data',
      recipients: 'recipients',
      transfers: 'transfers',
      retention: 'retention',
      measures: 'measures',
      peopleCount: 'people_count',
      serviceIds: 'service_ids',
      dpoNotes: 'dpo_notes',
    },
    search: ['name', 'purpose'],
    sorts: { name: 'lower(o.name)', people: 'o.people_count' },
  },
};

export type StoredObject = Record<string, unknown> & {
  id: string;
  versionNo: number;
  retiredAt: string | null;
};

/** The row as the contract has it. Column names come from the table above, never from a request. */
function selection(noun: Noun) {
  const own = Object.entries(noun.columns).map(
    ([field, column]) => sql`o.${sql.ref(column)} as ${sql.ref(field)}`,
  );
  const more = Object.entries(noun.computed ?? {}).map(
    ([field, text]) => sql`${sql.raw(text)} as ${sql.ref(field)}`,
  );
  return sql.join([
    sql`o.id`,
    sql`o.version_no as "versionNo"`,
    sql`o.retired_at as "retiredAt"`,
    ...own,
    ...more,
  ]);
}

function read(row: Record<string, unknown>): StoredObject {
  return Object.fromEntries(
    Object.entries(row).map(([k, v]) => [k, v instanceof Date ? isoOf(k, v) : v]),
  ) as StoredObject;
}

const DAYS = new Set(['contractUntil', 'homologatedUntil']);
function isoOf(field: string, date: Date): string {
  if (!DAYS.has(field)) return date.toISOString();
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

export async function getObject(db: Db, name: NounName, id: string): Promise<StoredObject | undefined> {
  const noun = NOUNS[name];
  const { rows } = await sql<
    Record<string, unknown>
  >`select ${selection(noun)} from ${sql.table(noun.table)} o where o.id = ${id}`.execute(db);
  return rows[0] ? read(rows[0]) : undefined;
}

export async function listObjects(
  db: Db,
  name: NounName,
  query: ObjectQuery,
): Promise<{ rows: StoredObject[]; total: number }> {
  const noun = NOUNS[name];
  const condition = sql.join(conditions(noun, name, query), sql` and `);
  const sort = sortIn(noun.sorts, query.sort ?? 'name') ?? 'lower(o.name)';
  const direction = query.sort?.startsWith('-') ? sql`desc nulls last` : sql`asc nulls last`;
  const { rows } = await sql<Record<string, unknown>>`
    select ${selection(noun)} from ${sql.table(noun.table)} o where ${condition}
    order by ${sql.raw(sort)} ${direction}, o.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(
    db,
  );
  const total = await sql<{
    n: number;
  }>`select count(*) as n from ${sql.table(noun.table)} o where ${condition}`.execute(db);
  return { rows: rows.map(read), total: total.rows[0]?.n ?? 0 };
}

function conditions(noun: Noun, name: NounName, query: ObjectQuery) {
  const all = [query.retired ? sql<SqlBool>`o.retired_at is not null` : sql<SqlBool>`o.retired_at is null`];
  for (const word of (query.q ?? '').split(/\s+/).filter(Boolean).slice(0, 8)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    all.push(
      sql<SqlBool>`(${sql.join(
        noun.search.map((c) => sql`o.${sql.ref(c)} ilike ${pattern}`),
        sql` or `,
      )})`,
    );
  }
  if (query.kind && 'kind' in noun.columns) all.push(sql<SqlBool>`o.kind = any(${query.kind})`);
  if (query.ids) all.push(sql<SqlBool>`o.id = any(${query.ids})`);
  if (query.owner && 'ownerId' in noun.columns)
    all.push(
      sql<SqlBool>`o.owner_id in (select id from estate_people where id = ${query.owner} or unit_id = ${query.owner})`,
    );
  if (query.supplier && 'supplierId' in noun.columns)
    all.push(sql<SqlBool>`o.supplier_id = ${query.supplier}`);
  if (name === 'service' && query.assets === 'none') {
    all.push(
      sql<SqlBool>`not exists (select 1 from estate_links l where l.from_kind = 'service' and l.from_id = o.id)`,
    );
  }
  if (name === 'asset') {
    if (query.exposed) all.push(sql<SqlBool>`o.exposed = any(${query.exposed})`);
    if (query.components === 'none') {
      all.push(
        sql<SqlBool>`o.kind = any(${[...HOLDS_SOFTWARE]}) and not exists (select 1 from estate_components c where c.asset_id = o.id and c.absent_since is null and c.retired_at is null)`,
      );
    }
    if (query.service === 'none') {
      all.push(
        sql<SqlBool>`not exists (select 1 from estate_links l where l.to_kind = 'asset' and l.to_id = o.id)`,
      );
    }
  }
  return all;
}

/** Values in the order of the noun's columns, ready for SQL. */
function values(noun: Noun, data: Record<string, unknown>) {
  return Object.entries(noun.columns)
    .filter(([field]) => data[field] !== undefined)
    .map(([field, column]) => {
      const value = data[field];
      return {
        column,
        value: noun.json?.includes(field) ? sql`${JSON.stringify(value)}::jsonb` : sql`${value}`,
      };
    });
}

/** Inserts an object; one with the same id is left alone. True when it was new. */
export async function insertObject(
  trx: Db,
  name: NounName,
  id: string,
  data: Record<string, unknown>,
  now: Date,
): Promise<boolean> {
  const noun = NOUNS[name];
  const given = values(noun, data);
  if (name === 'asset')
    given.push(
      { column: 'created_at', value: sql`${now}` },
      { column: 'exposed_at', value: sql`${data.exposed === 'unknown' ? null : now}` },
    );
  const { rows } = await sql`
    insert into ${sql.table(noun.table)} (id, ${sql.join(given.map((g) => sql.ref(g.column)))})
    values (${id}, ${sql.join(given.map((g) => g.value))}) on conflict (id) do nothing returning id`.execute(
    trx,
  );
  return rows.length > 0;
}

/** Changes the fields given if the object is still at `versionNo`; false when somebody changed it meanwhile. */
export async function updateObject(
  trx: Db,
  name: NounName,
  id: string,
  change: { data: Record<string, unknown>; versionNo: number; retiredAt?: Date | null; now: Date },
): Promise<boolean> {
  const noun = NOUNS[name];
  const sets = values(noun, change.data).map((g) => sql`${sql.ref(g.column)} = ${g.value}`);
  if (change.retiredAt !== undefined) sets.push(sql`retired_at = ${change.retiredAt}`);
  if (name === 'asset' && change.data.exposed !== undefined) sets.push(sql`exposed_at = ${change.now}`);
  const { rows } = await sql`
    update ${sql.table(noun.table)} set ${sql.join([...sets, sql`version_no = version_no + 1`])}
    where id = ${id} and version_no = ${change.versionNo} returning id`.execute(trx);
  return rows.length > 0;
}

/** The account of a person of the estate. */
export async function userOf(db: Db, personId: string): Promise<string | null> {
  const { rows } = await sql<{
    user_id: string | null;
  }>`select user_id from estate_people where id = ${personId} and retired_at is null`.execute(db);
  return rows[0]?.user_id ?? null;
}

export async function countObjects(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`select ${sql.join(
    Object.entries(NOUNS).map(
      ([name, noun]) =>
        sql`(select count(*) from ${sql.table(noun.table)} where retired_at is null) as ${sql.ref(name)}`,
    ),
  )}, (select count(*) from estate_components where absent_since is null and retired_at is null) as component`.execute(
    db,
  );
  return rows[0] ?? {};
}
