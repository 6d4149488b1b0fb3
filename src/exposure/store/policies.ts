import type { Db } from '../../platform/db/database.ts';
import type { Policy } from '../model/decide.ts';
import type { SavedPolicyRow, Tables } from './tables.ts';

/** What is in force: a table that ships with the product by its id, or a saved version with its content. */
export interface PolicyInForce {
  id: string;
  version: number | null;
  saved: Policy | null;
}

export async function policyInForce(db: Db): Promise<PolicyInForce> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('exposure_settings as s')
    .leftJoin('exposure_policies as v', (on) =>
      on.onRef('v.id', '=', 's.policy').onRef('v.version', '=', 's.policy_version'),
    )
    .select(['s.policy', 's.policy_version', 'v.document'])
    .executeTakeFirstOrThrow();
  return { id: row.policy, version: row.policy_version, saved: row.document as Policy | null };
}

export async function putInForce(trx: Db, id: string, version: number | null): Promise<void> {
  await trx
    .withTables<Tables>()
    .updateTable('exposure_settings')
    .set({ policy: id, policy_version: version })
    .execute();
}

/** Every saved version of one table or of all, newest first. */
export async function listSavedPolicies(db: Db, id?: string): Promise<SavedPolicyRow[]> {
  let query = db.withTables<Tables>().selectFrom('exposure_policies').selectAll();
  if (id) query = query.where('id', '=', id);
  const rows = await query.orderBy('id').orderBy('version', 'desc').limit(2000).execute();
  return rows as SavedPolicyRow[];
}

export async function readSavedPolicy(
  db: Db,
  id: string,
  version: number,
): Promise<SavedPolicyRow | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('exposure_policies')
    .selectAll()
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row as SavedPolicyRow | undefined;
}

/** False when this version was saved meanwhile. */
export async function insertSavedPolicy(trx: Db, row: SavedPolicyRow): Promise<boolean> {
  const made = await trx
    .withTables<Tables>()
    .insertInto('exposure_policies')
    .values({ ...row, document: JSON.stringify(row.document) })
    .onConflict((c) => c.doNothing())
    .returning('version')
    .execute();
  return made.length === 1;
}
