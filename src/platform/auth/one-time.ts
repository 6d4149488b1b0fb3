import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in a URL and in a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a random secret: of 256 random bits a plain hash cannot be searched. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
