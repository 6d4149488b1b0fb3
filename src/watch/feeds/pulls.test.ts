import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { feedFixture, type Page, watchRoom } from '../../../test/kit/watch.ts';
import { zip } from '../../../test/kit/zip.ts';
import { systemActor } from '../../platform/auth/actor.ts';
import { configureFeed, type FeedSettings } from '../configure-feed.ts';
import { pullFeed } from '../pull-feed.ts';
import { loadFeedState } from '../store/feeds.ts';

const room = watchRoom();
let waits: number[] = [];
beforeEach(() => {
  waits = [];
});

type Answer = Page | ((nth: number) => Page);

/** What the server answers, by path and query; `*` for any query. Refusals are told by position. */
function serve(answers: Record<string, Answer>): void {
  const asked = new Map<string, number>();
  room.pages = new Proxy({} as Record<string, Page>, {
    get(_, name) {
      const url = String(name);
      const key = url in answers ? url : `${url.split('?')[0]}?*`;
      const answer = answers[key];
      const nth = asked.get(key) ?? 0;
      asked.set(key, nth + 1);
      return typeof answer === 'function' ? answer(nth) : answer;
    },
  });
}

const turnOn = (feedId: string, path: string, settings: FeedSettings = {}) =>
  configureFeed(room.p, systemActor, {
    feedId,
    settings: { isEnabled: true, url: room.base + path, ...settings },
  });
const pull = (feedId: string, signal?: AbortSignal) =>
  pullFeed(room.p, systemActor, { feedId }, { signal, wait: async (ms) => void waits.push(ms) });
const json = (value: unknown): Page => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
const HTML: Page = {
  body: '<!doctype html><title>Portail captif</title>',
  headers: { 'content-type': 'text/html' },
};
const busy = (status: number, headers: Record<string, string> = {}): Page => ({
  body: 'Request forbidden by administrative rules.',
  status,
  headers,
});
const mark = async (feedId: string) => (await loadFeedState(room.p.db, feedId)).watermark;

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

describe('MSRC', () => {
  const month = feedFixture('msrc/fixtures/one.json').toString();
  const list = (at: string): Page =>
    json({
      value: [
        { ID: '2026-Mar', CurrentReleaseDate: at },
        { ID: '2015-Jan', CurrentReleaseDate: '2015-01-13T08:00:00Z' },
      ],
    });

  it('reads recent months, then only one that changed, and drops what it no longer names', async () => {
    await turnOn('msrc', '/msrc', { values: { months: '1' } });
    serve({ '/msrc/updates': list('2026-03-12T07:00:00Z'), '/msrc/cvrf/2026-Mar': { body: month } });
    expect(await pull('msrc')).toMatchObject({ created: 3 });
    expect((await room.facts('CVE-2026-11001'))?.exploitation).toMatchObject([
      { source: 'msrc', claim: 'active' },
    ]);
    expect(await pull('msrc')).toMatchObject({ seen: 0 });
    const fewer = JSON.parse(month);
    fewer.Vulnerability = fewer.Vulnerability.slice(1);
    serve({ '/msrc/updates': list('2026-03-20T07:00:00Z'), '/msrc/cvrf/2026-Mar': json(fewer) });
    expect(await pull('msrc')).toMatchObject({ removed: 1 });
    expect((await room.facts('CVE-2026-11001'))?.exploitation).toEqual([]);
  });
});

describe('CSAF', () => {
  const [first = ''] = feedFixture('csaf/fixtures/many.ndjson').toString().split('\n');
  const sha512 = (text: string): Page => ({
    body: `${createHash('sha512').update(text).digest('hex')}  a.json\n`,
  });
  const metadata = (distributions: unknown, role = 'csaf_trusted_provider'): Page =>
    json({ role, publisher: { name: 'Lagoon', namespace: 'https://lagoon.example' }, distributions });
  const directory = () => metadata([{ directory_url: `${room.base}/white/` }]);
  const on = () => turnOn('csaf', '/pm.json');

  it('reads a directory by its list of changes, each document held against its hash', async () => {
    await on();
    serve({
      '/pm.json': directory(),
      '/white/changes.csv': { body: '"2026/a.json","2026-03-04T08:00:00Z"\n' },
      '/white/2026/a.json': { body: first },
      '/white/2026/a.json.sha512': sha512(first),
    });
    expect(await pull('csaf')).toMatchObject({ created: 3, bad: 0 });
    expect(await pull('csaf')).toMatchObject({ seen: 0 });
    expect(room.asked.filter((u) => u.endsWith('a.json'))).toHaveLength(1);
  });

  it('reads a ROLIE feed with the hashes it names', async () => {
    await on();
    const entry = {
      updated: '2026-03-04T08:00:00Z',
      content: { src: `${room.base}/d/a.json` },
      link: [{ ref: 'hash', href: `${room.base}/h/a.sha256` }],
    };
    serve({
      '/pm.json': metadata([{ rolie: { feeds: [{ tlp_label: 'WHITE', url: `${room.base}/feed.json` }] } }]),
      '/feed.json': json({ feed: { entry: [entry] } }),
      '/d/a.json': { body: first },
      '/h/a.sha256': { body: createHash('sha256').update(first).digest('hex') },
    });
    expect(await pull('csaf')).toMatchObject({ created: 3, bad: 0 });
  });

  it.each([
    ['a wrong hash', { '/white/2026/a.json.sha512': sha512('another') }],
    ['no hash where one is owed', {}],
    ['a hash that is a web page', { '/white/2026/a.json.sha512': HTML }],
  ] as [string, Record<string, Answer>][])(
    'does not read a document with %s, reads the others, and asks again',
    async (_, answers) => {
      await on();
      const other = first.replaceAll('LAG-2026-1', 'LAG-2026-9');
      serve({
        '/pm.json': directory(),
        '/white/changes.csv': {
          body: '2026/a.json,2026-03-04T08:00:00Z\n2026/b.json,2026-03-05T08:00:00Z\n',
        },
        '/white/2026/a.json': { body: first },
        '/white/2026/b.json': { body: other },
        '/white/2026/b.json.sha512': sha512(other),
        ...answers,
      });
      const run = await pull('csaf');
      expect(run).toMatchObject({
        created: 3,
        bad: 1,
        problems: [{ code: 'watch.feed-hash-wrong', place: `${room.base}/white/2026/a.json` }],
      });
      expect(await mark('csaf')).toEqual({});
    },
  );

  it.each([
    [
      'a list that leads out of its directory',
      '../../secret.json,2026-03-04T08:00:00Z\n',
      'watch.feed-wrong-content',
    ],
    ['a list that is a web page', '<!doctype html>', 'watch.feed-sent-html'],
  ])('refuses %s', async (_, body, code) => {
    await on();
    serve({ '/pm.json': directory(), '/white/changes.csv': { body } });
    await expect(pull('csaf')).rejects.toMatchObject({ code });
  });

  it('a provider that fails leaves the others to be asked, and is shown', async () => {
    await turnOn('csaf', '/gone.json', { values: { providers: `${room.base}/pm.json` } });
    serve({
      '/pm.json': directory(),
      '/white/index.txt': { body: '2026/a.json\n' },
      '/white/2026/a.json': { body: first },
      '/white/2026/a.json.sha512': sha512(first),
    });
    await expect(pull('csaf')).rejects.toMatchObject({ details: { status: 404 } });
    expect(await room.facts('CVE-2026-11050')).toBeDefined();
    expect((await loadFeedState(room.p.db, 'csaf')).last_error).toMatchObject({
      code: 'platform.outbound-refused',
    });
  });
});

describe('trackers', () => {
  it('Debian’s: asked for by its tag, what left it leaves the verdicts, half of it removes nothing', async () => {
    await turnOn('debian', '/tracker');
    const entry = { releases: { bookworm: { status: 'open', repositories: {}, urgency: 'low' } } };
    const tracker = (n: number): Page => ({
      ...json({
        lagoon: Object.fromEntries(Array.from({ length: n }, (_, i) => [`CVE-2026-${20_000 + i}`, entry])),
      }),
      headers: { etag: `"${n}"` },
    });
    serve({ '/tracker': tracker(40) });
    expect(await pull('debian')).toMatchObject({ created: 40 });
    expect(await pull('debian')).toMatchObject({ state: 'unchanged', seen: 0 });
    serve({ '/tracker': tracker(39) });
    expect(await pull('debian')).toMatchObject({ removed: 1 });
    serve({ '/tracker': tracker(20) });
    await expect(pull('debian')).rejects.toMatchObject({
      code: 'watch.feed-shrunk',
      details: { previous: 39, found: 20 },
    });
    expect(await loadFeedState(room.p.db, 'debian')).toMatchObject({ held: { previous: 39, found: 20 } });
    expect((await room.facts('CVE-2026-20038'))?.title).toBeDefined();
  });

  it('Alpine’s: each branch by its tag', async () => {
    await turnOn('alpine', '/sec', { values: { releases: 'v3.20' } });
    const main = { body: feedFixture('alpine/fixtures/one.json'), headers: { etag: '"m"' } };
    serve({
      '/sec/v3.20/main.json': main,
      '/sec/v3.20/community.json': json({ distroversion: 'v3.20', reponame: 'community', packages: [] }),
    });
    expect(await pull('alpine')).toMatchObject({ created: 5 });
    expect(await pull('alpine')).toMatchObject({ created: 0, changed: 0, seen: 1 });
  });

  it('Vulnrichment’s archive: asked for by its tag', async () => {
    await turnOn('vulnrichment', '/vr.ndjson');
    serve({
      '/vr.ndjson': {
        body: gzipSync(feedFixture('vulnrichment/fixtures/many.ndjson')),
        headers: { etag: '"v"' },
      },
    });
    expect(await pull('vulnrichment')).toMatchObject({ created: 3 });
    expect(await pull('vulnrichment')).toMatchObject({ state: 'unchanged', seen: 0 });
  });
});

it('a setting that the feed does not have, or of several lines, is refused', async () => {
  const refused: Record<string, string>[] = [
    { nothing: 'x' },
    { apiKey: 'a\r\nHost: b' },
    { feeds: 'x'.repeat(501) },
  ];
  for (const values of refused)
    await expect(turnOn('nvd', '/api', { values })).rejects.toMatchObject({ code: 'watch.feed-setting' });
});
