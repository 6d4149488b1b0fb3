import type { Db } from '../../db/database.ts';
import type { AuthTables, LinkKind, PasskeyRecord } from './tables.ts';

const tables = (db: Db) => db.withTables<AuthTables>();

export type PasskeyOf = PasskeyRecord;

export async function insertPasskey(trx: Db, row: PasskeyOf): Promise<boolean> {
  const done = await tables(trx)
    .insertInto('platform_passkeys')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export async function passkeysOf(db: Db, userId: string): Promise<PasskeyOf[]> {
  const rows = await tables(db)
    .selectFrom('platform_passkeys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
  return rows;
}

export async function findPasskey(db: Db, id: string): Promise<PasskeyOf | undefined> {
  const row = await tables(db)
    .selectFrom('platform_passkeys')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row;
}

export async function touchPasskey(db: Db, id: string, counter: number, at: Date): Promise<void> {
  await tables(db)
    .updateTable('platform_passkeys')
    .set({ counter, last_used_at: at })
    .where('id', '=', id)
    .execute();
}

export async function deletePasskey(trx: Db, id: string, userId: string): Promise<string | undefined> {
  const row = await tables(trx)
    .deleteFrom('platform_passkeys')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('name')
    .executeTakeFirst();
  return row?.name;
}

export async function replaceRecoveryCodes(
  trx: Db,
  userId: string,
  hashes: readonly string[],
): Promise<void> {
  await tables(trx).deleteFrom('platform_recovery_codes').where('user_id', '=', userId).execute();
  if (hashes.length > 0)
    await tables(trx)
      .insertInto('platform_recovery_codes')
      .values(hashes.map((code_hash) => ({ user_id: userId, code_hash })))
      .execute();
}

/** True once: the code is gone afterwards. */
export async function spendRecoveryCode(db: Db, userId: string, hash: string): Promise<boolean> {
  const done = await tables(db)
    .deleteFrom('platform_recovery_codes')
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const { n } = await tables(db)
    .selectFrom('platform_recovery_codes')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export interface LinkRecord {
  hash: string;
  kind: LinkKind;
  user_id: string | null;
  expires_at: Date;
}

/** A new link of a kind for a person ends the former ones. */
export async function replaceLink(trx: Db, row: LinkRecord): Promise<void> {
  const former = tables(trx).deleteFrom('platform_links').where('kind', '=', row.kind);
  await (row.user_id ? former.where('user_id', '=', row.user_id) : former).execute();
  await tables(trx).insertInto('platform_links').values(row).execute();
}

export async function findLink(db: Db, hash: string, now: Date): Promise<LinkRecord | undefined> {
  return tables(db)
    .selectFrom('platform_links')
    .selectAll()
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Gives the link once: of two that come at the same time, one finds it gone. */
export async function spendLink(trx: Db, hash: string, now: Date): Promise<LinkRecord | undefined> {
  return tables(trx)
    .deleteFrom('platform_links')
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteLinks(trx: Db, by: { userId: string } | { kind: LinkKind }): Promise<void> {
  const query = tables(trx).deleteFrom('platform_links');
  await ('userId' in by
    ? query.where('user_id', '=', by.userId)
    : query.where('kind', '=', by.kind)
  ).execute();
}

export interface CeremonyRecord {
  hash: string;
  kind: string;
  user_id: string | null;
  payload: string;
  expires_at: Date;
}

export async function insertCeremony(db: Db, row: CeremonyRecord): Promise<void> {
  await tables(db).insertInto('platform_ceremonies').values(row).execute();
}

export async function spendCeremony(
  db: Db,
  hash: string,
  kind: string,
  now: Date,
): Promise<CeremonyRecord | undefined> {
  return tables(db)
    .deleteFrom('platform_ceremonies')
    .where('hash', '=', hash)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

export async function lockAttempts(
  trx: Db,
  keys: readonly string[],
  now: Date,
): Promise<{ key: string; failures: number; last_at: Date }[]> {
  await tables(trx)
    .insertInto('platform_attempts')
    .values([...keys].sort().map((key) => ({ key, failures: 0, last_at: now })))
    .onConflict((c) => c.doNothing())
    .execute();
  return tables(trx)
    .selectFrom('platform_attempts')
    .selectAll()
    .where('key', 'in', [...keys])
    .orderBy('key')
    .forUpdate()
    .execute();
}

export async function setAttempts(trx: Db, key: string, failures: number, at: Date): Promise<void> {
  await tables(trx)
    .updateTable('platform_attempts')
    .set({ failures, last_at: at })
    .where('key', '=', key)
    .execute();
}

export async function forgetAttempts(db: Db, keys: readonly string[]): Promise<void> {
  await tables(db)
    .deleteFrom('platform_attempts')
    .where('key', 'in', [...keys])
    .execute();
}
