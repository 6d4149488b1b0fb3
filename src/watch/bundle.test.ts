import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { feedFixture, forgetWatch, watchRoom } from '../../test/kit/watch.ts';
import { systemActor } from '../platform/auth/actor.ts';
import { generateBundleKey, trustBundleKey } from './add-bundle-key.ts';
import { exportBundle } from './export-bundle.ts';
import { importBundle } from './import-bundle.ts';
import { loadFeedState } from './store/feeds.ts';

const room = watchRoom();

describe('signed bundles', () => {
  const content = async (since?: string) => {
    const bundle = await exportBundle(room.p, systemActor, {
      feeds: ['cve5', 'cisa-kev', 'epss', 'certfr-avis'],
      since,
    });
    const chunks: Buffer[] = [];
    for await (const chunk of bundle.content) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };
  const fill = async () => {
    await room.bring('cve5', feedFixture('cve5/fixtures/many.ndjson'));
    await room.bring('cisa-kev', feedFixture('cisa-kev/fixtures/many.json'));
    await room.bring('epss', feedFixture('epss/fixtures/many.csv'));
    await room.bring('certfr-avis', feedFixture('certfr-avis/fixtures/many.ndjson'));
  };
  const forget = () => forgetWatch(room.p);
  const take = (bytes: Buffer, confirmedFingerprint?: string) =>
    importBundle(room.p, systemActor, { source: Readable.from([bytes]), confirmedFingerprint });

  it('carry all that the feeds hold to a site without a network', async () => {
    await fill();
    const key = await generateBundleKey(room.p, systemActor, { name: 'Nouméa' });
    const bytes = await content();
    await forget();
    await trustBundleKey(room.p, systemActor, { name: 'Siège', publicKey: key.public_key });
    const runs = await take(bytes);
    expect(runs.map((r) => [r.feed_id, r.state, r.created, r.bad])).toEqual([
      ['cve5', 'done', 4, 0],
      ['cisa-kev', 'done', 3, 0],
      ['epss', 'done', 0, 0],
      ['certfr-avis', 'done', 3, 0],
    ]);
    expect(await room.facts('CVE-2026-10001')).toMatchObject({
      kev: { dueDate: '2026-03-25' },
      epss: { date: '2026-03-06' },
    });
    expect((await loadFeedState(room.p.db, 'cisa-kev')).edition).toBe('2026.03.04');
    expect((await take(bytes)).every((r) => r.created + r.changed + r.removed === 0)).toBe(true);
  });

  it('since a date hold only what came later, and an empty part is no fault', async () => {
    await fill();
    const key = await generateBundleKey(room.p, systemActor, { name: 'Nouméa' });
    const bytes = await content('2026-11-24T00:00:00.000Z');
    const runs = await take(bytes);
    expect(key.private_key).not.toBeNull();
    expect(runs.map((r) => [r.feed_id, r.seen])).toEqual([
      ['cve5', 0],
      ['cisa-kev', 3],
      ['epss', 3],
      ['certfr-avis', 0],
    ]);
  });

  it('of an unknown key are refused, unless a person compared the fingerprint', async () => {
    await fill();
    const key = await generateBundleKey(room.p, systemActor, { name: 'Nouméa' });
    const bytes = await content();
    await forget();
    await expect(take(bytes)).rejects.toMatchObject({
      code: 'watch.bundle-key-unknown',
      details: { fingerprint: key.fingerprint },
    });
    expect((await room.journal())[0]?.action).toBe('watch.bundle.refused');
    expect(await room.facts('CVE-2026-10001')).toBeUndefined();
    expect(await take(bytes, key.fingerprint)).toHaveLength(4);
  });

  it('that were tampered with are refused whole', async () => {
    await fill();
    await generateBundleKey(room.p, systemActor, { name: 'Nouméa' });
    const tar = gunzipSync(await content());
    const patch = (from: string, to: string) => {
      const at = tar.indexOf(from);
      expect(at).toBeGreaterThan(0);
      const copy = Buffer.from(tar);
      copy.write(to, at);
      return gzipSync(copy);
    };
    await expect(take(patch('Apply the vendor', 'Ignore the vendo'))).rejects.toMatchObject({
      code: 'watch.bundle-file-changed',
    });
    await expect(take(patch('"records": 4', '"records": 5'))).rejects.toMatchObject({
      code: 'watch.bundle-signature-wrong',
    });
    await expect(take(Buffer.from('not an archive'))).rejects.toMatchObject({
      code: 'watch.bundle-malformed',
    });
    await expect(take(gzipSync(tar).subarray(0, 400))).rejects.toMatchObject({
      code: expect.stringMatching(/^(platform\.file|watch\.bundle)/),
    });
    const folder = mkdtempSync(join(tmpdir(), 'vigie-bundle-'));
    writeFileSync(join(folder, 'b'), patch('Apply the vendor', 'Ignore the vendo'));
    await expect(importBundle(room.p, systemActor, { source: join(folder, 'b') })).rejects.toMatchObject({
      code: 'watch.bundle-file-changed',
    });
    rmSync(folder, { recursive: true });
  });

  it('need a key to be made, and a real one to be trusted', async () => {
    await expect(content()).rejects.toMatchObject({ code: 'watch.bundle-no-key' });
    await expect(
      trustBundleKey(room.p, systemActor, { name: 'x', publicKey: 'hello' }),
    ).rejects.toMatchObject({
      code: 'watch.key-malformed',
    });
  });
});
