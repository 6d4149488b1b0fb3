import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/kit/app.ts';
import { feedFixture } from '../../test/kit/watch.ts';
import type { Role } from '../platform/auth/actor.ts';
import { systemActor } from '../platform/auth/actor.ts';
import { watch } from './domain.ts';
import { importFeedFile } from './import-feed-file.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp({ domains: [watch], now: '2026-03-10T20:00:00Z' });
});
afterAll(() => t.close());

const ask = async (who: Role, method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await t.as(who)({ method, url: `/api/watch/labels${url}`, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
};
const bring = (feedId: string, content: string | Buffer) =>
  importFeedFile(t.p, systemActor, {
    feedId,
    name: 'x.json',
    content: Readable.from([Buffer.from(content)]),
  });
const entries = async (query = '') => (await ask('reader', 'GET', `/entries?state=open${query}`)).body.items;
const avis = (reference: string, title: string, cves: string[] = []) => {
  const one = JSON.parse(feedFixture('certfr-avis/fixtures/one.json').toString());
  const text = JSON.stringify({ ...one, reference, title, cves: cves.map((name) => ({ name, url: '' })) });
  return text;
};

describe('watched labels', () => {
  let lagoon = '';

  test('a label looks back a month and is told with the words of the source', async () => {
    await bring('cve5', feedFixture('cve5/fixtures/one.json'));
    const out = await ask('operator', 'POST', '', { label: 'lagoon  MAIL gateway' });
    expect(out).toMatchObject({ status: 201, body: { found: 1 } });
    lagoon = out.body.id;
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      kind: 'advisory',
      ref: 'CVE-2026-10001',
      field: 'product',
      phrase: 'Lagoon Mail Gateway',
      cves: ['CVE-2026-10001'],
      settledAt: null,
    });
  });

  test('only those who may add labels; the same one twice, an unreadable one and too short a one are refused', async () => {
    expect((await ask('reader', 'POST', '', { label: 'Hydralog' })).status).toBe(403);
    expect((await ask('operator', 'POST', '', { label: 'Lagoon mail-gateway' })).status).toBe(409);
    expect((await ask('operator', 'POST', '', { label: '*** ---' })).status).toBe(422);
    expect((await ask('operator', 'POST', '', { label: 'x' })).status).toBe(400);
    expect((await ask('operator', 'POST', '', { label: "d'); drop table" })).status).toBe(201);
  });

  test('a CERT-FR notice without CVE that names it is an entry to check, once', async () => {
    await ask('operator', 'POST', '', { label: 'Hydralog' });
    const text = avis('CERTFR-2026-AVI-0900', 'Vulnérabilité dans le superviseur HYDRALOG');
    await bring('certfr-avis', text);
    await bring('certfr-avis', text);
    const found = await entries('&withoutCve=true');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      kind: 'notice',
      ref: 'CERTFR-2026-AVI-0900',
      label: { label: 'Hydralog' },
      phrase: 'Vulnérabilité dans le superviseur HYDRALOG',
      cves: [],
    });
    const { items } = (await ask('reader', 'GET', '')).body;
    expect(items.map((l: { label: string; open: number }) => [l.label, l.open])).toEqual([
      ["d'); drop table", 0],
      ['Hydralog', 1],
      ['lagoon  MAIL gateway', 1],
    ]);
  });

  test('a person settles entries; a revision does not bring them back', async () => {
    const ids = (await entries()).map((e: { id: string }) => e.id);
    const body = { ids, outcome: 'not_concerned' };
    expect((await ask('reader', 'POST', '/entries/settle', body)).status).toBe(403);
    expect((await ask('operator', 'POST', '/entries/settle', body)).body).toEqual({ settled: 2 });
    expect((await ask('operator', 'POST', '/entries/settle', body)).body).toEqual({ settled: 0 });
    await bring('certfr-avis', avis('CERTFR-2026-AVI-0900', 'Vulnérabilité dans Hydralog (révisé)'));
    expect(await entries()).toEqual([]);
    const settled = (await ask('reader', 'GET', '/entries?state=settled')).body.items;
    expect(settled[0]).toMatchObject({ outcome: 'not_concerned', settledBy: 'Hina R.' });
  });

  test('a label no longer watched finds nothing more, and its entries leave the list', async () => {
    expect((await ask('operator', 'POST', `/${lagoon}/remove`)).status).toBe(200);
    expect((await ask('operator', 'POST', `/${lagoon}/remove`)).status).toBe(404);
    expect((await ask('reader', 'GET', `/entries?label=${lagoon}`)).body.total).toBe(0);
    const { rows } = await sql<{
      action: string;
    }>`select action from platform_journal where action like 'watch.label.%' order by seq`.execute(t.p.db);
    expect(rows.map((r) => r.action)).toEqual([
      'watch.label.added',
      'watch.label.added',
      'watch.label.added',
      'watch.label.settled',
      'watch.label.removed',
    ]);
  });
});
