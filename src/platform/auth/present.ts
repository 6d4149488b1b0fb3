import type { UserRow } from './contract.ts';
import type { PasskeyOf } from './store/credentials.ts';
import type { NamedToken } from './store/tokens.ts';
import type { User } from './store/users.ts';

export function presentToken(row: NamedToken) {
  return {
    id: row.id,
    name: row.name,
    userId: row.user_id,
    userName: row.user_name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}

export function presentPasskey(row: PasskeyOf) {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

export function presentUser(user: User, hasPasskey: boolean): UserRow {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    roles: user.roles,
    state: user.state,
    hasSecondFactor: hasPasskey || user.totp_secret !== null,
    oidcSubject: user.oidc_subject,
    createdAt: user.created_at.toISOString(),
    lastSignInAt: user.last_sign_in_at?.toISOString() ?? null,
  };
}
