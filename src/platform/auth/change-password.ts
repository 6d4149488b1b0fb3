import type { Platform } from '../platform.ts';
import { checkPassword } from './check-password.ts';
import { fail } from './errors.ts';
import { hashPassword, passwordMatches } from './hash-password.ts';
import { type From, type OpenedSession, openSession } from './session.ts';
import { personOf } from './sign-in.ts';
import { deleteLinks } from './store/credentials.ts';
import { deleteSessionsOf } from './store/sessions.ts';
import type { SessionRecord } from './store/tables.ts';
import { findUser, updateUser } from './store/users.ts';
import { afterSuccess, beforeTry, personLimits } from './throttle.ts';

/** One's own password; all other sessions end and this one changes its secret. */
export async function changePassword(
  p: Platform,
  from: From,
  session: SessionRecord | undefined,
  input: { current?: string | undefined; password: string },
): Promise<OpenedSession> {
  const user = session && (await findUser(p.db, { id: session.user_id }));
  if (!user || user.is_demo) throw fail('user-not-active');
  checkPassword(input.password, user);
  if (user.password_hash) {
    const limits = personLimits('confirm', user.id);
    await beforeTry(p, limits);
    if (!(await passwordMatches(user.password_hash, input.current ?? ''))) throw fail('sign-in-refused');
    await afterSuccess(p, limits);
  }
  const password_hash = await hashPassword(input.password);
  return p.db.transaction().execute(async (trx) => {
    await updateUser(trx, user.id, { password_hash });
    await deleteSessionsOf(trx, user.id);
    await deleteLinks(trx, { userId: user.id });
    await p.journal.append(trx, {
      actor: personOf(user),
      action: 'platform.password.changed',
      object: { kind: 'platform.user', id: user.id, label: user.name },
    });
    return openSession(p, trx, user, from, { method: session.method });
  });
}
