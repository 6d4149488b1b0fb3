import { randomInt } from 'node:crypto';
import type { Platform } from '../platform.ts';
import { keyRing } from '../secrets/key-ring.ts';
import { spendRecoveryCode } from './store/credentials.ts';

const COUNT = 10;
/** Crockford's alphabet without what is mistaken for something else; 12 signs are 60 bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export function newRecoveryCodes(p: Platform, userId: string): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: COUNT }, () =>
    Array.from({ length: 3 }, () =>
      Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
    ).join('-'),
  );
  return { codes, hashes: codes.map((code) => hashOf(p, userId, code)) };
}

/** Signed by the key of the data folder: the database alone is not enough to search 60 bits. */
function hashOf(p: Platform, userId: string, code: string): string {
  const bare = code.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
  return keyRing(p.config.dataDir).sign('recovery', `${userId}\0${bare}`);
}

export function spendRecovery(p: Platform, userId: string, code: string): Promise<boolean> {
  return spendRecoveryCode(p.db, userId, hashOf(p, userId, code));
}
