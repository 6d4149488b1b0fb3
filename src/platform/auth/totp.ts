import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import type { Platform } from '../platform.ts';
import { keyRing } from '../secrets/key-ring.ts';
import { spendTotpStep, type User } from './store/users.ts';

const PERIOD_S = 30;
/** A phone's clock may be off by one step either way. */
const WINDOW = 1;

function totpOf(secret: string, label: string, issuer: string): TOTP {
  return new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    period: PERIOD_S,
    digits: 6,
    algorithm: 'SHA1',
  });
}

/** A new secret as text, address and picture; nothing is kept here. */
export function offerTotp(user: User, organisation: string) {
  const secret = new Secret({ size: 20 }).base32;
  const uri = totpOf(secret, user.email, organisation).toString();
  return { secret, uri, qr: qrPath(uri) };
}

/** Dark modules as one SVG path, a row of them at a time, with the quiet zone of four modules (ISO/IEC 18004). */
export function qrPath(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      let end = x;
      while (row[end]) end++;
      path += `M${x} ${y}h${end - x}v1H${x}z`;
      x = end;
    }
  }
  return { size, path };
}

export function sealTotp(p: Platform, userId: string, secret: string): string {
  return keyRing(p.config.dataDir).seal(`totp:${userId}`, secret);
}

/** The time step that a code belongs to, or undefined when it is not one of now. */
function stepOf(p: Platform, userId: string, sealed: string, code: string): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const totp = totpOf(keyRing(p.config.dataDir).open(`totp:${userId}`, sealed), 'x', 'Vigie');
  const at = p.clock.now().getTime();
  const delta = totp.validate({ token, timestamp: at, window: WINDOW });
  return delta === null ? undefined : Math.floor(at / 1000 / PERIOD_S) + delta;
}

/** Checks a code and spends its time step: the same code, or an older one, never serves again. */
export async function spendTotp(
  p: Platform,
  userId: string,
  sealed: string | null,
  code: string,
): Promise<boolean> {
  const step = sealed ? stepOf(p, userId, sealed, code) : undefined;
  return step !== undefined && spendTotpStep(p.db, userId, step);
}
