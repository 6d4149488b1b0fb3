import type { Db } from '../../db/database.ts';
import type { AuthTables, TokenRecord } from './tables.ts';

const tokens = (db: Db) => db.withTables<AuthTables>();
export type NamedToken = TokenRecord & { user_name: string };

export async function insertToken(trx: Db, row: TokenRecord): Promise<void> {
  await tokens(trx).insertInto('platform_tokens').values(row).execute();
}

export async function findToken(db: Db, hash: string): Promise<TokenRecord | undefined> {
  return tokens(db).selectFrom('platform_tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
}

export async function touchToken(db: Db, id: string, at: Date): Promise<void> {
  await tokens(db).updateTable('platform_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
}

export async function countLiveTokens(db: Db, userId: string, now: Date): Promise<number> {
  const { n } = await tokens(db)
    .selectFrom('platform_tokens')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function listTokens(db: Db, userId?: string): Promise<NamedToken[]> {
  let query = tokens(db)
    .selectFrom('platform_tokens')
    .innerJoin('platform_users', 'platform_users.id', 'platform_tokens.user_id')
    .selectAll('platform_tokens')
    .select('platform_users.name as user_name');
  if (userId) query = query.where('user_id', '=', userId);
  return query.orderBy('platform_tokens.created_at', 'desc').limit(500).execute();
}

/** Gives the token when this call revoked it; of `userId` only, where given. */
export async function revokeToken(
  trx: Db,
  id: string,
  at: Date,
  userId?: string,
): Promise<TokenRecord | undefined> {
  let query = tokens(trx)
    .updateTable('platform_tokens')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null);
  if (userId) query = query.where('user_id', '=', userId);
  return query.returningAll().executeTakeFirst();
}
