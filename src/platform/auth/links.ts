import type { Db } from '../db/database.ts';
import { translator } from '../i18n/translate.ts';
import type { Platform } from '../platform.ts';
import { readSettings } from '../settings/settings.ts';
import { checkPassword } from './check-password.ts';
import { fail } from './errors.ts';
import { hashPassword } from './hash-password.ts';
import { hashSecret, newSecret } from './one-time.ts';
import type { From, OpenedSession } from './session.ts';
import { openSession } from './session.ts';
import { finish, personOf, type SignedIn } from './sign-in.ts';
import { deleteLinks, findLink, type LinkRecord, replaceLink, spendLink } from './store/credentials.ts';
import { deleteSessionsOf } from './store/sessions.ts';
import type { LinkKind } from './store/tables.ts';
import { findUser, lockUser, type User, updateUser } from './store/users.ts';
import { beforeTry, networkLimits, signInLimits } from './throttle.ts';

const LIFE_MS: Record<LinkKind, number> = {
  'set-up': 86_400_000,
  invite: 7 * 86_400_000,
  reset: 3_600_000,
  demo: 3_600_000,
};

/** A one-time link in the caller's transaction; the path of the web app that takes it. */
export async function makeLink(p: Platform, trx: Db, kind: 'invite' | 'reset', user: User): Promise<string> {
  const secret = newSecret();
  const expires_at = new Date(p.clock.now().getTime() + LIFE_MS[kind]);
  await replaceLink(trx, { hash: hashSecret(secret), kind, user_id: user.id, expires_at });
  // In the fragment: it reaches no server log and no referrer.
  return `/invitation#${secret}`;
}

/** The full address comes from the configuration, never from the request's Host header. */
export function addressOf(p: Platform, path: string): string {
  const base = p.config.publicUrl ?? `http://localhost:${p.config.port}`;
  return base.replace(/\/$/, '') + path;
}

/** False when no mail server is set, or it did not take the message: the admin hands the link over. */
export async function mailLink(
  p: Platform,
  kind: 'invite' | 'reset',
  user: User,
  path: string,
): Promise<boolean> {
  if (!p.mail.configured) return false;
  const t = translator(user.locale);
  const { organisation } = await readSettings(p.db);
  const facts = { name: user.name, organisation: organisation || 'Vigie', link: addressOf(p, path) };
  try {
    await p.mail.send({
      to: user.email,
      subject: t(`platform:mail.${kind}.subject`, facts),
      text: t(`platform:mail.${kind}.text`, facts),
    });
    return true;
  } catch (error) {
    p.log.warn({ error: String(error), kind }, 'a link was not mailed');
    return false;
  }
}

export async function readLink(
  p: Platform,
  from: From,
  token: string,
): Promise<{ link: LinkRecord; user: User | undefined }> {
  await beforeTry(p, [{ key: `link:${from.ip}`, free: 60, longestWaitS: 60 }]);
  const link = await findLink(p.db, hashSecret(token), p.clock.now());
  if (!link) throw fail('link-spent');
  return { link, user: link.user_id ? await findUser(p.db, { id: link.user_id }) : undefined };
}

/** An invitation or a lost password: sets the password, ends every session; a second factor is still asked. */
export async function acceptLink(
  p: Platform,
  from: From,
  input: { token: string; password: string },
): Promise<SignedIn> {
  const { link, user } = await readLink(p, from, input.token);
  if (!user || (link.kind !== 'invite' && link.kind !== 'reset')) throw fail('link-spent');
  checkPassword(input.password, user);
  const password_hash = await hashPassword(input.password);
  const session = await p.db.transaction().execute(async (trx): Promise<OpenedSession> => {
    const spent = await spendLink(trx, link.hash, p.clock.now());
    const locked = await lockUser(trx, user.id);
    if (!spent || !locked || locked.state === 'disabled') throw fail('link-spent');
    await updateUser(trx, user.id, { password_hash, state: 'active' });
    await deleteSessionsOf(trx, user.id);
    await deleteLinks(trx, { userId: user.id });
    await p.journal.append(trx, {
      actor: personOf(user),
      action: link.kind === 'invite' ? 'platform.user.joined' : 'platform.password.reset',
      object: { kind: 'platform.user', id: user.id, label: user.name },
    });
    const stage = locked.totp_secret ? 'second-factor' : 'full';
    return openSession(p, trx, locked, from, { method: link.kind, stage });
  });
  return { state: session.record.stage === 'full' ? 'signed-in' : 'second-factor', session };
}

/** The link that `--demo` prints. */
export async function openDemoLink(p: Platform, from: From, token: string): Promise<SignedIn> {
  const { link, user } = await readLink(p, from, token);
  if (link.kind !== 'demo' || !user?.is_demo) throw fail('link-spent');
  if (!(await spendLink(p.db, link.hash, p.clock.now()))) throw fail('link-spent');
  return finish(p, from, user, 'demo');
}

/** Says nothing of whether the address is known, not even by the time it takes: all that a known one asks for comes after the answer. */
export async function askReset(p: Platform, from: From, email: string): Promise<void> {
  await beforeTry(p, [
    ...networkLimits('reset', from),
    ...signInLimits(p, { ...from, device: undefined }, `reset:${email}`).slice(-1),
  ]);
  const user = await findUser(p.db, { email });
  if (user?.state !== 'active' || user.is_demo || !p.mail.configured) return;
  void offerReset(p, user);
}

async function offerReset(p: Platform, user: User): Promise<void> {
  try {
    const path = await p.db.transaction().execute(async (trx) => {
      await p.journal.append(trx, {
        actor: personOf(user),
        action: 'platform.password.reset-asked',
        object: { kind: 'platform.user', id: user.id, label: user.name },
      });
      return makeLink(p, trx, 'reset', user);
    });
    await mailLink(p, 'reset', user, path);
  } catch (error) {
    p.log.error({ error: String(error) }, 'a reset link was not made');
  }
}
