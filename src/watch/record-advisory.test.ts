import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { feedFixture, watchRoom } from '../../test/kit/watch.ts';
import { feedHealth } from './assess-staleness.ts';
import { AdvisoryDetail, AdvisoryPage, AdvisoryQuery } from './contract.ts';
import { findMatchables, loadLifecycles, streamMatchables } from './index.ts';
import { openAdvisory } from './open-advisory.ts';
import { presentAdvisory } from './present.ts';
import { listAdvisories } from './store/advisories.ts';

const room = watchRoom();
const oneLine = (path: string) => JSON.stringify(JSON.parse(feedFixture(path).toString()));

describe('what sources say together', () => {
  it('is merged, indexed by product, and told once', async () => {
    await room.bring('cve5', feedFixture('cve5/fixtures/many.ndjson'));
    expect(room.changed()).toEqual([
      'CVE-2026-10001',
      'CVE-2026-10002',
      'CVE-2026-10003',
      `CVE-2026-${'9'.repeat(40)}`,
    ]);
    room.p.emitted.length = 0;
    await room.bring('cisa-kev', feedFixture('cisa-kev/fixtures/many.json'));
    await room.bring('epss', feedFixture('epss/fixtures/many.csv'));
    await room.bring('certfr-alertes', feedFixture('certfr-alertes/fixtures/one.json'));
    expect(new Set(room.changed())).toEqual(new Set(['CVE-2026-10001', 'CVE-2026-10002', 'CVE-2025-2000']));
    expect(await room.facts('CVE-2026-10001')).toMatchObject({
      title: 'Lagoon Mail Gateway: mail parser overflow',
      severity: 'critical',
      cvss: { score: 9.8, source: 'cna' },
      kev: { dateAdded: '2026-03-04', dueDate: '2026-03-25', source: 'cisa-kev' },
      epss: { score: expect.closeTo(0.93, 4), date: '2026-03-06' },
      ssvc: { exploitation: 'active' },
      exploitation: expect.arrayContaining([
        {
          source: 'certfr-alertes',
          claim: 'alert',
          date: '2026-03-04',
          reference: 'https://www.cert.ssi.gouv.fr/alerte/CERTFR-2026-ALE-0101/',
        },
        expect.objectContaining({ source: 'cisa-kev', claim: 'known-exploited' }),
        expect.objectContaining({ source: 'cve5', claim: 'active' }),
      ]),
    });
    expect(await room.facts('CVE-2025-2000')).toMatchObject({
      title: 'Lagoon Mail Gateway Overflow',
      cvss: null,
      severity: 'unknown',
      epss: { score: expect.closeTo(0.00001, 6) },
    });
    expect(await room.facts('CVE-2026-10003')).toMatchObject({ rejected: true, epss: null });
    expect(
      (await findMatchables(room.p.db, { keys: ['vp:lagoon:mailgateway', 'nothing'] })).map((m) => m.id),
    ).toEqual(['CVE-2026-10001']);
    expect((await findMatchables(room.p.db, { ids: ['CVE-2026-10003'] })).map((m) => m.rejected)).toEqual([
      true,
    ]);
    let count = 0;
    for await (const batch of streamMatchables(room.p.db)) count += batch.length;
    expect(count).toBe(4);
  });

  it('keeps the history field by field, and an older record never replaces a newer one', async () => {
    const first = JSON.parse(feedFixture('cve5/fixtures/one.json').toString());
    await room.bring('cve5', JSON.stringify(first));
    const later = structuredClone(first);
    later.cveMetadata.dateUpdated = '2026-04-01T00:00:00.000Z';
    later.containers.cna.title = 'Another title';
    later.containers.cna.affected[0].versions[0].lessThan = '2.4.2';
    room.p.emitted.length = 0;
    expect(await room.bring('cve5', JSON.stringify(later))).toMatchObject({ changed: 1 });
    expect(room.changed()).toEqual(['CVE-2026-10001']);
    expect(await room.bring('cve5', JSON.stringify(first))).toMatchObject({ older: 1, changed: 0 });
    const detail = AdvisoryDetail.parse(await openAdvisory(room.p, 'CVE-2026-10001'));
    expect(detail.title).toBe('Another title');
    expect(detail.changes.map((c) => [c.field, c.before, c.after])).toEqual([
      ['title', 'Lagoon Mail Gateway: mail parser overflow', 'Another title'],
      [
        'products',
        ['cna · Lagoon Mail Gateway : affected 2.0 < 2.4.1'],
        ['cna · Lagoon Mail Gateway : affected 2.0 < 2.4.2'],
      ],
    ]);
    expect(detail.saidBy[0]?.fields.title).toBe('Another title');
  });

  it('says nothing when only the date of a record moved', async () => {
    const first = JSON.parse(feedFixture('cve5/fixtures/one.json').toString());
    await room.bring('cve5', JSON.stringify(first));
    room.p.emitted.length = 0;
    first.cveMetadata.dateUpdated = '2026-05-01T00:00:00.000Z';
    expect(await room.bring('cve5', JSON.stringify(first))).toMatchObject({ changed: 1 });
    expect(room.changed()).toEqual([]);
    expect((await room.facts('CVE-2026-10001'))?.modified).toBe('2026-05-01T00:00:00.000Z');
  });

  it('withdraws a record that was rejected, its claims too', async () => {
    const first = JSON.parse(feedFixture('cve5/fixtures/one.json').toString());
    await room.bring('cve5', JSON.stringify(first));
    const rejected = {
      ...first,
      cveMetadata: { ...first.cveMetadata, state: 'REJECTED', dateUpdated: '2026-06-01T00:00:00Z' },
      containers: { cna: { rejectedReasons: [{ lang: 'en', value: 'Twice.' }] } },
    };
    await room.bring('cve5', JSON.stringify(rejected));
    expect(await room.facts('CVE-2026-10001')).toMatchObject({
      rejected: true,
      exploitation: [],
      cvss: null,
    });
    const { ledger } = await openAdvisory(room.p, 'CVE-2026-10001');
    expect(ledger.map((l) => l.withdrawnAt !== null)).toEqual([true, true]);
  });

  it('lets a digest of an alert never replace the notice', async () => {
    const short = feedFixture('certfr-alertes/fixtures/short.json');
    await room.bring('certfr-alertes', short);
    expect((await room.facts('CVE-2026-77777'))?.title).toBe('CERTFR-2026-ALE-0101');
    await room.bring('certfr-alertes', feedFixture('certfr-alertes/fixtures/one.json'));
    expect(await room.bring('certfr-alertes', short)).toMatchObject({ older: 1, changed: 0 });
    expect((await openAdvisory(room.p, 'CVE-2026-10001')).notices).toMatchObject([
      { title: 'Vulnérabilité dans Lagoon Mail Gateway', systems: [{ vendor: 'Lagoon' }] },
    ]);
    expect((await room.facts('CVE-2026-77777'))?.exploitation).toEqual([]);
  });

  it('goes on past a cut file of an archive, and not past a cut archive', async () => {
    const pack = tar.pack();
    const whole = feedFixture('cve5/fixtures/one.json');
    pack.entry({ name: 'cves/a.json' }, whole.subarray(0, 300));
    pack.entry({ name: 'cves/b.json' }, whole);
    pack.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of pack) chunks.push(chunk as Buffer);
    const archive = gzipSync(Buffer.concat(chunks));
    expect(await room.bring('cve5', archive, 'a.tgz')).toMatchObject({
      created: 1,
      bad: 1,
      problems: [{ place: expect.stringContaining('a.tgz!cves/a.json:'), code: 'platform.file-truncated' }],
    });
    await expect(room.bring('cve5', archive.subarray(0, -200), 'a.tgz')).rejects.toMatchObject({
      code: 'platform.file-truncated',
    });
    const two = `[${oneLine('cve5/fixtures/one.json')},${oneLine('cve5/fixtures/one.json').slice(0, 90)}`;
    await expect(room.bring('cve5', two)).rejects.toMatchObject({ code: 'platform.file-truncated' });
  });

  it('goes on past bad records, and shows where they are', async () => {
    const run = await room.bring(
      'cve5',
      `${oneLine('cve5/fixtures/one.json')}\n{"a":\n{"cveMetadata":1}\n`,
      'mixed.ndjson',
    );
    expect(run).toMatchObject({ seen: 1, created: 1, bad: 2 });
    expect(run.problems.map((x) => [x.place, x.code])).toEqual([
      ['mixed.ndjson:2', 'platform.file-not-json'],
      ['mixed.ndjson:3', 'watch.record-malformed'],
    ]);
    expect((await feedHealth(room.p.db, room.p.clock.now())).find((f) => f.id === 'cve5')).toMatchObject({
      badCount: 2,
      reasons: expect.arrayContaining(['bad-records']),
    });
  });
});

describe('lists', () => {
  beforeEach(async () => {
    await room.bring('cve5', feedFixture('cve5/fixtures/many.ndjson'));
    await room.bring('cisa-kev', feedFixture('cisa-kev/fixtures/many.json'));
    await room.bring('epss', feedFixture('epss/fixtures/many.csv'));
  });

  it.each([
    [{}, 4],
    [{ rejected: 'true' }, 5],
    [{ severity: 'critical,medium' }, 2],
    [{ kev: 'true' }, 3],
    [{ kev: 'false' }, 1],
    [{ exploited: 'true', source: 'cve5' }, 2],
    [{ source: 'cisa-kev' }, 3],
    [{ since: '2026-03-02' }, 3],
    [{ since: '2026-03-03' }, 0],
    [{ q: 'lagoon gate' }, 2],
    [{ q: 'GATEWAY mail OVERFLOW' }, 2],
    [{ q: 'cve-2026-1000' }, 2],
    [{ q: "'; drop table watch_feeds; --" }, 0],
    [{ q: '& | ! ( ) <-> :*' }, 4],
    [{ q: 'cve-_026' }, 0],
  ])('%o gives %i', async (query, total) => {
    const parsed = AdvisoryQuery.parse(query);
    const page = await listAdvisories(room.p.db, parsed);
    expect(
      AdvisoryPage.parse({ items: page.rows.map(presentAdvisory), total: page.total, page: 1, size: 50 })
        .total,
    ).toBe(total);
    expect(page.rows.length).toBe(total);
  });

  it('sorts by what is room.asked, and by nothing else', async () => {
    const order = async (sort: string) =>
      (await listAdvisories(room.p.db, AdvisoryQuery.parse({ sort }))).rows.map((r) => r.id.slice(0, 14));
    expect((await order('-epss')).slice(0, 2)).toEqual(['CVE-2026-10001', 'CVE-2026-10002']);
    expect((await order('-severity'))[0]).toBe('CVE-2026-10001');
    expect((await order('id'))[0]).toBe('CVE-2025-2000');
    expect((await order('id; drop table x')).length).toBe(4);
  });
});

it('ends of support are given as facts, about no vulnerability', async () => {
  await room.bring('endoflife', feedFixture('endoflife/fixtures/many.json'));
  expect(await loadLifecycles(room.p.db)).toMatchObject([
    {
      id: 'lagoon-os',
      identifiers: [{ type: 'purl', id: 'pkg:generic/lagoon-os' }],
      releases: [
        { name: '4', isEol: false, eolFrom: '2029-06-30', eoesFrom: null, latest: '4.3' },
        { name: '3', isEol: true, eolFrom: '2026-01-31', eoesFrom: '2028-01-31' },
      ],
    },
    { id: 'reef-vpn', releases: [{ eolFrom: null }] },
  ]);
  expect(room.changed()).toEqual([]);
});

it('an advisory that gets its CVE later leaves its first name, and both are told', async () => {
  const advisory = (aliases: string[], modified: string) =>
    JSON.stringify({
      id: 'GHSA-aaaa-bbbb-cccc',
      aliases,
      modified,
      summary: 'Lagoon overflow',
      affected: [
        {
          package: { ecosystem: 'npm', name: 'lagoon' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
        },
      ],
    });
  await room.bring('osv', advisory([], '2026-11-01T00:00:00Z'));
  expect(await room.facts('GHSA-aaaa-bbbb-cccc')).toMatchObject({ title: 'Lagoon overflow' });
  room.p.emitted.length = 0;
  await room.bring('osv', advisory(['CVE-2026-5555'], '2026-11-02T00:00:00Z'));
  expect(room.changed()).toEqual(['CVE-2026-5555', 'GHSA-aaaa-bbbb-cccc']);
  expect(await room.facts('GHSA-aaaa-bbbb-cccc')).toBeUndefined();
  expect(await room.facts('CVE-2026-5555')).toMatchObject({ aliases: ['GHSA-aaaa-bbbb-cccc'] });
  expect((await findMatchables(room.p.db, { keys: ['pkg:npm/lagoon'] })).map((m) => m.id)).toEqual([
    'CVE-2026-5555',
  ]);
});

it('an advisory on a package withdrawn does not take the CVE back; the register of the id does', async () => {
  await room.bring('cve5', feedFixture('cve5/fixtures/one.json'));
  const withdrawn = {
    id: 'GHSA-x',
    aliases: ['CVE-2026-10001'],
    modified: '2026-11-02T00:00:00Z',
    withdrawn: '2026-11-02T00:00:00Z',
  };
  await room.bring('osv', JSON.stringify(withdrawn));
  expect(await room.facts('CVE-2026-10001')).toMatchObject({ rejected: false });
  await room.bring('osv', JSON.stringify({ ...withdrawn, aliases: ['CVE-2026-4444'] }));
  expect(await room.facts('CVE-2026-4444')).toMatchObject({ rejected: true });
});

it('Europe’s catalogue counts where CISA’s has no entry, or took it back', async () => {
  const eu = (id: string) => JSON.stringify([{ cveId: id, dateAdded: '2026-03-05', sources: ['eukev_kev'] }]);
  await room.bring('eu-kev', eu('CVE-2026-11001'));
  expect(await room.facts('CVE-2026-11001')).toMatchObject({
    kev: { source: 'eu-kev', dateAdded: '2026-03-05' },
    exploitation: [{ source: 'eu-kev', claim: 'known-exploited' }],
  });
});
