import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres, startPostgres } from '../../../test/kit/postgres.ts';
import { systemActor } from '../auth/actor.ts';
import { fixedClock } from '../clock.ts';
import { createJournal } from '../journal/append.ts';
import { listTables } from './copy/catalogue.ts';
import { migrate } from './migrate.ts';
import { moveDatabase } from './move.ts';
import { ROOMS } from './rooms.ts';
import { openSession, placeOf } from './session.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigie-move-'));
const source = join(scratch, 'source');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Values that COPY's text form must escape. */
const HOSTILE = [
  'tab\there',
  'line\nbreak\r\n',
  'back\\slash \\N \\.',
  'Nouméa – ʻŌlelo 🌴',
  '',
  '"quoted", it\'s',
];

beforeAll(async () => {
  const { database, close } = await openSession(placeOf(source), 'test');
  await migrate(database, ROOMS);
  const journal = createJournal(fixedClock('2026-11-23T20:00:00Z'));
  for (const label of HOSTILE) {
    await database.db.transaction().execute((trx) =>
      journal.append(trx, {
        actor: systemActor,
        action: 'platform.test.done',
        object: { kind: 'platform.test', id: 'x', label },
        details: { label, nested: [1, null, { a: label }] },
      }),
    );
  }
  await sql`insert into platform_events (name, payload, emitted_at)
    select 'platform.test.done', jsonb_build_object('n', n), now() from generate_series(1, 5000) n`.execute(
    database.db,
  );
  await close();
}, 60_000);

async function contents(
  place: string,
): Promise<{ labels: unknown[]; next: number; heads: unknown[]; tables: number }> {
  const { client, close } = await openSession(placeOf(place), 'test');
  try {
    const labels = await client.query(
      'select object_label, details, hash, at from platform_journal order by seq',
    );
    const next = await client.query(
      `insert into platform_events (name, payload, emitted_at) values ('x', '{}', now()) returning id`,
    );
    const heads = await client.query('select seq, hash from platform_journal_head');
    const tables = await listTables(client);
    return { labels: labels.rows, next: Number(next.rows[0].id), heads: heads.rows, tables: tables.length };
  } finally {
    await close();
  }
}

async function expectSame(place: string): Promise<void> {
  const copy = await contents(place);
  expect(copy.labels).toHaveLength(HOSTILE.length);
  const original = await contents(source);
  expect(copy.labels).toEqual(original.labels);
  expect(copy.heads).toEqual(original.heads);
  expect(copy.tables).toBe(original.tables);
  expect(copy.next).toBe(5001);
}

describe('moving a database', () => {
  it('copies one data folder into another, values, numbering and journal the same', async () => {
    const target = join(scratch, 'copy');
    const reports = await moveDatabase(placeOf(source), placeOf(target), () => {});
    expect(reports.find((r) => r.table === 'platform_events')?.rows).toBe(5000);
    await expectSame(target);
  }, 60_000);

  it('refuses a target that holds something, and leaves it as it was', async () => {
    const target = join(scratch, 'copy');
    const before = (await contents(target)).labels;
    await expect(moveDatabase(placeOf(source), placeOf(target), () => {})).rejects.toMatchObject({
      code: 'platform.target-not-empty',
    });
    expect((await contents(target)).labels).toEqual(before);
  }, 60_000);

  it('refuses a source that is not there', async () => {
    await expect(
      moveDatabase(placeOf(join(scratch, 'nowhere')), placeOf(join(scratch, 'any')), () => {}),
    ).rejects.toMatchObject({ code: 'platform.nothing-there' });
  });
});

const bin = findPostgres();
describe.skipIf(!bin)('moving to a server and back (needs PostgreSQL 15)', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres(bin ?? '');
  }, 60_000);
  afterAll(() => server.stop());

  it('keeps every value both ways', async () => {
    const back = join(scratch, 'back');
    await moveDatabase(placeOf(source), placeOf(server.url), () => {});
    await moveDatabase(placeOf(server.url), placeOf(back), () => {});
    const { client, close } = await openSession(placeOf(back), 'test');
    const { rows } = await client.query('select object_label from platform_journal order by seq');
    await close();
    expect(rows.map((r) => r.object_label)).toEqual(HOSTILE);
  }, 120_000);

  it('leaves a server that was empty as empty when the copy fails', async () => {
    const { client, database, close } = await openSession(placeOf(server.url), 'test');
    await client.query('drop schema public cascade');
    await client.query('create schema public');
    const { fillDatabase } = await import('./copy/target.ts');
    const failing = fillDatabase(
      database,
      client,
      {
        migrations: ['platform/0001-base 0'],
        tables: [],
        sequences: [],
        rows: async function* () {},
        expected: () => undefined,
      },
      ROOMS,
      () => {},
    );
    await expect(failing).rejects.toMatchObject({ code: 'platform.copy-other-version' });
    expect(await listTables(client)).toEqual([]);
    await close();
  }, 60_000);
});
