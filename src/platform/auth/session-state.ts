import type { Platform } from '../platform.ts';
import { readSettings } from '../settings/settings.ts';
import type { Actor } from './actor.ts';
import type { Me, SessionState } from './contract.ts';
import { fail } from './errors.ts';
import { isOidcConfigured } from './oidc.ts';
import { factorsOf } from './second-factors.ts';
import { RECENT_MS } from './session.ts';
import type { SessionRecord } from './store/tables.ts';
import { anyUser, findUser } from './store/users.ts';

export async function sessionStateOf(
  p: Platform,
  actor: Actor,
  session: SessionRecord | undefined,
): Promise<SessionState> {
  const settings = await readSettings(p.db);
  const facts = {
    ...(settings.organisation ? { organisation: { name: settings.organisation } } : {}),
    timeZone: settings.timeZone ?? p.config.timeZone,
    demo: settings.demo,
    oidc: isOidcConfigured(p) ? { label: settings.oidc.label } : null,
  };
  if (actor.id !== 'anonymous') {
    const recentUntil = session && new Date(session.authenticated_at.getTime() + RECENT_MS).toISOString();
    return {
      state: 'signed-in',
      user: await meOf(p, actor),
      ...(recentUntil ? { recentUntil } : {}),
      ...facts,
    };
  }
  if (session?.stage === 'second-factor') return { state: 'second-factor', ...facts };
  return { state: (await anyUser(p.db)) ? 'signed-out' : 'set-up', ...facts };
}

export async function meOf(p: Platform, actor: Actor): Promise<Me> {
  const user = await findUser(p.db, { id: actor.userId ?? '' });
  if (!user) throw fail('user-unknown');
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    roles: user.roles,
    permissions: [...actor.permissions].sort(),
    locale: user.locale,
    theme: user.theme,
    digest: user.digest,
    lastVisit: user.last_visit_at?.toISOString() ?? null,
    ...(await factorsOf(p, user)),
  };
}
