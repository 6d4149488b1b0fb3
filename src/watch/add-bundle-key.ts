import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { fingerprintOf, readPublicKey } from './model/bundle.ts';
import { type BundleKeyRow, insertKey } from './store/bundle-keys.ts';

/** Makes the Ed25519 pair that signs this installation's bundles. Give its fingerprint to those who import them. */
export async function generateBundleKey(
  p: Platform,
  actor: Actor,
  input: { name: string },
): Promise<BundleKeyRow> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return add(p, actor, 'watch.key.generated', {
    name: input.name,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
}

/** From now on, bundles signed with this key are accepted. Compare the fingerprint by another way first. */
export async function trustBundleKey(
  p: Platform,
  actor: Actor,
  input: { name: string; publicKey: string },
): Promise<BundleKeyRow> {
  const publicPem = readPublicKey(input.publicKey).export({ type: 'spki', format: 'pem' }).toString();
  return add(p, actor, 'watch.key.trusted', { name: input.name, publicPem, privatePem: null });
}

async function add(
  p: Platform,
  actor: Actor,
  action: string,
  key: { name: string; publicPem: string; privatePem: string | null },
): Promise<BundleKeyRow> {
  const fingerprint = fingerprintOf(createPublicKey(key.publicPem));
  const row: BundleKeyRow = {
    fingerprint,
    name: key.name,
    public_key: key.publicPem,
    private_key: key.privatePem,
    added_at: p.clock.now(),
    added_by: actor.name,
  };
  await p.db.transaction().execute(async (trx) => {
    await insertKey(trx, row);
    await p.journal.append(trx, {
      actor,
      action,
      object: { kind: 'watch.bundle-key', id: fingerprint, label: key.name },
      details: { fingerprint },
    });
  });
  return row;
}
