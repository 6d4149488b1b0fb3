import type { Platform } from '../platform.ts';
import { fail } from './errors.ts';
import { passwordMatches } from './hash-password.ts';
import type { From, OpenedSession } from './session.ts';
import { finish, noteRefusal } from './sign-in.ts';
import type { SessionRecord } from './store/tables.ts';
import { findUser } from './store/users.ts';
import { afterSuccess, beforeTry, personLimits } from './throttle.ts';
import { spendTotp } from './totp.ts';

/** Proves again who is there, before a dangerous act: the session changes its secret and is fresh. */
export async function confirm(
  p: Platform,
  from: From,
  session: SessionRecord | undefined,
  input: { password?: string | undefined; code?: string | undefined },
): Promise<OpenedSession> {
  const user = session?.stage === 'full' && (await findUser(p.db, { id: session.user_id }));
  if (!session || !user) throw fail('sign-in-refused');
  const limits = personLimits('confirm', user.id);
  await beforeTry(p, limits);
  const shown =
    // The demonstration's people have nothing to show.
    user.is_demo ||
    (input.password !== undefined && (await passwordMatches(user.password_hash, input.password))) ||
    (input.code !== undefined && (await spendTotp(p, user.id, user.totp_secret, input.code)));
  if (!shown) {
    await noteRefusal(p, from, user, 'confirmation');
    throw fail('sign-in-refused');
  }
  await afterSuccess(p, limits);
  return (await finish(p, from, user, session.method, session.hash)).session;
}
