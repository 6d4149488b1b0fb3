import type { Platform } from '../platform.ts';
import { hashSecret, newSecret } from './one-time.ts';
import { replaceLink } from './store/credentials.ts';
import { anyUser } from './store/users.ts';

const DAY_MS = 86_400_000;

/** The link of the first set-up, given once; a former one ends. Undefined when somebody has an account already. */
export async function createSetupToken(p: Platform): Promise<string | undefined> {
  const secret = newSecret();
  return p.db.transaction().execute(async (trx) => {
    if (await anyUser(trx)) return undefined;
    const expires_at = new Date(p.clock.now().getTime() + DAY_MS);
    await replaceLink(trx, { hash: hashSecret(secret), kind: 'set-up', user_id: null, expires_at });
    return secret;
  });
}
