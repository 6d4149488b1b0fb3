import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../test/kit/app.ts';
import { feedFixture } from '../../test/kit/watch.ts';
import {
  AdvisoryDetail,
  AdvisoryPage,
  BundleKey,
  Feed,
  FeedList,
  FeedRun,
  FeedRunPage,
  NoticePage,
  WatchSummary,
} from './contract.ts';
import { watch } from './domain.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp({ domains: [watch] });
});
afterAll(() => t.close());

/** A form with one file. */
function form(name: string, content: Buffer) {
  const boundary = 'x-vigie-test';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
const upload = (role: 'operator' | 'reader', feed: string, path: string) =>
  t.as(role)({ method: 'POST', url: `/api/watch/feeds/${feed}/import`, ...form(path, feedFixture(path)) });

describe('the watch over HTTP', () => {
  it('imports an uploaded file for those who may, and shows what came of it', async () => {
    expect((await upload('reader', 'cve5', 'cve5/fixtures/many.ndjson')).statusCode).toBe(403);
    const run = FeedRun.parse((await upload('operator', 'cve5', 'cve5/fixtures/many.ndjson')).json());
    expect(run).toMatchObject({ state: 'done', origin: 'file', originName: 'many.ndjson', created: 4 });
    await upload('operator', 'cisa-kev', 'cisa-kev/fixtures/many.json');
    await upload('operator', 'certfr-avis', 'certfr-avis/fixtures/many.ndjson');
    const broken = await upload('operator', 'epss', 'epss/fixtures/broken.csv');
    expect([broken.statusCode, broken.headers['content-type']]).toEqual([
      422,
      expect.stringContaining('problem+json'),
    ]);
    expect(broken.body).toContain('broken.csv:1');
  });

  it('lists feeds with their health and history', async () => {
    const list = FeedList.parse((await t.as('reader')({ url: '/api/watch/feeds' })).json());
    const states = new Map(list.items.map((f) => [f.id, f.state]));
    for (const id of ['certfr-avis', 'cisa-kev', 'cve5']) expect(states.get(id)).toMatch(/fresh|late|stale/);
    for (const id of ['certfr-alertes', 'epss', 'eu-kev', 'msrc']) expect(states.get(id)).toBe('never');
    for (const id of ['nvd', 'csaf', 'debian', 'redhat-vex']) expect(states.get(id)).toBe('disabled');
    expect(list.items.find((f) => f.id === 'nvd')?.notice).toContain('not endorsed or certified by the NVD');
    expect(list.items.find((f) => f.id === 'epss')?.lastError).toMatchObject({
      code: 'watch.feed-wrong-content',
      place: 'broken.csv:1',
    });
    const runs = FeedRunPage.parse((await t.as('reader')({ url: '/api/watch/feeds/epss/runs' })).json());
    expect(runs.items.map((r) => r.state)).toEqual(['failed']);
    expect((await t.as('reader')({ url: '/api/watch/feeds/nope/runs' })).statusCode).toBe(404);
  });

  it('lists, exports and opens advisories', async () => {
    const page = AdvisoryPage.parse(
      (await t.as('reader')({ url: '/api/watch/advisories?kev=true&sort=-severity' })).json(),
    );
    expect([page.total, page.items[0]?.id]).toEqual([3, 'CVE-2026-10001']);
    const csv = await t.as('reader')({ url: '/api/watch/advisories?format=csv&rejected=true' });
    expect(csv.body.split('\r\n').length).toBe(7);
    const one = AdvisoryDetail.parse(
      (await t.as('reader')({ url: '/api/watch/advisories/CVE-2026-10001' })).json(),
    );
    expect([one.saidBy.map((s) => s.feedId), one.notices.length, one.ledger.length]).toEqual([
      ['cisa-kev', 'cve5'],
      1,
      3,
    ]);
    const original = await t.as('reader')({ url: '/api/watch/advisories/CVE-2026-10001/original?feed=cve5' });
    expect(original.headers['content-disposition']).toBe('attachment; filename="CVE-2026-10001.cve5.json"');
    expect(original.json().cveMetadata.cveId).toBe('CVE-2026-10001');
    expect((await t.as('reader')({ url: '/api/watch/advisories/CVE-1999-1' })).statusCode).toBe(404);
    expect((await t.as('reader')({ url: '/api/watch/advisories?since=soon' })).statusCode).toBe(400);
    expect(
      NoticePage.parse((await t.as('reader')({ url: '/api/watch/notices?q=lagoon' })).json()).total,
    ).toBe(2);
    expect(WatchSummary.parse((await t.as('reader')({ url: '/api/watch/summary' })).json())).toMatchObject({
      vulnerabilities: 5,
      notices: 3,
    });
  });

  it('configures a feed for those who may', async () => {
    const url = '/api/watch/feeds/epss';
    const patch = (role: 'ciso' | 'operator', payload: object) =>
      t.as(role)({ method: 'PATCH', url, payload });
    expect((await patch('operator', { isEnabled: false })).statusCode).toBe(403);
    expect((await patch('ciso', { url: 'ftp://example.org/x' })).statusCode).toBe(400);
    expect((await patch('ciso', { url: 'https://user:secret@mirror.example/' })).statusCode).toBe(400);
    expect((await patch('ciso', { url: 'https://token@mirror.example/' })).statusCode).toBe(400);
    const feed = Feed.parse(
      (
        await patch('ciso', {
          isEnabled: false,
          cadenceMinutes: 600,
          url: 'https://mirror.example/epss.csv.gz',
        })
      ).json(),
    );
    expect(feed).toMatchObject({
      state: 'disabled',
      cadenceMinutes: 600,
      url: 'https://mirror.example/epss.csv.gz',
    });
    expect(
      (await t.as('operator')({ method: 'POST', url: '/api/watch/feeds/cve5/pull' })).json(),
    ).toMatchObject({ jobId: expect.any(String) });
    expect(
      (await t.as('ciso')({ method: 'POST', url: `${url}/accept-shrink`, payload: { reason: 'because' } }))
        .statusCode,
    ).toBe(409);
  });

  it('takes settings of a source; a secret goes in and never comes out', async () => {
    const patch = (payload: object) =>
      t.as('ciso')({ method: 'PATCH', url: '/api/watch/feeds/nvd', payload });
    const answer = await patch({ values: { apiKey: 'k-very-secret', feeds: 'https://mirror.example/nvd' } });
    expect(answer.body).not.toContain('k-very-secret');
    expect(Feed.parse(answer.json()).settings).toMatchObject([
      { key: 'apiKey', value: null, isSet: true },
      { key: 'feeds', value: 'https://mirror.example/nvd', isSet: true },
    ]);
    expect((await t.as('reader')({ url: '/api/watch/feeds' })).body).not.toContain('k-very-secret');
    expect(
      Feed.parse((await patch({ values: { apiKey: null, feeds: null } })).json()).settings,
    ).toMatchObject([{ isSet: false }, { value: 'https://nvd.nist.gov/feeds/json/cve/2.0', isSet: false }]);
    expect((await patch({ values: { nope: 'x' } })).statusCode).toBe(422);
  });

  it('makes, exports and imports a signed bundle; a private key never leaves', async () => {
    const made = await t.as('ciso')({
      method: 'POST',
      url: '/api/watch/bundles/keys',
      payload: { name: 'Siège' },
    });
    expect(BundleKey.parse(made.json()).isOwn).toBe(true);
    expect(made.body).not.toContain('PRIVATE');
    const bundle = await t.as('operator')({
      method: 'POST',
      url: '/api/watch/bundles/export',
      payload: { feeds: ['cve5', 'cisa-kev'] },
    });
    expect(bundle.headers['content-type']).toBe('application/gzip');
    const back = await t.as('operator')({
      method: 'POST',
      url: '/api/watch/bundles/import',
      ...form('b.tar.gz', bundle.rawPayload),
    });
    expect(back.json().runs.map((r: FeedRun) => [r.feedId, r.created, r.unchanged])).toEqual([
      ['cve5', 0, 4],
      ['cisa-kev', 0, 3],
    ]);
    const confirmed = { method: 'POST' as const, url: '/api/watch/bundles/import?confirmedFingerprint=abcd' };
    expect((await t.as('operator')({ ...confirmed, ...form('b', bundle.rawPayload) })).statusCode).toBe(422);
  });

  it('keeps a record of which one letter cannot be stored, and the ones around it', async () => {
    const [first = ''] = feedFixture('cve5/fixtures/many.ndjson').toString('utf8').split('\n');
    const id = /CVE-\d+-\d+/.exec(first)?.[0] ?? '';
    const spoiled = (n: number, text: string) =>
      first.replaceAll(id, `CVE-2026-9900${n}`).replaceAll('A bound is not', `Before ${text} after`);
    const lines = ['fine', '\\u0000', '\\ud83c', '🌺'].map((text, n) => spoiled(n, text)).join('\n');
    const run = await t.as('operator')({
      method: 'POST',
      url: '/api/watch/feeds/cve5/import',
      ...form('spoiled.ndjson', Buffer.from(lines)),
    });
    expect(run.json()).toMatchObject({ state: 'done', created: 4, bad: 0 });
    const summaries = [];
    for (let n = 0; n < 4; n++)
      summaries.push(
        (await t.as('reader')({ url: `/api/watch/advisories/CVE-2026-9900${n}` })).json().summary,
      );
    expect(summaries).toEqual(
      ['fine', '\uFFFD', '\uFFFD', '🌺'].map((text) => expect.stringMatching(`^Before ${text} after`)),
    );
  });
});
