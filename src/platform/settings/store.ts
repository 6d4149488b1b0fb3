import type { Db } from '../db/database.ts';

type Tables = { platform_settings: { key: string; value: unknown; updated_at: Date } };

export async function readSetting(db: Db, key: string): Promise<unknown> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('platform_settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value;
}

export async function writeSetting(trx: Db, key: string, value: unknown, at: Date): Promise<void> {
  const text = JSON.stringify(value);
  await trx
    .withTables<Tables>()
    .insertInto('platform_settings')
    .values({ key, value: text, updated_at: at })
    .onConflict((c) => c.column('key').doUpdateSet({ value: text, updated_at: at }))
    .execute();
}
