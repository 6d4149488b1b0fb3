import type { FastifyRequest } from 'fastify';
import type { Platform } from '../platform.ts';
import type { Actor } from './actor.ts';
import { sessionCookieOf } from './cookies.ts';
import type { Grants } from './grants.ts';
import { hashSecret } from './one-time.ts';
import { isLive, touchSession } from './session.ts';
import { findSession } from './store/sessions.ts';
import type { SessionRecord } from './store/tables.ts';
import { findToken, touchToken } from './store/tokens.ts';
import { findUser, type User } from './store/users.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The live session behind the cookie, in whatever stage; absent for tokens. */
    session?: SessionRecord;
  }
}

export const TOKEN_PREFIX = 'vgt_';
const TOUCH_MS = 60_000;

/** Who asks: a bearer token when one is given (and then nothing else), or the session of the cookie. */
export function createAuthenticator(p: Platform, grants: Grants) {
  return async (request: FastifyRequest): Promise<Actor | undefined> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return ofToken(p, grants, authorization);
    const secret = sessionCookieOf(p, request);
    if (!secret || secret.length > 100) return undefined;
    const session = await findSession(p.db, hashSecret(secret));
    if (!session || !isLive(session, p.clock.now())) return undefined;
    const user = await findUser(p.db, { id: session.user_id });
    if (user?.state !== 'active') return undefined;
    request.session = session;
    if (session.stage !== 'full') return undefined;
    await touchSession(p, session, user);
    return actorOf(user, grants);
  };
}

export function actorOf(user: User, grants: Grants): Actor {
  return {
    kind: 'user',
    id: user.id,
    userId: user.id,
    name: user.name,
    roles: user.roles,
    permissions: grants.of(user.roles),
    locale: user.locale,
  };
}

async function ofToken(p: Platform, grants: Grants, header: string): Promise<Actor | undefined> {
  const secret = /^Bearer (vgt_[\w-]{43})$/.exec(header)?.[1];
  if (!secret) return undefined;
  const token = await findToken(p.db, hashSecret(secret));
  const now = p.clock.now();
  if (!token || token.revoked_at || token.expires_at <= now) return undefined;
  const owner = await findUser(p.db, { id: token.user_id });
  if (owner?.state !== 'active') return undefined;
  if (!token.last_used_at || now.getTime() - token.last_used_at.getTime() > TOUCH_MS)
    await touchToken(p.db, token.id, now);
  const held = grants.of(owner.roles);
  return {
    ...actorOf(owner, grants),
    kind: 'token',
    id: token.id,
    name: `${owner.name} (${token.name})`,
    // What its owner has lost since, it has lost too.
    permissions: new Set(token.scopes.filter((scope) => held.has(scope))),
  };
}
