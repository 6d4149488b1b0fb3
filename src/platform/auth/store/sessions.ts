import type { Updateable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { AuthTables, SessionRecord } from './tables.ts';

const sessions = (db: Db) => db.withTables<AuthTables>();

export async function insertSession(trx: Db, row: SessionRecord): Promise<void> {
  await sessions(trx).insertInto('platform_sessions').values(row).execute();
}

export async function findSession(db: Db, hash: string): Promise<SessionRecord | undefined> {
  return sessions(db).selectFrom('platform_sessions').selectAll().where('hash', '=', hash).executeTakeFirst();
}

export async function updateSession(
  db: Db,
  hash: string,
  change: Updateable<SessionRecord>,
): Promise<boolean> {
  const done = await sessions(db)
    .updateTable('platform_sessions')
    .set(change)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function deleteSession(
  db: Db,
  by: { hash: string } | { id: string },
): Promise<SessionRecord | undefined> {
  const query = sessions(db).deleteFrom('platform_sessions').returningAll();
  return (
    'hash' in by ? query.where('hash', '=', by.hash) : query.where('id', '=', by.id)
  ).executeTakeFirst();
}

/** Ends all sessions of a person, except one where given. */
export async function deleteSessionsOf(trx: Db, userId: string, except?: string): Promise<number> {
  let query = sessions(trx).deleteFrom('platform_sessions').where('user_id', '=', userId);
  if (except) query = query.where('hash', '!=', except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

export async function forgetExpired(db: Db, now: Date, idleSince: Date): Promise<void> {
  const q = sessions(db);
  await q
    .deleteFrom('platform_sessions')
    .where((e) => e.or([e('expires_at', '<=', now), e('seen_at', '<=', idleSince)]))
    .execute();
  await q.deleteFrom('platform_ceremonies').where('expires_at', '<=', now).execute();
  await q
    .deleteFrom('platform_attempts')
    .where('last_at', '<=', new Date(now.getTime() - 86_400_000))
    .execute();
}

export async function listSessions(
  db: Db,
  filter: { userId?: string | undefined; now: Date; idleSince: Date },
): Promise<(SessionRecord & { user_name: string })[]> {
  let query = sessions(db)
    .selectFrom('platform_sessions')
    .innerJoin('platform_users', 'platform_users.id', 'platform_sessions.user_id')
    .selectAll('platform_sessions')
    .select('platform_users.name as user_name')
    .where('stage', '=', 'full')
    .where('platform_sessions.expires_at', '>', filter.now)
    .where('platform_sessions.seen_at', '>', filter.idleSince);
  if (filter.userId) query = query.where('user_id', '=', filter.userId);
  return query.orderBy('platform_sessions.seen_at', 'desc').limit(500).execute();
}
