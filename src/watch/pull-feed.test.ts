import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { feedFixture, watchRoom } from '../../test/kit/watch.ts';
import { systemActor } from '../platform/auth/actor.ts';
import { insertUser } from '../platform/auth/store/users.ts';
import { changeSettings } from '../platform/settings/settings.ts';
import { acceptShrink } from './accept-shrink.ts';
import { feedHealth } from './assess-staleness.ts';
import { configureFeed } from './configure-feed.ts';
import { AdvisoryDetail, Feed, FeedRun, NoticePage, NoticeQuery } from './contract.ts';
import { watch } from './domain.ts';
import { allFeeds, findFeed } from './feeds/find-feed.ts';
import { pullDueJob } from './jobs.ts';
import { openAdvisory } from './open-advisory.ts';
import { presentFeed, presentNotice, presentRun } from './present.ts';
import { pullFeed } from './pull-feed.ts';
import { insertRun, listRuns, loadFeedState } from './store/feeds.ts';
import { listNotices } from './store/notices.ts';

const room = watchRoom();
const onAtFirst = allFeeds.filter((f) => f.isOnAtFirst ?? true).length;
const ids = (n: number) => Array.from({ length: n }, (_, i) => `CVE-2026-${20000 + i}`);
const catalogue = (cves: string[]) =>
  JSON.stringify({
    catalogVersion: `n${cves.length}`,
    dateReleased: '2026-11-23T15:00:00Z',
    count: cves.length,
    vulnerabilities: cves.map((cveID) => ({
      cveID,
      vulnerabilityName: `Weakness ${cveID}`,
      dateAdded: '2026-11-01',
      dueDate: '2026-11-22',
    })),
  });

describe('a whole-edition feed', () => {
  it('removes what left the catalogue, withdraws its claim, and takes it back when it returns', async () => {
    await room.bring('cisa-kev', catalogue(ids(30)));
    room.p.emitted.length = 0;
    expect(await room.bring('cisa-kev', catalogue(ids(29)))).toMatchObject({ removed: 1, unchanged: 29 });
    const gone = 'CVE-2026-20029';
    expect(room.changed()).toEqual([gone]);
    expect(await room.facts(gone)).toMatchObject({ kev: null, exploitation: [] });
    expect((await openAdvisory(room.p, gone)).changes.map((c) => [c.field, c.after])).toEqual([
      ['removed', true],
    ]);
    expect(await room.bring('cisa-kev', catalogue(ids(29)))).toMatchObject({ removed: 0, changed: 0 });
    expect(await room.bring('cisa-kev', catalogue(ids(30)))).toMatchObject({ changed: 1 });
    expect(await room.facts(gone)).toMatchObject({
      kev: { dueDate: '2026-11-22' },
      exploitation: [{ claim: 'known-exploited' }],
    });
  });

  it('that shrank is refused, kept, shown, and read when a person says why', async () => {
    await room.move('cisa-kev', '/kev.json');
    room.pages['/kev.json'] = { body: catalogue(ids(100)) };
    await pullFeed(room.p, systemActor, { feedId: 'cisa-kev' });
    room.pages['/kev.json'] = { body: catalogue(ids(50)) };
    await expect(pullFeed(room.p, systemActor, { feedId: 'cisa-kev' })).rejects.toMatchObject({
      code: 'watch.feed-shrunk',
      details: { previous: 100, found: 50 },
    });
    expect((await room.facts('CVE-2026-20099'))?.kev).not.toBeNull();
    const state = await loadFeedState(room.p.db, 'cisa-kev');
    expect(state.held).toMatchObject({
      previous: 100,
      found: 50,
      fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const feed = Feed.parse(
      presentFeed(findFeed('cisa-kev'), state, { now: room.p.clock.now(), isRunning: false, usedBytes: 0 }),
    );
    expect([feed.state, feed.reasons]).toEqual(['failing', ['held', 'failures']]);
    const run = await acceptShrink(room.p, systemActor, {
      feedId: 'cisa-kev',
      reason: 'CISA withdrew a batch, bulletin of the 23rd',
    });
    expect(run).toMatchObject({ state: 'done', removed: 50 });
    expect((await room.journal()).map((j) => j.action)).toEqual(
      expect.arrayContaining(['watch.shrink.accepted', 'watch.feed.failed']),
    );
    expect(await loadFeedState(room.p.db, 'cisa-kev')).toMatchObject({
      held: null,
      shrink_floor: null,
      item_count: 50,
      consecutive_failures: 0,
    });
    await expect(
      acceptShrink(room.p, systemActor, { feedId: 'cisa-kev', reason: 'again' }),
    ).rejects.toMatchObject({ code: 'watch.feed-nothing-held' });
  });

  it('is room.asked for only when it changed', async () => {
    await room.move('cisa-kev', '/kev.json');
    room.pages['/kev.json'] = { body: catalogue(ids(3)), headers: { etag: '"k1"' } };
    expect(await pullFeed(room.p, systemActor, { feedId: 'cisa-kev' })).toMatchObject({
      state: 'done',
      created: 3,
    });
    expect(await pullFeed(room.p, systemActor, { feedId: 'cisa-kev' })).toMatchObject({
      state: 'unchanged',
      seen: 0,
    });
    expect(await loadFeedState(room.p.db, 'cisa-kev')).toMatchObject({ item_count: 3, etag: '"k1"' });
  });

  it.each([
    ['a web page', { body: '<!doctype html><p>Sign in</p>' }, 'watch.feed-sent-html'],
    ['an outage', { body: '', status: 503, headers: { 'retry-after': '60' } }, 'platform.outbound-throttled'],
    [
      'a forbidden redirect',
      { body: '', status: 302, headers: { location: 'http://169.254.169.254/' } },
      'platform.outbound-forbidden-target',
    ],
    [
      'a cut document',
      { body: '{"catalogVersion":"1","vulnerabilities":[{"cveID":' },
      'platform.file-truncated',
    ],
  ])('answers %s with what is stored, and says so on its row', async (_, page, code) => {
    await room.move('cisa-kev', '/kev.json');
    room.pages['/kev.json'] = { body: catalogue(ids(3)) };
    await pullFeed(room.p, systemActor, { feedId: 'cisa-kev' });
    room.pages['/kev.json'] = page;
    for (let i = 0; i < 3; i++)
      await expect(pullFeed(room.p, systemActor, { feedId: 'cisa-kev' })).rejects.toMatchObject({ code });
    const [health] = (await feedHealth(room.p.db, room.p.clock.now())).filter((f) => f.id === 'cisa-kev');
    expect(health).toMatchObject({ state: 'failing', lastError: { code } });
    expect((await room.journal())[0]?.action).toBe('watch.feed.failed');
    expect((await room.facts('CVE-2026-20000'))?.kev).not.toBeNull();
    const { rows } = await listRuns(room.p.db, 'cisa-kev', 1, 10);
    expect(rows.map((r) => FeedRun.parse(presentRun(r)).state).sort()).toEqual([
      'done',
      'failed',
      'failed',
      'failed',
    ]);
  });

  it('EPSS: turns a whole edition over, tells telling moves only, and keeps the edition before', async () => {
    await room.bring('cve5', feedFixture('cve5/fixtures/many.ndjson'));
    await room.bring('epss', feedFixture('epss/fixtures/many.csv'));
    room.p.emitted.length = 0;
    const next =
      '#model_version:v2,score_date:2026-03-07T00:00:00+0000\ncve,epss,percentile\nCVE-2026-10001,0.935,0.9988\nCVE-2026-10002,0.2,0.95\nCVE-2025-2000,1e-05,0.001\n';
    await room.bring('epss', gzipSync(next));
    expect(room.changed()).toEqual(['CVE-2026-10002']);
    const detail = AdvisoryDetail.parse(await openAdvisory(room.p, 'CVE-2026-10002'));
    expect([detail.epssNow?.date, detail.epssBefore?.date, detail.epssHistory.length]).toEqual([
      '2026-03-07',
      '2026-03-06',
      1,
    ]);
    const cut = gzipSync(
      next.replace('03-07', '03-08').replace('0.935', '0.5') + 'CVE-2026-3333,0.1,0.1\n'.repeat(2000),
    ).subarray(0, -40);
    await expect(room.bring('epss', cut)).rejects.toMatchObject({
      code: expect.stringMatching(/^platform\.file-/),
    });
    expect(await room.facts('CVE-2026-10001')).toMatchObject({
      epss: { score: expect.closeTo(0.935, 4), date: '2026-03-07' },
    });
  });
});

describe('CERT-FR by the network', () => {
  const list = (...dates: [string, string | null][]) =>
    JSON.stringify(
      dates.map(([reference, last_revision_date]) => ({
        reference,
        title: 'x',
        json_url: 'http://169.254.169.254/',
        last_revision_date,
      })),
    );
  const notice = (reference: string, day: string) => {
    const one = JSON.parse(feedFixture('certfr-avis/fixtures/one.json').toString());
    return {
      body: JSON.stringify({
        ...one,
        reference,
        revisions: [{ description: 'Version initiale', revision_date: `${day}T00:00:00.000000` }],
      }),
    };
  };

  it('asks for what was revised since, builds the addresses itself, and resumes', async () => {
    await room.move('certfr-avis', '/avis/json/');
    room.pages['/avis/json/'] = {
      body: list(
        ['CERTFR-2026-AVI-0002', '2026-11-20T00:00:00.000000'],
        ['CERTFR-2020-AVI-001', '2020-01-01T00:00:00.000000'],
        ['CERTFR-2026-AVI-0001', '2026-11-10T00:00:00.000000'],
        ['../../etc', '2026-11-20T00:00:00.000000'],
      ),
    };
    room.pages['/avis/CERTFR-2026-AVI-0001/json/'] = notice('CERTFR-2026-AVI-0001', '2026-11-10');
    room.pages['/avis/CERTFR-2026-AVI-0002/json/'] = notice('CERTFR-2026-AVI-0002', '2026-11-20');
    expect(await pullFeed(room.p, systemActor, { feedId: 'certfr-avis' })).toMatchObject({
      created: 2,
      bad: 0,
    });
    expect(room.asked).toEqual([
      '/avis/json/',
      '/avis/CERTFR-2026-AVI-0001/json/',
      '/avis/CERTFR-2026-AVI-0002/json/',
    ]);
    room.asked = [];
    room.pages['/avis/json/'] = {
      body: list(
        ['CERTFR-2026-AVI-0002', '2026-11-20T00:00:00.000000'],
        ['CERTFR-2026-AVI-0003', '2026-11-22T00:00:00.000000'],
      ),
    };
    expect(await pullFeed(room.p, systemActor, { feedId: 'certfr-avis' })).toMatchObject({
      created: 0,
      unchanged: 1,
      bad: 1,
      problems: [
        { code: 'platform.outbound-refused', place: `${room.base}/avis/CERTFR-2026-AVI-0003/json/` },
      ],
    });
    expect(room.asked).toEqual([
      '/avis/json/',
      '/avis/CERTFR-2026-AVI-0002/json/',
      '/avis/CERTFR-2026-AVI-0003/json/',
    ]);
    const page = await listNotices(room.p.db, NoticeQuery.parse({ q: 'execution code', kind: 'avis' }));
    const shown = NoticePage.parse({
      items: page.rows.map(presentNotice),
      total: page.total,
      page: 1,
      size: 50,
    });
    expect(shown.items.map((n) => n.reference)).toEqual(['CERTFR-2026-AVI-0002', 'CERTFR-2026-AVI-0001']);
  });

  it('stops at an outage and keeps what it has', async () => {
    await room.move('certfr-avis', '/avis/json/');
    room.pages['/avis/json/'] = {
      body: list(
        ['CERTFR-2026-AVI-0001', '2026-11-10T00:00:00.000000'],
        ['CERTFR-2026-AVI-0002', '2026-11-20T00:00:00.000000'],
      ),
    };
    room.pages['/avis/CERTFR-2026-AVI-0001/json/'] = notice('CERTFR-2026-AVI-0001', '2026-11-10');
    room.pages['/avis/CERTFR-2026-AVI-0002/json/'] = { body: '', status: 500 };
    await expect(pullFeed(room.p, systemActor, { feedId: 'certfr-avis' })).rejects.toMatchObject({
      kind: 'theirs',
    });
    expect((await loadFeedState(room.p.db, 'certfr-avis')).watermark).toBeNull();
  });
});

it('CVE list by the network: the whole list, then the delta, from a zip in a zip', async () => {
  await room.move('cve5', '/releases');
  const zip = feedFixture('cve5/fixtures/release.zip.zip');
  const asset = (name: string) => ({ name, browser_download_url: `${room.base}/${name}` });
  const [all, delta] = ['2026-11-23_all_CVEs_at_midnight.zip.zip', '2026-11-23_delta_CVEs_at_0100Z.zip'];
  room.pages['/releases'] = { body: JSON.stringify([{ assets: [asset(all), asset(delta)] }]) };
  room.pages[`/${all}`] = { body: zip };
  room.pages[`/${delta}`] = { body: feedFixture('cve5/fixtures/delta.zip') };
  expect(await pullFeed(room.p, systemActor, { feedId: 'cve5' })).toMatchObject({
    created: 2,
    bad: 0,
    edition: delta,
  });
  expect((await loadFeedState(room.p.db, 'cve5')).watermark).toEqual({ day: '2026-11-23', asset: delta });
  room.asked = [];
  expect(await pullFeed(room.p, systemActor, { feedId: 'cve5' })).toMatchObject({ state: 'unchanged' });
  expect(room.asked).toEqual(['/releases']);
});

it('a reading cut by a crash is closed at the next start, on a shared server only when nobody can still be at it', async () => {
  const { p } = room;
  const ran = async () =>
    (await listRuns(p.db, 'first-epss', 1, 10)).rows.map((r) => [r.state, r.error?.code ?? null]);
  const run = (id: string) =>
    insertRun(p.db, {
      ...{
        id,
        feed_id: 'first-epss',
        state: 'running',
        origin: 'file',
        origin_name: 'epss.csv.gz',
        actor_name: 'Hina R.',
      },
      ...{
        started_at: p.clock.now(),
        ended_at: null,
        edition: null,
        file_sha256: null,
        error: null,
        problems: [],
      },
      ...{ seen: 0, created: 0, changed: 0, unchanged: 0, older: 0, removed: 0, bad: 0 },
    });
  const before = await ran();
  await run('cut');
  await watch.start?.({ ...p, config: { ...p.config, databaseUrl: 'postgres://elsewhere/vigie' } });
  expect(await ran()).toEqual([['running', null], ...before]);
  await watch.start?.(p);
  expect(await ran()).toEqual([['failed', 'watch.run-interrupted'], ...before]);
});

describe('health and pace', () => {
  it('is never, then fresh, late, stale; a publisher that falls silent is told', async () => {
    const state = async () =>
      (await feedHealth(room.p.db, room.p.clock.now())).find((f) => f.id === 'cisa-kev');
    expect(await state()).toMatchObject({ state: 'never', reasons: ['never-pulled'] });
    await room.bring('cisa-kev', catalogue(ids(3)));
    expect(await state()).toMatchObject({ state: 'fresh', reasons: [] });
    room.p.clock.advance(6 * 3_600_000);
    expect(await state()).toMatchObject({ state: 'late', reasons: ['overdue'] });
    room.p.clock.advance(30 * 3_600_000);
    expect(await state()).toMatchObject({ state: 'stale' });
    room.p.clock.advance(20 * 24 * 3_600_000);
    await room.bring('cisa-kev', catalogue(ids(3)));
    expect(await state()).toMatchObject({ state: 'late', reasons: ['publisher-silent'] });
    await configureFeed(room.p, systemActor, { feedId: 'cisa-kev', settings: { isEnabled: false } });
    expect(await state()).toMatchObject({ state: 'disabled' });
    await expect(pullFeed(room.p, systemActor, { feedId: 'cisa-kev' })).rejects.toMatchObject({
      code: 'watch.feed-disabled',
    });
  });

  it('asks each feed at its own pace, and none when offline, before the set-up, or in the demonstration', async () => {
    const context = {
      platform: room.p,
      actor: systemActor,
      signal: new AbortController().signal,
      progress: () => {},
    };
    expect(await pullDueJob.run(context, {})).toEqual({ asked: 0 });
    await insertUser(room.p.db, {
      id: 'first',
      email: 'first@tavea.example',
      name: 'Première',
      roles: ['admin'],
      state: 'active',
      locale: 'fr',
      created_at: room.p.clock.now(),
    });
    await changeSettings(room.p, systemActor, { demo: true });
    expect(await pullDueJob.run(context, {})).toEqual({ asked: 0 });
    await changeSettings(room.p, systemActor, { demo: false });
    expect(await pullDueJob.run(context, {})).toEqual({ asked: onAtFirst });
    await room.bring('cisa-kev', catalogue(ids(3)));
    expect(await pullDueJob.run(context, {})).toEqual({ asked: onAtFirst - 1 });
    expect(
      await pullDueJob.run(
        { ...context, platform: { ...room.p, config: { ...room.p.config, offline: true } } },
        {},
      ),
    ).toEqual({ asked: 0 });
  });
});
