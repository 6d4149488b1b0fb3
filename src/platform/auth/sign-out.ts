import type { Platform } from '../platform.ts';
import type { Actor } from './actor.ts';
import { fail } from './errors.ts';
import { IDLE_MS } from './session.ts';
import { deleteSession, listSessions } from './store/sessions.ts';
import type { SessionRecord } from './store/tables.ts';

export async function signOut(p: Platform, actor: Actor, session: SessionRecord): Promise<void> {
  await p.db.transaction().execute(async (trx) => {
    await deleteSession(trx, { hash: session.hash });
    if (session.stage !== 'full') return;
    await p.journal.append(trx, {
      actor,
      action: 'platform.session.closed',
      object: { kind: 'platform.user', id: session.user_id, label: actor.name },
    });
  });
}

/** One's own session elsewhere, or anybody's for who may. */
export async function revokeSession(p: Platform, actor: Actor, id: string): Promise<void> {
  const mayAll = actor.permissions.has('platform:session:manage');
  await p.db.transaction().execute(async (trx) => {
    const session = await deleteSession(trx, { id });
    if (!session || (session.user_id !== actor.userId && !mayAll)) throw fail('session-unknown');
    await p.journal.append(trx, {
      actor,
      action: 'platform.session.revoked',
      object: { kind: 'platform.user', id: session.user_id },
      details: { session: id },
    });
  });
}

export async function openSessions(p: Platform, userId: string | undefined, current: string | undefined) {
  const now = p.clock.now();
  const rows = await listSessions(p.db, { userId, now, idleSince: new Date(now.getTime() - IDLE_MS) });
  return rows.map((r) => ({
    id: r.id,
    userId: r.user_id,
    userName: r.user_name,
    method: r.method,
    createdAt: r.created_at.toISOString(),
    seenAt: r.seen_at.toISOString(),
    expiresAt: r.expires_at.toISOString(),
    ip: r.ip,
    userAgent: r.user_agent,
    current: r.hash === current,
  }));
}
