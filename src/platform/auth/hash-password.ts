import { hash, verify } from '@node-rs/argon2';
import { fail } from './errors.ts';
import { newSecret } from './one-time.ts';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two at once keep memory and both cores bounded when many people, or an attacker, sign in together. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 64;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= MOST_WAITING) throw fail('wait-before-retry', { details: { seconds: 5 } });
  if (running >= MOST_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), COST));
}

let decoy: Promise<string> | undefined;

/** Without a hash (nobody of that name) it takes as long as with one, so that time does not tell who exists. */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(newSecret());
  const against = stored ?? (await decoy);
  const matches = await inTurn(() => verify(against, password.normalize('NFKC')));
  return matches && Boolean(stored);
}
