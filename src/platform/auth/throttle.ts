import type { Platform } from '../platform.ts';
import { keyRing } from '../secrets/key-ring.ts';
import { fail } from './errors.ts';
import type { From } from './session.ts';
import { forgetAttempts, lockAttempts, setAttempts } from './store/credentials.ts';

interface Limit {
  key: string;
  /** Tries before the first wait. */
  free: number;
  longestWaitS: number;
}

const FORGIVEN_MS = 3_600_000;
const DEVICE_KEY = 'device';

/**
 * Who is tried and from where. A browser that signed in before counts apart, so that a stranger who keeps trying
 * somebody's address slows that stranger only (OWASP, device cookies); an unknown browser waits 30 s at most for
 * what others did.
 */
export function signInLimits(p: Platform, from: From, who: string): Limit[] {
  const ring = keyRing(p.config.dataDir);
  const person = ring.sign('attempt', who).slice(0, 22);
  if (from.device && isDeviceOf(p, from.device, who))
    return [{ key: `device:${ring.sign('attempt', from.device).slice(0, 22)}`, free: 5, longestWaitS: 900 }];
  return [
    { key: `net:${from.ip}`, free: 30, longestWaitS: 60 },
    { key: `who:${person}:${from.ip}`, free: 5, longestWaitS: 900 },
    { key: `who:${person}`, free: 20, longestWaitS: 30 },
  ];
}

/** What a browser is given once a person has signed in on it: good for that person only. */
export function deviceOf(p: Platform, who: string, nonce: string): string {
  return `${nonce}.${keyRing(p.config.dataDir).sign(DEVICE_KEY, `${who}\0${nonce}`)}`;
}

function isDeviceOf(p: Platform, device: string, who: string): boolean {
  const [nonce = ''] = device.split('.');
  return deviceOf(p, who, nonce) === device;
}

/**
 * Counts the try before it is judged, so that many at once cannot slip through; a success forgets the count. Each
 * failure beyond the free ones doubles the wait.
 */
export async function beforeTry(p: Platform, limits: readonly Limit[]): Promise<void> {
  const now = p.clock.now();
  const wait = await p.db.transaction().execute(async (trx) => {
    const rows = await lockAttempts(
      trx,
      limits.map((l) => l.key),
      now,
    );
    const counted = rows.map((row) => {
      const limit = limits.find((l) => l.key === row.key);
      const age = now.getTime() - row.last_at.getTime();
      const failures = age > FORGIVEN_MS ? 0 : row.failures;
      const over = failures - (limit?.free ?? 0);
      const waitS = over < 0 ? 0 : Math.min(limit?.longestWaitS ?? 0, 2 ** Math.min(over, 12));
      return { key: row.key, failures, leftS: failures === 0 ? 0 : waitS - age / 1000 };
    });
    const longest = Math.max(0, ...counted.map((c) => c.leftS));
    // A refused try is not counted: waiting it out is enough.
    if (longest === 0) for (const c of counted) await setAttempts(trx, c.key, c.failures + 1, now);
    return longest;
  });
  if (wait > 0) throw fail('wait-before-retry', { details: { seconds: Math.ceil(wait) } });
}

export async function afterSuccess(p: Platform, limits: readonly Limit[]): Promise<void> {
  await forgetAttempts(
    p.db,
    limits.map((l) => l.key),
  );
}

/** Tries of one person who is known by other means: codes, confirmations. */
export function personLimits(what: string, userId: string): Limit[] {
  return [{ key: `${what}:${userId}`, free: 5, longestWaitS: 900 }];
}

export function networkLimits(what: string, from: From): Limit[] {
  return [{ key: `${what}:${from.ip}`, free: 10, longestWaitS: 60 }];
}
