import { createHash, verify } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '../platform/auth/actor.ts';
import { type OpenedFile, readFiles } from '../platform/files/read-archive.ts';
import { decodeText, readBytes } from '../platform/files/read-lines.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import type { FeedDef, FeedItem } from './feeds/define-feed.ts';
import { findFeed } from './feeds/find-feed.ts';
import { fingerprintOf, MANIFEST, Manifest, readPublicKey, SIGNATURE, Signature } from './model/bundle.ts';
import { runFeed } from './run-feed.ts';
import { findKey } from './store/bundle-keys.ts';
import type { RunRow } from './store/tables.ts';

export interface BundleInput {
  /** A file on this machine, or an upload. */
  source: string | Readable;
  /** A person compared this fingerprint and takes a bundle whose key is not known here, this once. */
  confirmedFingerprint?: string | undefined;
}

/**
 * Reads a signed bundle. First everything is verified (key, signature, every file's hash); only then is anything written. Refusals
 * are in the journal.
 */
export async function importBundle(p: Platform, actor: Actor, input: BundleInput): Promise<RunRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bundle-'));
  try {
    const path = typeof input.source === 'string' ? input.source : join(folder, 'bundle');
    if (typeof input.source !== 'string')
      await pipeline(input.source, createWriteStream(path, { mode: 0o600 }));
    const { manifest, fingerprint } = await verifyBundle(p, path, input.confirmedFingerprint).catch(
      async (error: unknown) => {
        await journalRefusal(p, actor, error);
        throw error;
      },
    );
    const feeds = manifest.feeds.map((part) => ({ part, feed: findFeed(part.id) }));
    await p.db.transaction().execute((trx) =>
      p.journal.append(trx, {
        actor,
        action: 'watch.bundle.imported',
        details: {
          key: fingerprint,
          madeAt: manifest.madeAt,
          since: manifest.since,
          feeds: feeds.map((f) => f.feed.id),
        },
      }),
    );
    const runs: RunRow[] = [];
    for (const { part, feed } of feeds)
      runs.push(
        await runFeed(p, actor, feed, {
          origin: 'bundle',
          originName: `bundle ${manifest.madeAt.slice(0, 10)} ${part.file}`,
          items: itemsOf(path, part, feed),
        }),
      );
    return runs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function journalRefusal(p: Platform, actor: Actor, error: unknown): Promise<void> {
  await p.db.transaction().execute((trx) =>
    p.journal.append(trx, {
      actor,
      action: 'watch.bundle.refused',
      details: { reason: String(error).slice(0, 500) },
    }),
  );
}

async function verifyBundle(
  p: Platform,
  path: string,
  confirmed: string | undefined,
): Promise<{ manifest: Manifest; fingerprint: string }> {
  const texts = new Map<string, Buffer>();
  const hashes = new Map<string, string>();
  for await (const file of readFiles(path)) {
    if (hashes.has(file.name) || texts.has(file.name))
      throw fail('bundle-malformed', { details: { reason: `${file.name} twice` } });
    if (file.name === MANIFEST || file.name === SIGNATURE)
      texts.set(file.name, await readBytes(file.place, file.content, 1024 ** 2));
    else hashes.set(file.name, await hashOf(file));
  }
  const bytes = texts.get(MANIFEST);
  const signature = parse(Signature, SIGNATURE, texts.get(SIGNATURE));
  const key = readPublicKey(signature.publicKey);
  const fingerprint = fingerprintOf(key);
  if (fingerprint !== confirmed && !(await findKey(p.db, fingerprint)))
    throw fail('bundle-key-unknown', { details: { fingerprint } });
  if (!bytes || !verify(null, bytes, key, Buffer.from(signature.signature, 'base64')))
    throw fail('bundle-signature-wrong', { details: { fingerprint } });
  const manifest = parse(Manifest, MANIFEST, bytes);
  for (const part of manifest.feeds)
    if (hashes.get(part.file) !== part.sha256)
      throw fail('bundle-file-changed', { details: { file: part.file } });
  return { manifest, fingerprint };
}

async function hashOf(file: OpenedFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of file.content) hash.update(chunk);
  return hash.digest('hex');
}

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  name: string,
  bytes: Buffer | undefined,
): T {
  let value: unknown;
  try {
    value = bytes && JSON.parse(decodeText(name, bytes));
  } catch (cause) {
    throw fail('bundle-malformed', { cause, details: { reason: name } });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw fail('bundle-malformed', { details: { reason: name } });
  return parsed.data;
}

async function* itemsOf(
  path: string,
  part: Manifest['feeds'][number],
  feed: FeedDef,
): AsyncGenerator<FeedItem> {
  if (part.edition) yield { kind: 'edition', edition: part.edition, at: part.dataAt };
  // A delta without anything new is a good reading of an empty file.
  if (part.records > 0) yield* feed.read({ files: only(path, part.file), signal: undefined });
}

async function* only(path: string, name: string): AsyncGenerator<OpenedFile> {
  for await (const file of readFiles(path)) if (file.name === name) yield file;
}
