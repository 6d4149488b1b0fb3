import { randomUUID } from 'node:crypto';
import type { Db } from '../db/database.ts';
import type { Platform } from '../platform.ts';
import { hashSecret, newSecret } from './one-time.ts';
import { deleteSession, insertSession, updateSession } from './store/sessions.ts';
import type { SessionRecord } from './store/tables.ts';
import { type User, updateUser } from './store/users.ts';

const HOUR = 3_600_000;
export const IDLE_MS = 8 * HOUR;
const ABSOLUTE_MS = 24 * HOUR;
const SECOND_FACTOR_MS = 5 * 60_000;
/** Dangerous acts ask who is there again after this. */
export const RECENT_MS = 10 * 60_000;
const TOUCH_MS = 60_000;
/** A silence longer than this begins a new visit. */
const VISIT_GAP_MS = HOUR;

/** Where a request comes from, for the session list and the throttle. */
export interface From {
  ip: string;
  userAgent: string;
  /** What a browser that signed in before brings along. */
  device?: string | undefined;
}

/** The browser's side of a new session; the database keeps its hash only. */
export interface OpenedSession {
  secret: string;
  record: SessionRecord;
}

/** Always a new secret: what a browser held before signing in opens nothing after (session fixation). */
export async function openSession(
  p: Platform,
  trx: Db,
  user: User,
  from: From,
  how: { method: string; stage?: SessionRecord['stage']; replaces?: string | undefined },
): Promise<OpenedSession> {
  const now = p.clock.now();
  const secret = newSecret();
  const stage = how.stage ?? 'full';
  const record: SessionRecord = {
    hash: hashSecret(secret),
    id: randomUUID(),
    user_id: user.id,
    stage,
    method: how.method,
    created_at: now,
    authenticated_at: now,
    seen_at: now,
    expires_at: new Date(now.getTime() + (stage === 'full' ? ABSOLUTE_MS : SECOND_FACTOR_MS)),
    ip: from.ip.slice(0, 60),
    user_agent: from.userAgent.slice(0, 300),
  };
  if (how.replaces) await deleteSession(trx, { hash: how.replaces });
  await insertSession(trx, record);
  if (stage === 'full') {
    await updateUser(trx, user.id, { last_sign_in_at: now });
    await markVisit(trx, user, now);
  }
  return { secret, record };
}

export function isLive(session: SessionRecord, now: Date): boolean {
  return session.expires_at > now && now.getTime() - session.seen_at.getTime() < IDLE_MS;
}

export function isRecent(session: SessionRecord, now: Date): boolean {
  return now.getTime() - session.authenticated_at.getTime() <= RECENT_MS;
}

/** Notes at most once a minute that the session is in use. */
export async function touchSession(p: Platform, session: SessionRecord, user: User): Promise<void> {
  const now = p.clock.now();
  if (now.getTime() - session.seen_at.getTime() < TOUCH_MS) return;
  await updateSession(p.db, session.hash, { seen_at: now });
  await markVisit(p.db, user, now);
}

async function markVisit(db: Db, user: User, now: Date): Promise<void> {
  const begins = !user.seen_at || now.getTime() - user.seen_at.getTime() > VISIT_GAP_MS;
  await updateUser(db, user.id, { seen_at: now, ...(begins ? { last_visit_at: user.seen_at } : {}) });
}
