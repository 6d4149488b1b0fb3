import type { Platform } from '../platform.ts';
import { readSettings } from '../settings/settings.ts';
import type { Actor } from './actor.ts';
import { fail } from './errors.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { countRecoveryCodes, passkeysOf, replaceRecoveryCodes } from './store/credentials.ts';
import { deleteSessionsOf } from './store/sessions.ts';
import { findUser, lockUser, type User, updateUser } from './store/users.ts';
import { beforeTry, personLimits } from './throttle.ts';
import { offerTotp, sealTotp, spendTotp } from './totp.ts';

async function self(p: Platform, actor: Actor): Promise<User> {
  const user = await findUser(p.db, { id: actor.userId ?? '' });
  if (!user) throw fail('user-unknown');
  return user;
}

/** A secret for the person's app; it counts once a first code came back. */
export async function beginTotp(p: Platform, actor: Actor) {
  const user = await self(p, actor);
  const offer = offerTotp(user, (await readSettings(p.db)).organisation || 'Vigie');
  await updateUser(p.db, user.id, { totp_pending: sealTotp(p, user.id, offer.secret) });
  return offer;
}

/** The first code: from now on it is asked at sign-in. Gives the recovery codes, and ends the other sessions. */
export async function confirmTotp(p: Platform, actor: Actor, session: string | undefined, code: string) {
  const user = await self(p, actor);
  await beforeTry(p, personLimits('totp-enrol', user.id));
  if (!(await spendTotp(p, user.id, user.totp_pending, code))) throw fail('code-refused');
  return p.db.transaction().execute(async (trx) => {
    const locked = await lockUser(trx, user.id);
    if (!locked?.totp_pending) throw fail('code-refused');
    await updateUser(trx, user.id, { totp_secret: locked.totp_pending, totp_pending: null });
    const { codes, hashes } = newRecoveryCodes(p, user.id);
    await replaceRecoveryCodes(trx, user.id, hashes);
    await deleteSessionsOf(trx, user.id, session);
    await p.journal.append(trx, {
      actor,
      action: 'platform.totp.added',
      object: { kind: 'platform.user', id: user.id, label: user.name },
    });
    return { codes };
  });
}

export async function removeTotp(p: Platform, actor: Actor): Promise<void> {
  const user = await self(p, actor);
  await p.db.transaction().execute(async (trx) => {
    await updateUser(trx, user.id, { totp_secret: null, totp_pending: null });
    await replaceRecoveryCodes(trx, user.id, []);
    await p.journal.append(trx, {
      actor,
      action: 'platform.totp.removed',
      object: { kind: 'platform.user', id: user.id, label: user.name },
    });
  });
}

export async function renewRecoveryCodes(p: Platform, actor: Actor): Promise<{ codes: string[] }> {
  const user = await self(p, actor);
  if (!user.totp_secret) throw fail('code-refused');
  const { codes, hashes } = newRecoveryCodes(p, user.id);
  await p.db.transaction().execute(async (trx) => {
    await replaceRecoveryCodes(trx, user.id, hashes);
    await p.journal.append(trx, {
      actor,
      action: 'platform.recovery-codes.renewed',
      object: { kind: 'platform.user', id: user.id, label: user.name },
    });
  });
  return { codes };
}

export async function factorsOf(p: Platform, user: User) {
  return {
    hasPassword: user.password_hash !== null,
    hasTotp: user.totp_secret !== null,
    passkeys: (await passkeysOf(p.db, user.id)).length,
    recoveryCodesLeft: await countRecoveryCodes(p.db, user.id),
  };
}
