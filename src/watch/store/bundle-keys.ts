import type { Db } from '../../platform/db/database.ts';
import type { Tables } from './tables.ts';

export type BundleKeyRow = Tables['watch_bundle_keys'];

export async function insertKey(trx: Db, key: BundleKeyRow): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('watch_bundle_keys')
    .values(key)
    .onConflict((oc) => oc.column('fingerprint').doUpdateSet({ name: key.name }))
    .execute();
}

export async function listKeys(db: Db): Promise<BundleKeyRow[]> {
  return db.withTables<Tables>().selectFrom('watch_bundle_keys').selectAll().orderBy('added_at').execute();
}

export async function findKey(db: Db, fingerprint: string): Promise<BundleKeyRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('watch_bundle_keys')
    .selectAll()
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
}

/** The newest key that can sign. */
export async function ownKey(db: Db): Promise<(BundleKeyRow & { private_key: string }) | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('watch_bundle_keys')
    .selectAll()
    .where('private_key', 'is not', null)
    .orderBy('added_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.private_key ? { ...row, private_key: row.private_key } : undefined;
}
