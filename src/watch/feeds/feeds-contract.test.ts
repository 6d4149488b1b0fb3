import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestPlatform, testPlatform } from '../../../test/kit/platform.ts';
import { systemActor } from '../../platform/auth/actor.ts';
import { AppError } from '../../platform/errors.ts';
import { configureFeed } from '../configure-feed.ts';
import { importFeedFile } from '../import-feed-file.ts';
import { pullFeed } from '../pull-feed.ts';
import { loadFeedState } from '../store/feeds.ts';
import { streamOriginals } from '../store/records.ts';
import { allFeeds } from './find-feed.ts';

const HERE = import.meta.dirname;
const TABLES = [
  'watch_records',
  'watch_matchables',
  'watch_vulnerabilities',
  'watch_exploitation',
  'watch_notices',
  'watch_changes',
  'watch_epss',
];

let p: TestPlatform;
beforeAll(async () => {
  p = await testPlatform();
});
afterAll(() => p.close());
afterEach(() => empty());

async function empty(): Promise<void> {
  await sql`truncate watch_feeds, watch_runs, watch_records, watch_matchables, watch_vulnerabilities, watch_exploitation,
    watch_notices, watch_changes, watch_epss_a, watch_epss_b, watch_epss_history`.execute(p.db);
  await sql`update watch_epss_edition set slot = 'a', date = null, model = null, previous_date = null`.execute(
    p.db,
  );
}

function fixtureOf(id: string, name: string): string {
  const folder = join(HERE, id, 'fixtures');
  const file = readdirSync(folder).find((f) => f.startsWith(`${name}.`));
  if (!file) throw new Error(`${id} has no fixture ${name}`);
  return join(folder, file);
}

/** Everything that readers can see of the feeds, as one hash a table. */
async function visible(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{
      t: string;
    }>`select row_to_json(x)::text as t from ${sql.table(table)} x order by 1`.execute(p.db);
    found[table] = `${rows.length} ${createHash('sha256')
      .update(rows.map((r) => r.t).join('\n'))
      .digest('hex')}`;
  }
  return found;
}

/** What reading leaves behind, without the times of reading. */
async function said(): Promise<unknown[]> {
  const { rows } = await sql`
    select 'm' as kind, record_id, matchable as what from watch_matchables
    union all select 'c', record_id, concat_ws(' ', vulnerability_id, claim, date) from watch_exploitation
    union all select 'v', id, fingerprint from watch_vulnerabilities
    union all select 'r', id, hash from watch_records order by 1, 2, 3`.execute(p.db);
  return rows;
}

const told = () => p.emitted.filter((e) => e.name === 'watch.advisory.changed').length;

it('finds the feeds', () => {
  expect(allFeeds.map((f) => f.id)).toEqual(
    expect.arrayContaining(['certfr-alertes', 'certfr-avis', 'cisa-kev', 'cve5', 'epss']),
  );
});

describe.each(allFeeds.map((feed) => [feed.id, feed] as const))('%s', (id, feed) => {
  const read = (name: string) => importFeedFile(p, systemActor, { feedId: id, path: fixtureOf(id, name) });

  it('is a folder of its name with what a feed needs', () => {
    for (const file of ['index.ts', 'schema.ts', 'index.test.ts', 'readme.md'])
      expect(existsSync(join(HERE, id, file)), file).toBe(true);
    for (const text of [
      feed.title.fr,
      feed.title.en,
      feed.description.fr,
      feed.description.en,
      feed.publisher,
      feed.licence.name,
    ])
      expect(text.trim()).not.toBe('');
    for (const url of [feed.url, feed.homepage, feed.licence.url])
      expect(new URL(url).protocol).toBe('https:');
    expect(feed.cadenceMinutes).toBeGreaterThanOrEqual(15);
    expect(feed.maxBytes).toBeLessThanOrEqual(feed.monthlyBytes);
  });

  it('has French and English names for every field of its history', () => {
    const texts = ['fr', 'en'].map(
      (l) => JSON.parse(readFileSync(join(HERE, `../locales/${l}.json`), 'utf8')).field,
    );
    const text = readFileSync(fixtureOf(id, 'one'), 'utf8');
    const document = text.startsWith('{') ? JSON.parse(text) : {};
    for (const one of document.vulnerabilities ?? [document])
      for (const field of Object.keys(feed.fields(one)))
        expect(
          texts.map((t) => typeof t[field]),
          field,
        ).toEqual(['string', 'string']);
  });

  it('reads nothing, one and many', async () => {
    const none = await read('none').catch((error: unknown) => error);
    if (feed.mode === 'snapshot') expect(none).toMatchObject({ code: 'watch.feed-empty' });
    else expect(none).toMatchObject({ seen: 0, bad: 0 });
    // One document; about several weaknesses it is several records.
    const one = await read('one');
    expect(one).toMatchObject({ state: 'done', bad: 0 });
    expect(one.seen).toBeGreaterThanOrEqual(1);
    const many = await read('many');
    expect(many.seen).toBeGreaterThan(1);
    expect(many.bad).toBe(0);
    const state = await loadFeedState(p.db, id);
    expect(state).toMatchObject({ item_count: many.seen, last_error: null, consecutive_failures: 0 });
    expect(state.last_success_at).not.toBeNull();
  });

  it('finds nothing new the second time: no event, no row touched', async () => {
    await read('many');
    const [before, events] = [await visible(), told()];
    p.clock.advance(60_000);
    const again = await read('many');
    expect(again).toMatchObject({ created: 0, changed: 0, removed: 0, older: 0 });
    expect(await visible()).toEqual(before);
    expect(told()).toBe(events);
  });

  it('gives the same verdicts and claims from what a bundle carries of it', async () => {
    await read('many');
    const lines: string[] = [];
    for await (const batch of streamOriginals(p.db, id, null)) lines.push(...batch.map((r) => `${r.text}\n`));
    if (lines.length === 0) return;
    const before = await said();
    await empty();
    const content = Readable.from([Buffer.from(lines.join(''))]);
    expect(
      await importFeedFile(p, systemActor, { feedId: id, name: 'bundle.ndjson', content }),
    ).toMatchObject({
      bad: 0,
    });
    expect(await said()).toEqual(before);
  });

  it('answers a broken file with a typed error and writes nothing by halves', async () => {
    await read('many');
    const [before, events, journaled] = [await visible(), told(), await journal()];
    const error = await read('broken').then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(AppError);
    expect(String((error as AppError).details.place)).toContain('broken');
    expect(await visible()).toEqual(before);
    expect(told()).toBe(events);
    const state = await loadFeedState(p.db, id);
    expect(state).toMatchObject({ consecutive_failures: 1, last_error: { code: (error as AppError).code } });
    expect(state.last_error?.place).toContain('broken');
    expect(await journal()).toBe(journaled + 1);
  });

  it('answers a file cut short the same way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-cut-'));
    try {
      const path = join(folder, 'broken-cut.gz');
      const whole = gzipSync(readFileSync(fixtureOf(id, 'many')));
      writeFileSync(path, whole.subarray(0, whole.length - 12));
      await expect(importFeedFile(p, systemActor, { feedId: id, path })).rejects.toMatchObject({
        code: 'platform.file-truncated',
      });
      expect((await loadFeedState(p.db, id)).last_error?.place).toContain('broken-cut.gz');
      const rows = await visible();
      expect([rows.watch_records, rows.watch_epss].map((r) => r?.split(' ')[0])).toEqual(['0', '0']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses a web page', async () => {
    const content = Readable.from([Buffer.from('<!doctype html><title>Portail captif</title>')]);
    const input = { feedId: id, name: 'portal', content };
    await expect(importFeedFile(p, systemActor, input)).rejects.toBeInstanceOf(AppError);
    expect((await loadFeedState(p.db, id)).last_error?.place).toContain('portal');
    expect((await visible()).watch_records?.split(' ')[0]).toBe('0');
  });

  it('stops when told to, before it writes', async () => {
    const abort = new AbortController();
    abort.abort(new DOMException('stop', 'AbortError'));
    const work = importFeedFile(
      p,
      systemActor,
      { feedId: id, path: fixtureOf(id, 'many') },
      { signal: abort.signal },
    );
    await expect(work).rejects.toThrow('stop');
    expect((await visible()).watch_records?.split(' ')[0]).toBe('0');
    expect((await loadFeedState(p.db, id)).last_error?.code).toBe('watch.run-stopped');
  });

  it('goes out by the platform only, and shows on its row that it could not', async () => {
    await configureFeed(p, systemActor, { feedId: id, settings: { isEnabled: true } });
    await expect(pullFeed(p, systemActor, { feedId: id }, { wait: async () => {} })).rejects.toThrow(
      'a test went out to https://',
    );
    expect(await loadFeedState(p.db, id)).toMatchObject({
      consecutive_failures: 1,
      last_error: { code: 'watch.run-crashed' },
    });
  });
});

async function journal(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from platform_journal`.execute(p.db);
  return rows[0]?.n ?? 0;
}
