import { createHash, createPrivateKey, sign } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { findFeed } from './feeds/find-feed.ts';
import { MANIFEST, type Manifest, SIGNATURE } from './model/bundle.ts';
import { ownKey } from './store/bundle-keys.ts';
import { loadFeedState } from './store/feeds.ts';
import { streamOriginals } from './store/records.ts';
import { currentEdition, streamScores } from './store/scores.ts';

/**
 * A signed archive of what some feeds hold, for a site without a network. With `since`, feeds that come by and by give only what
 * was received from then on; whole-edition feeds always give all.
 */
export async function exportBundle(
  p: Platform,
  actor: Actor,
  input: { feeds: readonly string[]; since?: string | undefined },
): Promise<{ name: string; content: Readable }> {
  const key = await ownKey(p.db);
  if (!key) throw fail('bundle-no-key');
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bundle-'));
  try {
    const feeds: Manifest['feeds'] = [];
    for (const id of new Set(input.feeds))
      feeds.push(await writeFeed(p, id, folder, input.since ? new Date(input.since) : null));
    const manifest: Manifest = {
      format: 'vigie-bundle',
      version: 1,
      madeAt: p.clock.now().toISOString(),
      since: input.since ? new Date(input.since).toISOString() : null,
      feeds,
    };
    await p.db.transaction().execute((trx) =>
      p.journal.append(trx, {
        actor,
        action: 'watch.bundle.exported',
        details: { feeds: feeds.map((f) => f.id), since: manifest.since, key: key.fingerprint },
      }),
    );
    const text = JSON.stringify(manifest, null, 2);
    const signature = JSON.stringify({
      algorithm: 'Ed25519',
      publicKey: key.public_key,
      signature: sign(null, Buffer.from(text), createPrivateKey(key.private_key)).toString('base64'),
    });
    return {
      name: `vigie-${manifest.madeAt.slice(0, 10)}.tar.gz`,
      content: Readable.from(archive(folder, manifest, text, signature), { objectMode: false }),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writeFeed(
  p: Platform,
  id: string,
  folder: string,
  since: Date | null,
): Promise<Manifest['feeds'][number]> {
  const feed = findFeed(id);
  const state = await loadFeedState(p.db, id);
  const lines = id === 'epss' ? scoreLines(p) : recordLines(p, id, feed.mode === 'stream' ? since : null);
  const file = `${id}.${id === 'epss' ? 'csv' : 'ndjson'}`;
  const hash = createHash('sha256');
  const handle = await open(join(folder, file), 'w', 0o600);
  let bytes = 0;
  let records = 0;
  try {
    for await (const batch of lines) {
      const text = Buffer.from(batch.text);
      records += batch.records;
      bytes += text.length;
      hash.update(text);
      await handle.writeFile(text);
    }
  } finally {
    await handle.close();
  }
  return {
    id,
    file,
    sha256: hash.digest('hex'),
    bytes,
    records,
    edition: state.edition,
    dataAt: state.data_at?.toISOString() ?? null,
  };
}

async function* recordLines(p: Platform, id: string, since: Date | null) {
  for await (const batch of streamOriginals(p.db, id, since))
    yield { text: batch.map((r) => `${r.text}\n`).join(''), records: batch.length };
}

/** In FIRST's own layout, so that the feed's reader reads it. */
async function* scoreLines(p: Platform) {
  const { date, model } = await currentEdition(p.db);
  if (!date) throw fail('feed-empty', { details: { feed: 'epss', place: 'epss' } });
  yield {
    text: `#model_version:${model ?? 'unknown'},score_date:${date}T00:00:00+0000\ncve,epss,percentile\n`,
    records: 0,
  };
  for await (const batch of streamScores(p.db))
    yield {
      text: batch.map((s) => `${s.id},${s.score},${s.percentile}\n`).join(''),
      records: batch.length,
    };
}

async function* archive(
  folder: string,
  manifest: Manifest,
  text: string,
  signature: string,
): AsyncGenerator<Buffer> {
  const tar = pack();
  const filled = (async () => {
    tar.entry({ name: MANIFEST }, text);
    tar.entry({ name: SIGNATURE }, signature);
    for (const { file, bytes } of manifest.feeds) {
      const path = join(folder, file);
      // A tar entry of no bytes takes no stream.
      if (bytes === 0) tar.entry({ name: file }, await readFile(path));
      else await pipeline(createReadStream(path), tar.entry({ name: file, size: bytes }));
    }
    tar.finalize();
  })();
  filled.catch((error: Error) => tar.destroy(error));
  try {
    for await (const chunk of tar.pipe(createGzip({ level: 6 }))) yield chunk as Buffer;
    await filled;
  } finally {
    tar.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
