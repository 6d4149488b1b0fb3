import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Answer, feedServer, HTML, json } from '../../../test/kit/feed-server.ts';
import { feedFixture, type Page } from '../../../test/kit/watch.ts';
import { loadFeedState } from '../store/feeds.ts';

const { room, serve, turnOn, pull, mark } = feedServer();

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
