import type { Platform } from '../platform.ts';
import { hashSecret, newSecret } from './one-time.ts';
import { insertCeremony, spendCeremony } from './store/credentials.ts';

const LIFE_MS = 10 * 60_000;

type Kind = 'passkey-add' | 'passkey-sign-in' | 'oidc';

/** Keeps what a journey must bring back; the secret given is good once, for ten minutes. */
export async function beginCeremony(
  p: Platform,
  kind: Kind,
  payload: string,
  userId?: string,
): Promise<string> {
  const secret = newSecret();
  await insertCeremony(p.db, {
    hash: hashSecret(secret),
    kind,
    user_id: userId ?? null,
    payload,
    expires_at: new Date(p.clock.now().getTime() + LIFE_MS),
  });
  return secret;
}

export function endCeremony(p: Platform, kind: Kind, secret: string) {
  return spendCeremony(p.db, hashSecret(secret), kind, p.clock.now());
}
