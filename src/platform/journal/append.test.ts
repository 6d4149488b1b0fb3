import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestPlatform, testPlatform } from '../../../test/kit/platform.ts';
import { systemActor } from '../auth/actor.ts';
import { checkJournal } from './check-journal.ts';
import { listEntries, readHead } from './store.ts';
import { verifyJournal } from './verify.ts';

let p: TestPlatform;
beforeAll(async () => {
  p = await testPlatform();
});
afterAll(() => p.close());

const write = (n: number) =>
  p.db.transaction().execute(async (trx) => {
    for (let i = 0; i < n; i++)
      await p.journal.append(trx, {
        actor: systemActor,
        action: 'platform.test.done',
        details: { b: i, a: [2, { z: null, y: 'é' }] },
      });
  });
/** What only somebody with the database's own password can do. */
const tamper = async (statement: string) => {
  await sql.raw('alter table platform_journal disable trigger platform_journal_no_change').execute(p.db);
  await sql.raw(statement).execute(p.db);
  await sql.raw('alter table platform_journal enable trigger platform_journal_no_change').execute(p.db);
};
const lastAct = async () => (await listEntries(p.db, {}, { limit: 1, offset: 0 })).rows[0];

describe('the journal', () => {
  it('numbers entries without a gap, each sealed by the one before', async () => {
    await write(3);
    expect(await verifyJournal(p.db)).toMatchObject({ intact: true, entries: 3 });
    expect((await readHead(p.db)).seq).toBe(3);
  });

  it('refuses to be changed or emptied', async () => {
    for (const statement of [
      `update platform_journal set actor_name = 'x'`,
      'delete from platform_journal',
      'truncate platform_journal',
    ])
      await expect(sql.raw(statement).execute(p.db)).rejects.toThrow('append-only');
  });

  it('is verified on from where the last verification ended, and whole once a day', async () => {
    expect(await checkJournal(p, { full: false })).toMatchObject({ seq: 3, broken_seq: null });
    const first = p.clock.now();
    p.clock.advance(3_600_000);
    await write(2);
    const later = await checkJournal(p, { full: false });
    expect(later).toMatchObject({ seq: 5, full_at: first, verified_at: p.clock.now() });
    p.clock.advance(24 * 3_600_000);
    expect((await checkJournal(p, { full: false })).full_at).toEqual(p.clock.now());
  });

  it('found altered is told once in itself, stays so until it fits again, and says where', async () => {
    await tamper(`update platform_journal set details = '{"b": 99}' where seq = 2`);
    // What was verified before is not read again each hour.
    expect(await checkJournal(p, { full: false })).toMatchObject({ broken_seq: null });
    const asked = await checkJournal(p, { full: true });
    expect(asked).toMatchObject({ broken_seq: 2, problem: 'altered', seq: 5 });
    expect(await lastAct()).toMatchObject({
      seq: 6,
      action: 'platform.journal.broken',
      details: { seq: 2, problem: 'altered' },
    });
    expect(await checkJournal(p, { full: false })).toMatchObject({ broken_seq: 2 });
    expect((await lastAct())?.seq).toBe(6);
    await tamper(
      `update platform_journal set details = '{"b": 1, "a": [2, {"z": null, "y": "é"}]}' where seq = 2`,
    );
    expect(await checkJournal(p, { full: false })).toMatchObject({ broken_seq: null, seq: 6 });
  });

  it('cut of its end is found even when its head was set back too', async () => {
    await tamper('delete from platform_journal where seq = 6');
    expect(await verifyJournal(p.db)).toMatchObject({ intact: false, seq: 6, problem: 'missing' });
    await sql`update platform_journal_head set seq = 5, hash = (select hash from platform_journal where seq = 5)`.execute(
      p.db,
    );
    expect(await verifyJournal(p.db)).toMatchObject({ intact: true, entries: 5 });
    expect(await checkJournal(p, { full: false })).toMatchObject({ broken_seq: 6, problem: 'missing' });
    // The break was written as entry 6, in the place of the one cut off: it must not heal the chain.
    expect(await verifyJournal(p.db)).toMatchObject({ intact: true, entries: 6 });
    expect(await checkJournal(p, { full: true })).toMatchObject({ broken_seq: 6, problem: 'altered' });
  });
});

describe('an entry', () => {
  it('stays whole when a cut left half of a character, or a name holds U+0000', async () => {
    const own = await testPlatform();
    await own.db.transaction().execute((trx) =>
      own.journal.append(trx, {
        actor: { ...systemActor, name: 'a\0b' },
        action: 'platform.test.done',
        object: { kind: 'platform.test', id: 'x', label: `${'x'.repeat(3)}🌺`.slice(0, 4) },
        details: { text: '🌺'.slice(1), list: ['\0'] },
      }),
    );
    expect((await listEntries(own.db, {}, { limit: 1, offset: 0 })).rows[0]).toMatchObject({
      actor_name: 'a\uFFFDb',
      object_label: 'xxx\uFFFD',
      details: { text: '\uFFFD', list: ['\uFFFD'] },
    });
    expect(await verifyJournal(own.db)).toMatchObject({ intact: true });
    await own.close();
  });
});
