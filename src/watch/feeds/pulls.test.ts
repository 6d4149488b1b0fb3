import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Answer, busy, feedServer, HTML, json } from '../../../test/kit/feed-server.ts';
import { feedFixture, type Page } from '../../../test/kit/watch.ts';
import { zip } from '../../../test/kit/zip.ts';
import { loadFeedState } from '../store/feeds.ts';

const { room, waits, serve, turnOn, pull, mark } = feedServer();

describe('NVD', () => {
  const item = JSON.parse(feedFixture('nvd/fixtures/one.json').toString());
  const cve = (n: number) => ({ cve: { ...item, id: `CVE-2026-${n}` } });
  const page = (startIndex: number, totalResults: number, ids: number[]): Page =>
    json({ resultsPerPage: ids.length, startIndex, totalResults, vulnerabilities: ids.map(cve) });
  const year = (ids: number[]): Page => ({
    body: gzipSync(JSON.stringify({ vulnerabilities: ids.map(cve) })),
  });
  const years = (from = 2002): Record<string, Answer> =>
    Object.fromEntries(
      Array.from({ length: 2027 - from }, (_, i) => [
        `/y/nvdcve-2.0-${from + i}.json.gz`,
        year([30_000 + from + i]),
      ]),
    );
  const on = (values: Record<string, string> = {}) =>
    turnOn('nvd', '/api', { values: { feeds: `${room.base}/y`, ...values } });
  const query = (url: string) => Object.fromEntries(new URL(url, 'http://x').searchParams);

  it('reads every year once, then changes by pages, and the second time from there', async () => {
    await on();
    serve({ ...years(), '/api?*': (n) => (n === 0 ? page(0, 3, [1001, 1002]) : page(2, 3, [1003])) });
    expect(await pull('nvd')).toMatchObject({ created: 28, bad: 0 });
    const asked = room.asked.filter((u) => u.startsWith('/api')).map(query);
    expect(asked.map((q) => q.startIndex)).toEqual(['0', '2']);
    expect(asked[0]).toMatchObject({
      lastModStartDate: '2026-11-21T18:00:00.000+00:00',
      lastModEndDate: '2026-11-23T20:00:00.000+00:00',
    });
    expect(await mark('nvd')).toEqual({ since: '2026-11-23T20:00:00.000Z' });
    room.asked.length = 0;
    room.p.clock.advance(3_600_000);
    serve({ '/api?*': page(0, 2, [1001, 1002]) });
    expect(await pull('nvd')).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(room.asked).toHaveLength(1);
  });

  it('cuts a long silence into windows of less than 120 days', async () => {
    await on();
    serve({ ...years(), '/api?*': page(0, 0, []) });
    await pull('nvd');
    room.p.clock.set('2027-08-01T00:00:00Z');
    room.asked.length = 0;
    await pull('nvd');
    const spans = room.asked
      .map(query)
      .map((q) => (Date.parse(q.lastModEndDate ?? '') - Date.parse(q.lastModStartDate ?? '')) / 86_400_000);
    expect(spans).toHaveLength(3);
    expect(Math.max(...spans)).toBeLessThan(120);
  });

  it('waits longer and longer when told 403, 429 or 503, and a key stays secret', async () => {
    await on({ apiKey: '0000-key' });
    serve({
      ...years(),
      '/api?*': (n) => [busy(403), busy(429, { 'retry-after': '90' }), busy(503)][n] ?? page(0, 1, [1001]),
    });
    expect(await pull('nvd')).toMatchObject({ created: 26 });
    expect(waits).toEqual([600, 30_000, 90_000, 120_000]);
    const stored = await loadFeedState(room.p.db, 'nvd');
    expect(JSON.stringify(stored)).not.toContain('0000-key');
    expect(JSON.stringify(await room.journal())).not.toContain('0000-key');
  });

  it('gives up after five refusals, keeps the years it read, and goes on from there', async () => {
    await on();
    serve({ ...years(), '/y/nvdcve-2.0-2010.json.gz': busy(403) });
    await expect(pull('nvd')).rejects.toMatchObject({
      code: 'platform.outbound-refused',
      details: { status: 403 },
    });
    expect(await mark('nvd')).toMatchObject({ year: 2010 });
    expect((await loadFeedState(room.p.db, 'nvd')).last_error).toMatchObject({
      code: 'platform.outbound-refused',
    });
    room.asked.length = 0;
    serve({ ...years(2010), '/api?*': page(0, 0, []) });
    expect(await pull('nvd')).toMatchObject({ created: 17 });
    expect(room.asked[0]).toBe('/y/nvdcve-2.0-2010.json.gz');
  });

  it.each([
    ['a web page for a year', { '/y/nvdcve-2.0-2002.json.gz': HTML }, 'platform.file-not-json'],
    [
      'a year cut short',
      { '/y/nvdcve-2.0-2002.json.gz': { body: year([1]).body.slice(0, 60) } },
      'platform.file-truncated',
    ],
    ['a web page from the API', { '/api?*': HTML }, 'watch.feed-sent-html'],
    ['another document', { '/api?*': json({ message: 'no' }) }, 'watch.feed-wrong-content'],
    ['an empty page before the end', { '/api?*': page(0, 5, []) }, 'watch.feed-wrong-content'],
    ['the same page for ever', { '/api?*': page(0, 9, [1001]) }, 'watch.feed-wrong-content'],
  ] as [string, Record<string, Answer>, string][])('refuses %s', async (_, answers, code) => {
    await on();
    serve({ ...years(), ...answers });
    await expect(pull('nvd')).rejects.toMatchObject({ code });
  });
});

describe('OSV', () => {
  const record = (id: string, more: object = {}) => ({
    id,
    modified: '2026-11-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'PyPI', name: 'x' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2' }] }],
      },
    ],
    ...more,
  });
  const on = () => turnOn('osv', '/osv', { values: { ecosystems: 'PyPI, npm' } });
  const all: Page = {
    body: zip(
      Object.fromEntries(
        ['GHSA-aaaa-bbbb-cccc', 'MAL-2026-1'].map((id) => [
          `${id}.json`,
          Buffer.from(JSON.stringify(record(id))),
        ]),
      ),
    ),
  };

  it('reads each ecosystem whole once, then what changed, newest first to the first one known', async () => {
    await on();
    const list = (...lines: string[]): Page => ({ body: `${lines.join('\n')}\n` });
    serve({
      '/osv/PyPI/modified_id.csv': list('2026-11-01T00:00:00Z,GHSA-aaaa-bbbb-cccc'),
      '/osv/PyPI/all.zip': all,
      '/osv/npm/modified_id.csv': list('2026-11-02T00:00:00Z,GHSA-aaaa-bbbb-cccc'),
      '/osv/npm/all.zip': all,
    });
    expect(await pull('osv')).toMatchObject({ created: 1, unchanged: 1 });
    room.asked.length = 0;
    serve({
      '/osv/PyPI/modified_id.csv': list(
        '2026-11-20T00:00:00Z,MAL-2026-9',
        '2026-11-19T00:00:00.5Z,PYSEC-2026-7',
        '2026-11-01T00:00:00Z,GHSA-aaaa-bbbb-cccc',
        'not,read',
      ),
      '/osv/PyPI/PYSEC-2026-7.json': json(record('PYSEC-2026-7', { aliases: ['CVE-2026-1111'] })),
      '/osv/npm/modified_id.csv': list('2026-11-02T00:00:00Z,GHSA-aaaa-bbbb-cccc'),
    });
    expect(await pull('osv')).toMatchObject({ created: 1, seen: 1 });
    expect(room.asked).toEqual([
      '/osv/PyPI/modified_id.csv',
      '/osv/PyPI/PYSEC-2026-7.json',
      '/osv/npm/modified_id.csv',
    ]);
    expect(await mark('osv')).toEqual({ PyPI: '2026-11-20T00:00:00Z', npm: '2026-11-02T00:00:00Z' });
    expect(await pull('osv')).toMatchObject({ seen: 0 });
  });

  it('a second ecosystem that fails leaves the first one read, and is asked again alone', async () => {
    await on();
    const list: Page = { body: '2026-11-01T00:00:00Z,GHSA-aaaa-bbbb-cccc\n' };
    serve({ '/osv/PyPI/modified_id.csv': list, '/osv/PyPI/all.zip': all, '/osv/npm/modified_id.csv': HTML });
    await expect(pull('osv')).rejects.toMatchObject({ code: 'watch.feed-wrong-content' });
    expect(await mark('osv')).toEqual({ PyPI: '2026-11-01T00:00:00Z' });
  });

  it.each([
    [
      'an archive cut short',
      { '/osv/PyPI/all.zip': { body: zip({ 'a.json': Buffer.from('{}') }).subarray(0, 60) } },
    ],
    [
      'a list that leads elsewhere',
      { '/osv/PyPI/modified_id.csv': { body: '2026-11-01T00:00:00Z,../../x y\n' } },
    ],
    ['an ecosystem that is gone', { '/osv/PyPI/modified_id.csv': busy(404) }],
  ] as [string, Record<string, Answer>][])('refuses %s and writes nothing', async (_, answers) => {
    await on();
    serve({
      '/osv/PyPI/modified_id.csv': { body: '2026-11-01T00:00:00Z,GHSA-aaaa-bbbb-cccc\n' },
      '/osv/PyPI/all.zip': all,
      ...answers,
    });
    await expect(pull('osv')).rejects.toMatchObject({ code: expect.stringMatching(/^(platform|watch)\./) });
    expect(await loadFeedState(room.p.db, 'osv')).toMatchObject({ item_count: 0, consecutive_failures: 1 });
  });
});

describe('GitHub advisories', () => {
  const [first] = JSON.parse(feedFixture('ghsa/fixtures/many.json').toString());
  const advisory = (n: number) => ({
    ...first,
    ghsa_id: `GHSA-aaaa-bbbb-${n}`,
    cve_id: `CVE-2026-${n}`,
    identifiers: [],
    updated_at: `2026-11-0${n % 10}T00:00:00Z`,
  });

  it('follows pages on its own host only, and goes on from the last one read', async () => {
    await turnOn('ghsa', '/gh', { values: { token: 'tok-secret' } });
    serve({
      '/gh?*': { ...json([advisory(1001)]), headers: { link: `<${room.base}/next?after=1>; rel="next"` } },
      '/next?*': {
        ...json([advisory(1002)]),
        headers: { link: '<http://elsewhere.example/steal>; rel="next"' },
      },
    });
    expect(await pull('ghsa')).toMatchObject({ created: 2 });
    expect(new URL(room.asked[0] ?? '', room.base).searchParams.get('updated')).toBe(
      '>=2017-01-01T00:00:00Z',
    );
    expect(await mark('ghsa')).toEqual({ since: '2026-11-02T00:00:00.000Z' });
    expect(JSON.stringify(await loadFeedState(room.p.db, 'ghsa'))).not.toContain('tok-secret');
    serve({ '/gh?*': json([advisory(1002)]) });
    expect(await pull('ghsa')).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('ends at the hourly limit with what it has, and says so', async () => {
    await turnOn('ghsa', '/gh');
    serve({
      '/gh?*': { ...json([advisory(1001)]), headers: { link: `<${room.base}/next?after=1>; rel="next"` } },
      '/next?*': busy(403),
    });
    await expect(pull('ghsa')).rejects.toMatchObject({ details: { status: 403 } });
    expect(await mark('ghsa')).toEqual({ since: '2026-11-01T00:00:00.000Z' });
    expect(await room.facts('CVE-2026-1001')).toBeDefined();
  });
});

describe('EUVD', () => {
  const one = JSON.parse(feedFixture('euvd/fixtures/one.json').toString());
  const items = (from: number, n: number) =>
    Array.from({ length: n }, (_, i) => ({ ...one, id: `EUVD-2026-${from + i}`, aliases: '' }));

  it('pages by date of update, and meets its refusals with patience', async () => {
    await turnOn('euvd', '/euvd');
    let asked = 0;
    serve({
      '/euvd?*': () => {
        asked += 1;
        if (asked === 1) return busy(403);
        if (asked === 2) return json({ items: items(1, 100), total: 101 });
        if (asked === 3) return json({ items: items(101, 1), total: 101 });
        return json({ items: [], total: 0 });
      },
    });
    expect(await pull('euvd')).toMatchObject({ created: 101 });
    expect(waits.slice(0, 2)).toEqual([6000, 1000]);
    expect(await mark('euvd')).toEqual({ since: '2026-11-23' });
    room.asked.length = 0;
    serve({ '/euvd?*': json({ items: [], total: 0 }) });
    expect(await pull('euvd')).toMatchObject({ seen: 0 });
    expect(room.asked).toEqual(['/euvd?fromUpdatedDate=2026-11-22&toUpdatedDate=2026-11-23&page=0&size=100']);
  });

  it.each([
    ['a web page', HTML, 'watch.feed-sent-html'],
    ['pages that never end', json({ items: [], total: 5 }), 'watch.feed-wrong-content'],
    ['another document', json({ items: 3 }), 'watch.feed-wrong-content'],
  ] as [string, Page, string][])('refuses %s', async (_, page, code) => {
    await turnOn('euvd', '/euvd');
    serve({ '/euvd?*': page });
    await expect(pull('euvd')).rejects.toMatchObject({ code });
  });
});
