import { sql, type Updateable } from 'kysely';
import type { Db } from '../../db/database.ts';
import { sortIn } from '../../http/page.ts';
import type { Role } from '../actor.ts';
import type { AuthTables, UserRecord } from './tables.ts';

export type User = UserRecord;

const users = (db: Db) => db.withTables<AuthTables>();

export async function findUser(
  db: Db,
  by: { id: string } | { email: string } | { oidcSubject: string },
): Promise<User | undefined> {
  const query = users(db).selectFrom('platform_users').selectAll();
  return (
    'id' in by
      ? query.where('id', '=', by.id)
      : 'email' in by
        ? query.where('email', '=', by.email)
        : query.where('oidc_subject', '=', by.oidcSubject)
  ).executeTakeFirst();
}

/** The person's row, locked until the transaction ends. */
export async function lockUser(trx: Db, id: string): Promise<User | undefined> {
  const row = await users(trx)
    .selectFrom('platform_users')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row;
}

export async function anyUser(db: Db): Promise<boolean> {
  return (
    (await users(db).selectFrom('platform_users').select('id').limit(1).executeTakeFirst()) !== undefined
  );
}

export interface NewUser {
  id: string;
  email: string;
  name: string;
  roles: readonly Role[];
  state: UserRecord['state'];
  locale: 'fr' | 'en';
  created_at: Date;
  password_hash?: string | null;
  oidc_subject?: string | null;
  is_demo?: boolean;
}

/** False when the address or the subject is taken. */
export async function insertUser(trx: Db, user: NewUser): Promise<boolean> {
  const done = await users(trx)
    .insertInto('platform_users')
    .values(complete(user))
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}
function complete(user: NewUser): UserRecord {
  return {
    theme: 'system',
    digest: 'daily',
    is_demo: false,
    password_hash: null,
    totp_secret: null,
    totp_pending: null,
    totp_step: 0,
    oidc_subject: null,
    last_sign_in_at: null,
    last_visit_at: null,
    seen_at: null,
    ...user,
    roles: [...user.roles],
  };
}

export async function updateUser(trx: Db, id: string, change: Updateable<UserRecord>): Promise<void> {
  await users(trx).updateTable('platform_users').set(change).where('id', '=', id).execute();
}

/** True once for each time step: a code seen again, even at the same instant, finds the step spent. */
export async function spendTotpStep(db: Db, id: string, step: number): Promise<boolean> {
  const done = await users(db)
    .updateTable('platform_users')
    .set({ totp_step: step })
    .where('id', '=', id)
    .where('totp_step', '<', step)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Locks every admin's row, so that two cannot step down at once, and counts those who can still act. */
export async function countActiveAdmins(trx: Db): Promise<number> {
  const rows = await users(trx)
    .selectFrom('platform_users')
    .select('id')
    .where('state', '=', 'active')
    .where(sql<boolean>`'admin' = any(roles)`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.length;
}

const SORTS = {
  name: 'name',
  email: 'email',
  createdAt: 'created_at',
  lastSignInAt: 'last_sign_in_at',
} as const;

export interface UserListQuery {
  page: number;
  size: number;
  sort?: string | undefined;
  q?: string | undefined;
  state?: readonly UserRecord['state'][] | undefined;
  role?: readonly Role[] | undefined;
}

export async function listUsers(db: Db, query: UserListQuery): Promise<{ rows: User[]; total: number }> {
  let base = users(db).selectFrom('platform_users');
  if (query.q) {
    const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    base = base.where((e) => e.or([e('name', 'ilike', like), e('email', 'ilike', like)]));
  }
  if (query.state?.length) base = base.where('state', 'in', [...query.state]);
  if (query.role?.length) base = base.where(sql<boolean>`roles && ${[...query.role]}::text[]`);
  const { n } = await base.select((e) => e.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  const sort = query.sort ?? 'name';
  const column = sortIn(SORTS, sort) ?? 'name';
  const rows = await base
    .selectAll()
    .orderBy(column, (o) => (sort.startsWith('-') ? o.desc().nullsLast() : o.asc().nullsLast()))
    .orderBy('id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows, total: Number(n) };
}

/** Which of these people have a passkey. */
export async function withPasskey(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await users(db)
    .selectFrom('platform_passkeys')
    .select('user_id')
    .distinct()
    .where('user_id', 'in', [...ids])
    .execute();
  return new Set(rows.map((r) => r.user_id));
}
