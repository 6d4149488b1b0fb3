import { randomUUID } from 'node:crypto';
import type { Platform } from '../platform.ts';
import type { Actor } from './actor.ts';
import { TOKEN_PREFIX } from './authenticate.ts';
import { fail } from './errors.ts';
import { hashSecret, newSecret } from './one-time.ts';
import { countLiveTokens, insertToken, type NamedToken, revokeToken } from './store/tokens.ts';
import { findUser } from './store/users.ts';

const MOST = 50;
const DAY_MS = 86_400_000;

/** A token for programs; its secret is in the answer only. It can do at most what its owner can. */
export async function issueToken(
  p: Platform,
  actor: Actor,
  input: { name: string; scopes: readonly string[]; expiresInDays: number },
): Promise<{ token: string; row: NamedToken }> {
  const scopes = [...new Set(input.scopes)].sort();
  const beyond = scopes.filter((s) => !actor.permissions.has(s));
  if (beyond.length > 0) throw fail('token-scope-too-wide', { details: { scopes: beyond.join(', ') } });
  const user = await findUser(p.db, { id: actor.userId ?? '' });
  if (!user) throw fail('user-unknown');
  const now = p.clock.now();
  const token = TOKEN_PREFIX + newSecret();
  const row: NamedToken = {
    id: randomUUID(),
    hash: hashSecret(token),
    user_id: user.id,
    user_name: user.name,
    name: input.name,
    scopes,
    created_at: now,
    expires_at: new Date(now.getTime() + input.expiresInDays * DAY_MS),
    last_used_at: null,
    revoked_at: null,
  };
  await p.db.transaction().execute(async (trx) => {
    if ((await countLiveTokens(trx, user.id, now)) >= MOST)
      throw fail('too-many-tokens', { details: { most: MOST } });
    const { user_name: _name, ...record } = row;
    await insertToken(trx, record);
    await p.journal.append(trx, {
      actor,
      action: 'platform.token.issued',
      object: { kind: 'platform.token', id: row.id, label: row.name },
      details: { scopes, expiresAt: row.expires_at.toISOString() },
    });
  });
  return { token, row };
}

/** One's own, or anybody's for who may. */
export async function endToken(p: Platform, actor: Actor, id: string): Promise<void> {
  const owner = actor.permissions.has('platform:token:manage') ? undefined : actor.userId;
  await p.db.transaction().execute(async (trx) => {
    const revoked = await revokeToken(trx, id, p.clock.now(), owner);
    if (!revoked) throw fail('token-unknown');
    await p.journal.append(trx, {
      actor,
      action: 'platform.token.revoked',
      object: { kind: 'platform.token', id, label: revoked.name },
    });
  });
}
