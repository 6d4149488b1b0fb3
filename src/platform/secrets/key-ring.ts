import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defineErrors } from '../errors.ts';

const fail = defineErrors('platform', { 'secret-unreadable': { status: 500 } });

const KeyFile = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });

/** Seals small secrets before they reach the database: AES-256-GCM, a key of the data folder, the purpose bound in. */
export interface KeyRing {
  /** `v1.<key id>.<nonce>.<sealed>`; the same `purpose` is needed to open it. */
  seal(purpose: string, secret: string): string;
  open(purpose: string, sealed: string): string;
  /** A value that only this installation can make. */
  sign(purpose: string, text: string): string;
}

const rings = new Map<string, KeyRing>();

/** Where a data folder keeps its keys; a backup holds this file too, as what they seal is lost without them. */
export const keyFileOf = (dataDir: string): string => join(dataDir, 'secrets.key');

/** The ring of a data folder, made at first use. */
export function keyRing(dataDir: string): KeyRing {
  const known = rings.get(dataDir);
  if (known) return known;
  const ring = ringOf(readKeys(dataDir));
  rings.set(dataDir, ring);
  return ring;
}

function readKeys(dataDir: string): { current: string; keys: Map<string, Buffer> } {
  const path = keyFileOf(dataDir);
  if (!existsSync(path)) makeKeyFile(dataDir, path);
  const { current, keys } = KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const decoded = new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]));
  if (decoded.get(current)?.length !== 32) throw fail('secret-unreadable', { details: { key: current } });
  return { current, keys: decoded };
}

/** Written aside and linked, so that two processes starting at once agree on one key and none reads half a file. */
function makeKeyFile(dataDir: string, path: string): void {
  mkdirSync(dataDir, { recursive: true });
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  const content = { current: 'k1', keys: { k1: randomBytes(32).toString('base64') } };
  writeFileSync(aside, JSON.stringify(content), { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(aside, 0o600);
  try {
    linkSync(aside, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(aside);
  }
}

function ringOf({ current, keys }: { current: string; keys: Map<string, Buffer> }): KeyRing {
  const keyOf = (id: string): Buffer => {
    const key = keys.get(id);
    if (!key) throw fail('secret-unreadable', { details: { key: id } });
    return key;
  };
  return {
    seal(purpose, secret) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(current), nonce).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', current, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open(purpose, text) {
      const [version, id, nonce, body] = text.split('.');
      const sealed = Buffer.from(body ?? '', 'base64url');
      if (version !== 'v1' || !id || !nonce || sealed.length < 16)
        throw fail('secret-unreadable', { details: { key: id ?? '' } });
      try {
        const decipher = createDecipheriv('aes-256-gcm', keyOf(id), Buffer.from(nonce, 'base64url'))
          .setAAD(Buffer.from(purpose))
          .setAuthTag(sealed.subarray(-16));
        return decipher.update(sealed.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw fail('secret-unreadable', { cause, details: { key: id } });
      }
    },
    sign: (purpose, text) =>
      createHmac('sha256', keyOf(current)).update(`${purpose}\0${text}`).digest('base64url'),
  };
}
