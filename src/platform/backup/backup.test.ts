import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../auth/actor.ts';
import { fixedClock } from '../clock.ts';
import { migrate } from '../db/migrate.ts';
import { ROOMS } from '../db/rooms.ts';
import { openSession, placeOf } from '../db/session.ts';
import { createFiles } from '../files/store-files.ts';
import { createJournal } from '../journal/append.ts';
import { keyRing } from '../secrets/key-ring.ts';
import { createBackup } from './create-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { SEAL_HEADER, seal, unseal } from './seal.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigie-backup-'));
const data = join(scratch, 'data');
const archive = join(scratch, 'vigie.backup');
const now = new Date('2026-11-23T20:00:00Z');
const content = Buffer.from('a source document\n'.repeat(5000));
const sha256 = createHash('sha256').update(content).digest('hex');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const backup = (target: string, extra: { passphrase?: string } = {}) =>
  createBackup({ place: placeOf(data), dataDir: data, target, now, ...extra });
const restore = (file: string, dataDir: string, extra: { passphrase?: string } = {}) =>
  restoreBackup({ file, dataDir, onTable: () => {}, ...extra });

let sealedSecret: string;
beforeAll(async () => {
  const { database, close } = await openSession(placeOf(data), 'test');
  await migrate(database, ROOMS);
  const journal = createJournal(fixedClock(now));
  await database.db.transaction().execute((trx) =>
    journal.append(trx, {
      actor: systemActor,
      action: 'platform.test.done',
      details: { text: 'tab\t\\ line\n' },
    }),
  );
  await sql`insert into platform_events (name, payload, emitted_at)
    select 'platform.test.done', jsonb_build_object('n', n, 'text', repeat('x', 200)), now() from generate_series(1, 3000) n`.execute(
    database.db,
  );
  await createFiles(join(data, 'files')).put(Readable.from([content]), { maxBytes: 1e9 });
  sealedSecret = keyRing(data).seal('test', 'JBSWY3DPEHPK3PXP');
  // While Vigie runs: the backup goes through its socket.
  await backup(archive);
  await close();
}, 60_000);

describe('a backup', () => {
  it('taken from a running Vigie is restored with the database, the files, the keys and the next numbers', async () => {
    const target = join(scratch, 'restored');
    const manifest = await restore(archive, target);
    expect(manifest.tables.find((t) => t.name === 'platform_events')?.rows).toBe(3000);
    expect(readFileSync(join(target, 'files', sha256.slice(0, 2), sha256)).equals(content)).toBe(true);
    expect(keyRing(target).open('test', sealedSecret)).toBe('JBSWY3DPEHPK3PXP');
    expect(statSync(join(target, 'secrets.key')).mode & 0o777).toBe(0o600);
    const { client, close } = await openSession(placeOf(target), 'test');
    const { rows } = await client.query(
      `select (select details->>'text' from platform_journal) as text, count(*)::int as n from platform_events`,
    );
    const next = await client.query(
      `insert into platform_events (name, payload, emitted_at) values ('x', '{}', now()) returning id`,
    );
    await close();
    expect(rows[0]).toEqual({ text: 'tab\t\\ line\n', n: 3000 });
    expect(Number(next.rows[0].id)).toBe(3001);
  }, 60_000);

  it('is not written over an existing file', async () => {
    await expect(backup(archive)).rejects.toMatchObject({ code: 'platform.backup-exists' });
  });

  it('is not restored over a folder that holds something', async () => {
    await expect(restore(archive, data)).rejects.toMatchObject({ code: 'platform.restore-not-empty' });
  });

  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['cut in the middle', (b) => b.subarray(0, b.length >> 1)],
    ['cut of its last bytes', (b) => b.subarray(0, b.length - 40)],
    [
      'with one byte changed',
      (b) =>
        Buffer.concat([
          b.subarray(0, b.length >> 1),
          Buffer.from([(b[b.length >> 1] ?? 0) ^ 1]),
          b.subarray((b.length >> 1) + 1),
        ]),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['of something else', () => Buffer.from('<html>not a backup</html>')],
  ];
  it.each(damages)(
    '%s is refused and leaves nothing behind',
    async (name, damage) => {
      const file = join(scratch, `damaged-${name.replaceAll(' ', '-')}`);
      writeFileSync(file, damage(readFileSync(archive)));
      const target = join(scratch, 'from-damaged');
      await expect(restore(file, target)).rejects.toMatchObject({
        code: expect.stringMatching(/^platform\.backup-(unreadable|damaged)$/),
      });
      expect(existsSync(target)).toBe(false);
      expect(readdirSync(scratch).filter((f) => f.includes('-restore-'))).toEqual([]);
    },
    60_000,
  );
});

describe('an encrypted backup', () => {
  const sealed = join(scratch, 'sealed.backup');
  const passphrase = 'une phrase secrète assez longue';
  beforeAll(async () => {
    await backup(sealed, { passphrase });
  }, 60_000);

  it('opens with its passphrase', async () => {
    const manifest = await restore(sealed, join(scratch, 'unsealed'), { passphrase });
    expect(manifest.files.count).toBe(1);
  }, 60_000);

  it('says that it is encrypted', async () => {
    await expect(restore(sealed, join(scratch, 'x1'))).rejects.toMatchObject({
      code: 'platform.backup-encrypted',
    });
  });

  it('refuses another passphrase', async () => {
    await expect(restore(sealed, join(scratch, 'x2'), { passphrase: 'other' })).rejects.toMatchObject({
      code: 'platform.backup-wrong-passphrase',
    });
  });

  it('hides the texts', () => {
    expect(readFileSync(sealed).includes('platform_journal')).toBe(false);
  });
});

describe('the seal', () => {
  const collect = async (source: AsyncIterable<Buffer>) => {
    const chunks: Buffer[] = [];
    for await (const chunk of source) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const open = (bytes: Buffer) =>
    collect(unseal(bytes.subarray(0, SEAL_HEADER), Readable.from([bytes.subarray(SEAL_HEADER)]), 'secret'));

  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('gives back %d bytes', async (size) => {
    const plain = Buffer.alloc(size, 7);
    expect((await open(await collect(seal(Readable.from([plain]), 'secret')))).equals(plain)).toBe(true);
  });

  it('refuses an archive cut at a block, or with two blocks exchanged', async () => {
    const bytes = await collect(seal(Readable.from([Buffer.alloc(200_000, 7)]), 'secret'));
    const block = 65_536 + 16;
    const cut = bytes.subarray(0, SEAL_HEADER + 2 * block);
    await expect(open(cut)).rejects.toMatchObject({ code: 'platform.backup-damaged' });
    const [first, second] = [0, 1].map((n) =>
      bytes.subarray(SEAL_HEADER + n * block, SEAL_HEADER + (n + 1) * block),
    );
    const exchanged = Buffer.concat([
      bytes.subarray(0, SEAL_HEADER),
      second ?? first ?? bytes,
      first ?? bytes,
      bytes.subarray(SEAL_HEADER + 2 * block),
    ]);
    await expect(open(exchanged)).rejects.toMatchObject({ code: expect.stringMatching(/backup/) });
  });
});
