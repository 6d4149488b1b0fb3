import { type SqlBool, sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { LabelEntryQuery } from '../labels/contract.ts';

export interface LabelRow {
  id: string;
  label: string;
  words: string;
  added_at: Date;
  added_by_name: string;
  removed_at: Date | null;
}

export interface EntryRow {
  id: string;
  label_id: string;
  label: string;
  kind: 'advisory' | 'notice';
  ref: string;
  title: string;
  source: string;
  field: 'title' | 'product' | 'description';
  phrase: string;
  cves: string[];
  published_at: Date | null;
  found_at: Date;
  settled_at: Date | null;
  settled_by_name: string | null;
  outcome: 'concerned' | 'not_concerned' | null;
}

export type EntryWrite = Omit<EntryRow, 'label' | 'settled_at' | 'settled_by_name' | 'outcome'>;

/** A publication with the texts in which a label may stand. */
export interface Publication {
  kind: 'advisory' | 'notice';
  ref: string;
  title: string;
  source: string;
  products: string;
  description: string;
  cves: string[];
  publishedAt: Date | null;
}

export async function loadLabels(db: Db): Promise<LabelRow[]> {
  const { rows } = await sql<LabelRow>`
    select * from watch_labels where removed_at is null order by lower(label), id`.execute(db);
  return rows;
}

export async function findLabel(trx: Db, by: { id?: string; words?: string }): Promise<LabelRow | undefined> {
  const { rows } = await sql<LabelRow>`
    select * from watch_labels where removed_at is null
      and ${by.id === undefined ? sql`words = ${by.words ?? ''}` : sql`id = ${by.id}`} for update`.execute(
    trx,
  );
  return rows[0];
}

export async function insertLabel(trx: Db, row: Omit<LabelRow, 'removed_at'>): Promise<void> {
  await sql`insert into watch_labels (id, label, words, added_at, added_by_name)
    values (${row.id}, ${row.label}, ${row.words}, ${row.added_at}, ${row.added_by_name})`.execute(trx);
}

export async function removeLabel(trx: Db, id: string, now: Date): Promise<void> {
  await sql`update watch_labels set removed_at = ${now} where id = ${id}`.execute(trx);
}

export async function countEntries(db: Db): Promise<Map<string, { open: number; entries: number }>> {
  const { rows } = await sql<{ id: string; open: number; entries: number }>`
    select label_id as id, count(*) filter (where settled_at is null) as open, count(*) as entries
    from watch_label_entries group by 1`.execute(db);
  return new Map(rows.map((r) => [r.id, r]));
}

/** Publications that name a watched label and that nobody looked at. */
export async function countOpenEntries(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from watch_label_entries e join watch_labels l on l.id = e.label_id
    where e.settled_at is null and l.removed_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

const ADVISORY = sql`'advisory' as kind, id as ref, title, array_to_string(sources, ', ') as source, products,
  coalesce(summary, '') as description, case when id like 'CVE-%' then array[id] else array(select a from unnest(aliases) a where a like 'CVE-%') end as cves,
  published as "publishedAt"`;
const NOTICE = sql`'notice' as kind, reference as ref, title, feed_id as source,
  coalesce((select string_agg(s->>'phrase', E'\n') from jsonb_array_elements(systems) s), '') as products,
  coalesce(summary, '') as description, cves, published_at as "publishedAt"`;

/** What was just written, as texts. */
export async function loadPublications(
  trx: Db,
  of: { vulnerabilities: readonly string[]; notices: readonly string[] },
): Promise<Publication[]> {
  const { rows } = await sql<Publication>`
    select ${ADVISORY} from watch_vulnerabilities where id = any(${[...of.vulnerabilities]}) and not is_rejected
    union all select ${NOTICE} from watch_notices where reference = any(${[...of.notices]})`.execute(trx);
  return rows;
}

/** What was published since a day and has all the words of a label: candidates, newest first. */
export async function searchPublications(
  trx: Db,
  words: string,
  since: Date,
  limit: number,
): Promise<Publication[]> {
  const query = words
    .split(' ')
    .map((w) => `'${w.replace(/['\\]/g, '')}'`)
    .join(' & ');
  const { rows } = await sql<Publication>`
    (select ${ADVISORY} from watch_vulnerabilities where modified >= ${since} and not is_rejected
      and search @@ to_tsquery('simple', ${query}) order by modified desc limit ${limit})
    union all (select ${NOTICE} from watch_notices where revised_at >= ${since}
      and search @@ to_tsquery('simple', ${query}) order by revised_at desc limit ${limit})`.execute(trx);
  return rows;
}

/** What was found once is not found again: a person's answer stands. */
export async function insertEntries(trx: Db, entries: readonly EntryWrite[]): Promise<number> {
  let added = 0;
  for (let i = 0; i < entries.length; i += 500) {
    const { rows } = await sql<{ id: string }>`
      insert into watch_label_entries (id, label_id, kind, ref, title, source, field, phrase, cves, published_at, found_at)
      select id, label_id, kind, ref, title, source, field, phrase, array(select jsonb_array_elements_text(cves)), published_at, found_at
      from jsonb_to_recordset(${JSON.stringify(entries.slice(i, i + 500))}::jsonb) as r(id text, label_id text, kind text, ref text,
        title text, source text, field text, phrase text, cves jsonb, published_at timestamptz, found_at timestamptz)
      on conflict (label_id, kind, ref) do nothing returning id`.execute(trx);
    added += rows.length;
  }
  return added;
}

export async function listEntries(
  db: Db,
  query: LabelEntryQuery,
): Promise<{ rows: EntryRow[]; total: number }> {
  const all = [sql<SqlBool>`l.removed_at is null`];
  if (query.label) all.push(sql<SqlBool>`e.label_id = ${query.label}`);
  if (query.state === 'open') all.push(sql<SqlBool>`e.settled_at is null`);
  if (query.state === 'settled') all.push(sql<SqlBool>`e.settled_at is not null`);
  if (query.withoutCve) all.push(sql<SqlBool>`e.cves = '{}'`);
  for (const word of (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8))
    all.push(
      sql<SqlBool>`lower(e.ref || ' ' || e.title || ' ' || e.phrase) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`,
    );
  const from = sql`from watch_label_entries e join watch_labels l on l.id = e.label_id where ${sql.join(all, sql` and `)}`;
  const { rows } = await sql<EntryRow>`
    select e.*, l.label ${from} order by e.found_at desc, e.published_at desc nulls last, e.id
    limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db);
  const total = await sql<{ n: number }>`select count(*) as n ${from}`.execute(db);
  return { rows, total: total.rows[0]?.n ?? 0 };
}

export async function settleEntries(
  trx: Db,
  ids: readonly string[],
  by: { outcome: 'concerned' | 'not_concerned'; name: string; now: Date },
): Promise<{ id: string; ref: string }[]> {
  const { rows } = await sql<{ id: string; ref: string }>`
    update watch_label_entries set settled_at = ${by.now}, settled_by_name = ${by.name}, outcome = ${by.outcome}
    where id = any(${[...ids]}) and settled_at is null returning id, ref`.execute(trx);
  return rows;
}
