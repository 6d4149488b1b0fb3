import type { Db } from '../db/database.ts';

export interface ViewRecord {
  id: string;
  list: string;
  owner_id: string;
  name: string;
  search: Record<string, string>;
  shared: boolean;
  created_at: Date;
}
type Tables = { platform_views: Omit<ViewRecord, 'search'> & { search: unknown } };

export async function listViews(db: Db, list: string, userId: string): Promise<ViewRecord[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('platform_views')
    .selectAll()
    .where('list', '=', list)
    .where((e) => e.or([e('owner_id', '=', userId), e('shared', '=', true)]))
    .orderBy('created_at')
    .limit(100)
    .execute();
  return rows as ViewRecord[];
}

export async function countViews(db: Db, userId: string): Promise<number> {
  const { n } = await db
    .withTables<Tables>()
    .selectFrom('platform_views')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('owner_id', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function insertView(trx: Db, row: ViewRecord): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('platform_views')
    .values({ ...row, search: JSON.stringify(row.search) })
    .execute();
}

export async function deleteView(trx: Db, id: string, userId: string): Promise<ViewRecord | undefined> {
  const row = await trx
    .withTables<Tables>()
    .deleteFrom('platform_views')
    .where('id', '=', id)
    .where('owner_id', '=', userId)
    .returningAll()
    .executeTakeFirst();
  return row as ViewRecord | undefined;
}
