import { randomBytes } from 'node:crypto';
import type { Platform } from '../platform.ts';
import { type Actor, systemActor } from './actor.ts';
import { fail } from './errors.ts';
import { passwordMatches } from './hash-password.ts';
import { spendRecovery } from './recovery-codes.ts';
import { type From, type OpenedSession, openSession } from './session.ts';
import type { SessionRecord } from './store/tables.ts';
import { findUser, type User } from './store/users.ts';
import { afterSuccess, beforeTry, deviceOf, personLimits, signInLimits } from './throttle.ts';
import { spendTotp } from './totp.ts';

export interface SignedIn {
  state: 'signed-in' | 'second-factor';
  session: OpenedSession;
  /** Given to the browser once all factors were shown. */
  device?: string;
}

/** E-mail address and password. The answer, and the time it takes, are the same for a wrong password and an unknown person. */
export async function signIn(
  p: Platform,
  from: From,
  input: { email: string; password: string },
  replaces?: string,
): Promise<SignedIn> {
  const limits = signInLimits(p, from, input.email);
  await beforeTry(p, limits);
  const user = await findUser(p.db, { email: input.email });
  const matches = await passwordMatches(user?.password_hash, input.password);
  if (!user || !matches || user.state !== 'active') {
    await noteRefusal(p, from, user, 'password');
    throw fail('sign-in-refused');
  }
  await afterSuccess(p, limits);
  if (user.totp_secret) {
    const session = await p.db
      .transaction()
      .execute((trx) =>
        openSession(p, trx, user, from, { method: 'password', stage: 'second-factor', replaces }),
      );
    return { state: 'second-factor', session };
  }
  return finish(p, from, user, 'password', replaces);
}

/** The code of the app, or one of the recovery codes, within five minutes of the password. */
export async function giveSecondFactor(
  p: Platform,
  from: From,
  pending: SessionRecord | undefined,
  code: string,
): Promise<SignedIn> {
  const user = pending?.stage === 'second-factor' && (await findUser(p.db, { id: pending.user_id }));
  if (!pending || !user) throw fail('sign-in-refused');
  const limits = personLimits('second-factor', user.id);
  await beforeTry(p, limits);
  const isCode = await spendTotp(p, user.id, user.totp_secret, code);
  if (!isCode && !(await spendRecovery(p, user.id, code))) {
    await noteRefusal(p, from, user, 'code');
    throw fail('code-refused');
  }
  await afterSuccess(p, limits);
  return finish(p, from, user, isCode ? 'password+totp' : 'password+recovery', pending.hash);
}

/** All factors shown: a new full session, in the journal. */
export async function finish(
  p: Platform,
  from: From,
  user: User,
  method: string,
  replaces?: string,
): Promise<SignedIn> {
  const session = await p.db.transaction().execute(async (trx) => {
    const opened = await openSession(p, trx, user, from, { method, replaces });
    await p.journal.append(trx, {
      actor: personOf(user),
      action: 'platform.session.opened',
      object: { kind: 'platform.user', id: user.id, label: user.name },
      details: { method, ip: from.ip },
    });
    return opened;
  });
  const device = deviceOf(p, user.email, randomBytes(16).toString('base64url'));
  return { state: 'signed-in', session, device };
}

/** What was typed is not noted: people type passwords in the wrong field. */
export async function noteRefusal(
  p: Platform,
  from: From,
  user: User | undefined,
  factor: string,
): Promise<void> {
  await p.db.transaction().execute((trx) =>
    p.journal.append(trx, {
      actor: systemActor,
      action: 'platform.session.refused',
      ...(user ? { object: { kind: 'platform.user', id: user.id, label: user.name } } : {}),
      details: { factor, ip: from.ip },
    }),
  );
}

/** The person as author of an entry, where no permission matters. */
export function personOf(user: User): Actor {
  return {
    kind: 'user',
    id: user.id,
    userId: user.id,
    name: user.name,
    roles: user.roles,
    permissions: new Set(),
    locale: user.locale,
  };
}
