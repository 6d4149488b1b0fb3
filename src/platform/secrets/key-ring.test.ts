import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { keyRing } from './key-ring.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-ring-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('opens what it sealed, for the same purpose only', () => {
  const ring = keyRing(dir);
  const sealed = ring.seal('totp:u1', 'JBSWY3DP');
  expect(sealed).not.toContain('JBSWY3DP');
  expect(ring.open('totp:u1', sealed)).toBe('JBSWY3DP');
  expect(() => ring.open('totp:u2', sealed)).toThrow('secret-unreadable');
  expect(ring.seal('totp:u1', 'JBSWY3DP')).not.toBe(sealed);
});

it('refuses a sealed text with any byte changed', () => {
  const ring = keyRing(dir);
  const sealed = ring.seal('x', 'secret');
  const parts = sealed.split('.');
  const body = Buffer.from(parts[3] ?? '', 'base64url');
  body[0] = (body[0] ?? 0) ^ 1;
  expect(() => ring.open('x', [...parts.slice(0, 3), body.toString('base64url')].join('.'))).toThrow();
  expect(() => ring.open('x', 'v1.k9.AAAA.AAAA')).toThrow('secret-unreadable');
});

it('keeps its key where only the owner reads it', () => {
  keyRing(dir);
  expect(statSync(join(dir, 'secrets.key')).mode & 0o777).toBe(0o600);
});
