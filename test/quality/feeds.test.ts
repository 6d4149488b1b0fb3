import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../src/platform/auth/actor.ts';
import { importFeedFile } from '../../src/watch/import-feed-file.ts';
import type { RunRow } from '../../src/watch/store/tables.ts';
import { type TestPlatform, testPlatform } from '../kit/platform.ts';
import { forgetWatch } from '../kit/watch.ts';
import { corporaFolder } from './corpora.ts';

const at = (path: string) => join(corporaFolder, path);
const has = (path: string) => existsSync(at(path));

let p: TestPlatform;
beforeAll(async () => {
  p = await testPlatform();
});
afterAll(() => p.close());
afterEach(() => forgetWatch(p));

/** Reads a corpus through the real path and prints what came out. */
async function read(feedId: string, path: string): Promise<RunRow> {
  const started = performance.now();
  const run = await importFeedFile(p, systemActor, { feedId, path: at(path) });
  const { seen, created, changed, unchanged, removed, bad } = run;
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(JSON.stringify({ feedId, path, seen, created, changed, unchanged, removed, bad, seconds }));
  return run;
}

const count = async (condition: ReturnType<typeof sql>): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from ${condition}`.execute(p.db)).rows[0]?.n ?? -1;

/** Read again: nothing new, no event. */
async function readAgain(feedId: string, path: string): Promise<void> {
  const before = p.emitted.filter((e) => e.name === 'watch.advisory.changed').length;
  expect(await read(feedId, path)).toMatchObject({ created: 0, changed: 0, removed: 0 });
  expect(p.emitted.filter((e) => e.name === 'watch.advisory.changed')).toHaveLength(before);
}

describe.skipIf(!has('nvd'))('NVD', { timeout: 300_000 }, () => {
  it('reads a year of records, and the second time writes nothing', async () => {
    const path = 'nvd/nvd20-2016.ndjson.gz';
    expect(await read('nvd', path)).toMatchObject({ bad: 0 });
    expect(await count(sql`watch_vulnerabilities where cvss is not null`)).toBeGreaterThan(8000);
    expect(await count(sql`watch_matchables where cardinality(keys) > 0`)).toBeGreaterThan(8000);
    await readAgain('nvd', path);
  });

  it('reads what its API really answered, and tells what is none by place', async () => {
    const run = await read('nvd', 'nvd/genuine-nvd20-fixtures.tar.gz');
    expect(run.created).toBeGreaterThan(50);
    for (const problem of run.problems) expect(problem.place).toContain('genuine-nvd20-fixtures');
    await readAgain('nvd', 'nvd/genuine-nvd20-fixtures.tar.gz');
  });
});

describe.skipIf(!has('osv'))('OSV', { timeout: 300_000 }, () => {
  // 29 of its notices lie there twice, some with two contents of one date: which one stands is the order's matter.
  it('reads all notices of AlmaLinux, a part for each CVE', async () => {
    expect(await read('osv', 'osv/almalinux.ndjson.gz')).toMatchObject({ bad: 0 });
    expect(await count(sql`watch_matchables where record_id like 'ALSA-%#CVE-%'`)).toBeGreaterThan(10_000);
    expect(await count(sql`watch_vulnerabilities where id like 'ALBA-%'`)).toBe(0);
  });

  it.each(['bitnami', 'go-vulndb', 'pypa'])('reads all of %s', async (name) => {
    const path = `osv/${name}.ndjson.gz`;
    expect(await read('osv', path)).toMatchObject({ bad: 0, unchanged: 0 });
    // A record that names a CVE stands under it.
    const strays = sql`watch_records r where vulnerability_id not like 'CVE-%'
      and exists (select 1 from jsonb_array_elements_text(coalesce(facts->'aliases', '[]')) a where a like 'CVE-%')`;
    expect(await count(strays)).toBe(0);
    await readAgain('osv', path);
  });
});

describe.skipIf(!has('csaf'))('CSAF', { timeout: 300_000 }, () => {
  it('reads every advisory of CISA', async () => {
    expect(await read('csaf', 'csaf/cisa-advisories.tar.gz')).toMatchObject({ bad: 0 });
    expect(await count(sql`watch_records where vulnerability_id is null`)).toBeGreaterThan(1900);
    expect(await count(sql`watch_vulnerabilities where id like 'CVE-%'`)).toBeGreaterThan(2000);
    await readAgain('csaf', 'csaf/cisa-advisories.tar.gz');
  });

  it('reads other producers, and tells what is no document by place', async () => {
    const run = await read('csaf', 'csaf/other-producers.tar.gz');
    expect(run.created).toBeGreaterThan(60);
    for (const problem of run.problems) expect(problem.place).toContain('other-producers');
  });
});

describe.skipIf(!has('cve5-vulnrichment'))('Vulnrichment', { timeout: 300_000 }, () => {
  it('keeps CISA’s container of every record that has one', async () => {
    const path = 'cve5-vulnrichment/cve5-2024.ndjson.gz';
    const run = await read('vulnrichment', path);
    expect(run.bad).toBe(0);
    expect(run.created).toBeGreaterThan(39_000);
    expect(await count(sql`watch_vulnerabilities where ssvc is not null`)).toBeGreaterThan(39_000);
  });
});
