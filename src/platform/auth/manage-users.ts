import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Platform } from '../platform.ts';
import type { Actor } from './actor.ts';
import type { ChangeUser, InviteUser } from './contract.ts';
import { fail } from './errors.ts';
import { tidyRoles } from './grants.ts';
import { mailLink, makeLink } from './links.ts';
import { deleteLinks } from './store/credentials.ts';
import { deleteSessionsOf } from './store/sessions.ts';
import { countActiveAdmins, findUser, insertUser, lockUser, type User, updateUser } from './store/users.ts';

export interface Invited {
  user: User;
  path: string;
  mailed: boolean;
}

/** A person who is not in yet, and the link that lets them in. */
export async function inviteUser(
  p: Platform,
  actor: Actor,
  input: z.output<typeof InviteUser>,
): Promise<Invited> {
  const id = randomUUID();
  const made = await p.db.transaction().execute(async (trx) => {
    const isNew = await insertUser(trx, {
      id,
      email: input.email,
      name: input.name,
      roles: tidyRoles(input.roles),
      state: 'invited',
      locale: input.locale,
      created_at: p.clock.now(),
      oidc_subject: input.oidcSubject ?? null,
    });
    const user = isNew ? await findUser(trx, { id }) : undefined;
    if (!user) throw fail('user-exists');
    await p.journal.append(trx, {
      actor,
      action: 'platform.user.invited',
      object: { kind: 'platform.user', id, label: user.name },
      details: { roles: user.roles },
    });
    return { user, path: await makeLink(p, trx, 'invite', user) };
  });
  return { ...made, mailed: await mailLink(p, 'invite', made.user, made.path) };
}

/** A new link: an invitation again, or a way back in for who lost the password. */
export async function renewUserLink(p: Platform, actor: Actor, id: string): Promise<Invited> {
  const made = await p.db.transaction().execute(async (trx) => {
    const user = await lockUser(trx, id);
    if (!user) throw fail('user-unknown');
    if (user.state === 'disabled' || user.is_demo) throw fail('user-not-active');
    const kind = user.state === 'invited' ? ('invite' as const) : ('reset' as const);
    await p.journal.append(trx, {
      actor,
      action: 'platform.user.link-renewed',
      object: { kind: 'platform.user', id, label: user.name },
      details: { kind },
    });
    return { user, kind, path: await makeLink(p, trx, kind, user) };
  });
  return { ...made, mailed: await mailLink(p, made.kind, made.user, made.path) };
}

/** Name, roles, state. Lost rights end the person's sessions; the last active admin stays one. */
export async function changeUser(
  p: Platform,
  actor: Actor,
  id: string,
  change: z.output<typeof ChangeUser>,
): Promise<User> {
  return p.db.transaction().execute(async (trx) => {
    // Before the person's own row, always: two admins who demote each other at once meet here.
    const admins = await countActiveAdmins(trx);
    const user = await lockUser(trx, id);
    if (!user) throw fail('user-unknown');
    if (change.state === 'active' && user.state === 'invited') throw fail('user-not-active');
    const after: User = {
      ...user,
      name: change.name ?? user.name,
      roles: change.roles ? tidyRoles(change.roles) : user.roles,
      state: change.state ?? user.state,
      oidc_subject: change.oidcSubject === undefined ? user.oidc_subject : change.oidcSubject,
    };
    const isAdmin = (u: User) => u.state === 'active' && u.roles.includes('admin');
    if (isAdmin(user) && !isAdmin(after) && admins === 1) throw fail('last-admin');
    const holder = after.oidc_subject && (await findUser(trx, { oidcSubject: after.oidc_subject }));
    if (holder && holder.id !== id) throw fail('user-exists');
    const { name, roles, state, oidc_subject } = after;
    await updateUser(trx, id, { name, roles, state, oidc_subject });
    const changedRights = state !== user.state || roles.join() !== user.roles.join();
    if (changedRights && id !== actor.userId) await deleteSessionsOf(trx, id);
    if (state === 'disabled') await deleteLinks(trx, { userId: id });
    await p.journal.append(trx, {
      actor,
      action: 'platform.user.changed',
      object: { kind: 'platform.user', id, label: name },
      details: { before: { roles: user.roles, state: user.state }, after: { roles, state } },
    });
    return after;
  });
}
