import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { fail } from '../errors.ts';

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

/** What a bundle holds. The signature is over this file's bytes, and this file names every other by its SHA-256. */
export const Manifest = z.object({
  format: z.literal('vigie-bundle'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Only what was received since; null: everything. */
  since: z.iso.datetime().nullable(),
  feeds: z
    .array(
      z.object({
        id: z.string().max(60),
        file: z.string().regex(/^[a-z0-9-]+\.(ndjson|csv)$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        bytes: z.number().int().nonnegative(),
        records: z.number().int().nonnegative(),
        edition: z.string().max(200).nullable(),
        dataAt: z.iso.datetime().nullable(),
      }),
    )
    .min(1)
    .max(50),
});
export type Manifest = z.output<typeof Manifest>;

export const Signature = z.object({
  algorithm: z.literal('Ed25519'),
  publicKey: z.string().max(1000),
  signature: z.string().max(200),
});

/** SHA-256 of the key's DER form, in groups that people can compare over the phone. */
export function fingerprintOf(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  const hex = createHash('sha256').update(der).digest('hex').slice(0, 40);
  return (hex.match(/.{4}/g) ?? []).join('-');
}

/** An Ed25519 public key in PEM. */
export function readPublicKey(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw fail('key-malformed', { cause });
  }
  throw fail('key-malformed');
}
