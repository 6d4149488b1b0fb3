import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../auth/actor.ts';
import { fixedClock } from '../clock.ts';
import { ConfigSchema } from '../config/config.ts';
import { migrate } from '../db/migrate.ts';
import { ROOMS } from '../db/rooms.ts';
import { openSession, placeOf } from '../db/session.ts';
import { createFiles } from '../files/store-files.ts';
import { createJournal } from '../journal/append.ts';
import { readHead } from '../journal/store.ts';
import { type Check, examine } from './examine.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigie-doctor-'));
const dataDir = join(scratch, 'data');
const config = ConfigSchema.parse({ dataDir });
const content = Buffer.from('kept');
const sha256 = createHash('sha256').update(content).digest('hex');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function withDatabase<T>(
  work: (session: Awaited<ReturnType<typeof openSession>>) => Promise<T>,
): Promise<T> {
  const session = await openSession(placeOf(dataDir), 'test');
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

beforeAll(async () => {
  await withDatabase(async ({ database }) => {
    await migrate(database, ROOMS);
    const journal = createJournal(fixedClock('2026-11-23T20:00:00.123Z'));
    await database.db.transaction().execute(async (trx) => {
      for (let n = 0; n < 12; n++) {
        await journal.append(trx, {
          actor: systemActor,
          action: 'platform.test.done',
          details: { n, b: 'é', a: [1.5, null] },
        });
      }
    });
    await createFiles(join(dataDir, 'files')).put(Readable.from([content]), { maxBytes: 1e6 });
  });
}, 60_000);

const find = (checks: Check[], id: Check['id']) => checks.find((c) => c.id === id);

describe('the doctor', () => {
  it('finds a stopped installation sound, and proves durability itself', async () => {
    const { hash } = await withDatabase(({ database }) => readHead(database.db));
    const checks = await examine(config);
    expect(checks.filter((c) => c.state === 'fail')).toEqual([]);
    expect(find(checks, 'durability')?.facts.proof).toMatch(/fsync × [1-9]/);
    expect(find(checks, 'journal')?.facts).toEqual({
      entries: 12,
      // What SECURITY.md says to keep elsewhere.
      head: hash,
    });
    expect(find(checks, 'files')?.facts).toMatchObject({ count: 1, missing: 0, damaged: 0 });
  }, 60_000);

  it('examines a running installation through its socket', async () => {
    await withDatabase(async () => {
      const checks = await examine(config);
      expect(checks.filter((c) => c.state === 'fail')).toEqual([]);
      expect(find(checks, 'durability')?.facts.proof).toBe('running');
    });
  }, 60_000);

  it('says that there is nothing', async () => {
    const checks = await examine(ConfigSchema.parse({ dataDir: join(scratch, 'nowhere') }));
    expect(find(checks, 'engine')?.state).toBe('fail');
  });

  it('sees a stored file that changed', async () => {
    const path = join(dataDir, 'files', sha256.slice(0, 2), sha256);
    writeFileSync(path, 'kept?');
    const found = find(await examine(config), 'files');
    writeFileSync(path, content);
    expect(found).toMatchObject({ state: 'fail', facts: { damaged: 1, first: sha256 } });
  }, 60_000);

  const tampering: [string, string, { seq: number; problem: string }][] = [
    [
      'an entry that was altered',
      `update platform_journal set details = '{"n":99}' where seq = 5`,
      { seq: 5, problem: 'altered' },
    ],
    [
      'an entry that was re-signed alone',
      `update platform_journal set hash = repeat('a', 64) where seq = 6`,
      { seq: 6, problem: 'altered' },
    ],
    [
      'an entry that was removed',
      'delete from platform_journal where seq = 8',
      { seq: 8, problem: 'missing' },
    ],
    [
      'a tail that was cut off',
      'delete from platform_journal where seq > 10',
      { seq: 11, problem: 'missing' },
    ],
  ];
  it.each(tampering)(
    'names %s',
    async (_name, statement, expected) => {
      await withDatabase(async ({ database }) => {
        const rollback = new Error('rollback');
        const { verifyJournal } = await import('../journal/verify.ts');
        await expect(
          database.db.transaction().execute(async (trx) => {
            await sql`alter table platform_journal disable trigger all`.execute(trx);
            await sql.raw(statement).execute(trx);
            expect(await verifyJournal(trx)).toEqual({ intact: false, ...expected });
            throw rollback;
          }),
        ).rejects.toBe(rollback);
      });
    },
    60_000,
  );

  it('finds the journal refuses changes by itself', async () => {
    await withDatabase(async ({ database }) => {
      await expect(sql`update platform_journal set action = 'x'`.execute(database.db)).rejects.toThrow(
        /append-only/,
      );
    });
  }, 60_000);
});
