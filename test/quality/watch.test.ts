import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../src/platform/auth/actor.ts';
import { ROOT } from '../../src/platform/root.ts';
import { importFeedFile } from '../../src/watch/import-feed-file.ts';
import { loadVulnerabilities, streamMatchables } from '../../src/watch/index.ts';
import type { RunRow } from '../../src/watch/store/tables.ts';
import { type TestPlatform, testPlatform } from '../kit/platform.ts';

const CORPORA = process.env.VIGIE_CORPORA ?? join(ROOT, '../shared/corpora');
const at = (path: string) => join(CORPORA, path);
const json = (path: string) => {
  const bytes = readFileSync(at(path));
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
};

let p: TestPlatform;
beforeAll(async () => {
  p = await testPlatform();
});
afterAll(() => p.close());

/** Reads a corpus through the real path and prints what came out. */
async function read(feedId: string, path: string): Promise<RunRow> {
  const started = performance.now();
  const run = await importFeedFile(p, systemActor, { feedId, path: at(path) });
  const { seen, created, changed, unchanged, removed, bad } = run;
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(JSON.stringify({ feedId, path, seen, created, changed, unchanged, removed, bad, seconds }));
  return run;
}

const told = () => p.emitted.filter((e) => e.name === 'watch.advisory.changed').length;

describe.skipIf(!existsSync(at('cve5-vulnrichment')))('40,694 CVE records', { timeout: 300_000 }, () => {
  const PATH = 'cve5-vulnrichment/cve5-2024.ndjson.gz';

  it('are all accepted, compiled and merged', async () => {
    expect(await read('cve5', PATH)).toMatchObject({ seen: 40_694, created: 40_694, bad: 0 });
    const { rows } = await sql<Record<string, number>>`
      select count(*) as all, count(*) filter (where is_rejected) as rejected, count(*) filter (where cvss is not null) as scored,
        count(*) filter (where ssvc is not null) as ssvc, count(*) filter (where has_products) as products,
        count(*) filter (where title = '') as untitled, count(*) filter (where summary = '') as unsummed
      from watch_vulnerabilities`.execute(p.db);
    console.log(JSON.stringify(rows[0]));
    expect(rows[0]).toMatchObject({ all: 40_694, untitled: 0, unsummed: 0 });
    expect(rows[0]?.ssvc).toBeGreaterThan(39_000);
    let compiled = 0;
    for await (const batch of streamMatchables(p.db)) compiled += batch.length;
    expect(compiled).toBe(40_694);
  });

  it('read a second time change nothing', async () => {
    const before = told();
    expect(await read('cve5', PATH)).toMatchObject({ created: 0, changed: 0, unchanged: 40_694 });
    expect(told()).toBe(before);
  });
});

describe.skipIf(!existsSync(at('kev')))('the KEV catalogue', { timeout: 120_000 }, () => {
  const OLD = 'kev/known_exploited_vulnerabilities-2025.08.25';
  const expected = () => json('kev/expected-delta-2025.08.25_2026.07.23.json');

  it('is the same from JSON and from CSV', async () => {
    expect(await read('cisa-kev', `${OLD}.json.gz`)).toMatchObject({ seen: 1404, created: 1404, bad: 0 });
    const fromCsv = await read('cisa-kev', `${OLD}.csv.gz`);
    expect(fromCsv).toMatchObject({ seen: 1404, created: 0, removed: 0, bad: 0 });
    await read('cisa-kev', `${OLD}.json.gz`);
    await sql`delete from watch_changes where feed_id = 'cisa-kev'`.execute(p.db);
  });

  it('differs between two editions exactly where it should', async () => {
    const before = new Set(await kevIds());
    const run = await read('cisa-kev', 'kev/known_exploited_vulnerabilities-2026.07.23.json.gz');
    const delta = expected();
    const added = (await kevIds()).filter((id) => !before.has(id));
    expect(added.sort()).toEqual([...delta.added].sort());
    expect(run).toMatchObject({
      seen: delta.to_count,
      created: delta.added.length,
      removed: delta.removed.length,
    });
    const { rows } = await sql<{ id: string; fields: string[] }>`
      select record_id as id, array_agg(field order by field) as fields from watch_changes where feed_id = 'cisa-kev'
      group by record_id`.execute(p.db);
    expect(Object.fromEntries(rows.map((r) => [r.id, r.fields]))).toEqual(
      Object.fromEntries(
        Object.entries(delta.changed as Record<string, string[]>).map(([id, f]) => [id, [...f].sort()]),
      ),
    );
  });

  it('gives its claims back when read backwards: the ledger keeps them, withdrawn', async () => {
    await expect(read('cisa-kev', `${OLD}.json.gz`)).rejects.toMatchObject({ code: 'watch.feed-shrunk' });
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from watch_exploitation where feed_id = 'cisa-kev' and withdrawn_at is null`.execute(
      p.db,
    );
    expect(rows[0]?.n).toBe(1653);
  });

  async function kevIds(): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select id from watch_records where feed_id = 'cisa-kev' and removed_at is null`.execute(p.db);
    return rows.map((r) => r.id);
  }
});

describe.skipIf(!existsSync(at('epss')))('EPSS', { timeout: 180_000 }, () => {
  it('reads whole editions and tells the moves that were counted', async () => {
    expect(await read('epss', 'epss/epss_scores-2026-07-05.csv.gz')).toMatchObject({ seen: 345_310, bad: 0 });
    const delta = json('epss/expected-delta-2026-07-05_2026-08-02.json');
    expect(await read('epss', 'epss/epss_scores-2026-08-02.csv.gz')).toMatchObject({
      seen: delta.to_count,
      bad: 0,
    });
    const { rows } = await sql<{ slot: string }>`select slot from watch_epss_edition`.execute(p.db);
    // The first edition went into b (a is the empty start), the second into a.
    expect(rows[0]?.slot).toBe('a');
    const { rows: moved } = await sql<{ n: number }>`
      select count(*) as n from watch_epss_a n join watch_epss_b o on o.id = n.id where n.score <> o.score`.execute(
      p.db,
    );
    expect(moved[0]?.n).toBe(delta.changed);
    const { rows: rose } = await sql<{ id: string }>`
      select n.id from watch_epss_a n join watch_epss_b o on o.id = n.id
      where n.score >= 0.01::real and o.score < 0.01::real order by n.id`.execute(p.db);
    const listed: string[] = delta['crossed_up_0.01'];
    expect(listed.filter((id) => !rose.some((r) => r.id === id))).toEqual([]);
  });

  it('reads FIRST’s own files, and refuses the broken ones', async () => {
    const found = new Map<string, string>();
    for (const [name, bytes] of await entries('epss/official-format-fixtures.tar.gz')) {
      if (!name.endsWith('.csv')) continue;
      const result = await importFeedFile(p, systemActor, {
        feedId: 'epss',
        name,
        content: Readable.from([bytes]),
      }).then(
        (run) => `read ${run.seen}`,
        (error: { code: string }) => error.code,
      );
      found.set(name.split('/').slice(-2).join('/'), result);
    }
    console.log(JSON.stringify(Object.fromEntries(found)));
    expect(found.get('anchore_vunnel/invalid-header.csv')).toBe('watch.feed-wrong-content');
    expect(found.get('anchore_vunnel/missing-date.csv')).toBe('watch.feed-wrong-content');
    // Small samples after a full edition: well-formed, and held back by the shrink guard.
    expect(found.get('anchore_vunnel/example-1.csv')).toBe('watch.feed-shrunk');
    const { rows } = await sql<{ n: number }>`select count(*) as n from watch_epss`.execute(p.db);
    expect(rows[0]?.n).toBe(354_592);
  });
});

describe.skipIf(!existsSync(at('certfr')))('CERT-FR', { timeout: 180_000 }, () => {
  it('every avis is read, and agrees with the index', async () => {
    const parts = ['2000-2007', '2008-2013', '2014-2018', '2019-2021', '2022-2023', '2024-2025'];
    let seen = 0;
    for (const part of parts) {
      const run = await read('certfr-avis', `certfr/avis-${part}.ndjson.gz`);
      expect(run.bad).toBe(0);
      seen += run.seen;
    }
    expect(seen).toBe(15_837);
    const { rows } = await sql<{
      reference: string;
      title: string;
      cves: number;
      systems: number;
      revisions: number;
      risks: string[];
    }>`
      select reference, title, cardinality(cves) as cves, jsonb_array_length(systems) as systems,
        jsonb_array_length(revisions) as revisions, risks from watch_notices`.execute(p.db);
    expect(rows.length).toBe(15_837);
    const stored = new Map(rows.map((r) => [r.reference, r]));
    const index = json('certfr/expected-index.json.gz') as Record<
      string,
      { title: string; cves: number; systems: number; revisions: number; risks: string[] }
    >;
    const differing = Object.entries(index).flatMap(([reference, e]) => {
      const r = stored.get(reference);
      const same =
        r &&
        r.cves === e.cves &&
        r.revisions === e.revisions &&
        r.systems === e.systems &&
        r.risks.length === e.risks.filter((x) => x.trim() !== '').length;
      return same
        ? []
        : [
            {
              reference,
              expected: [e.cves, e.revisions, e.systems, e.risks.length],
              found: r && [r.cves, r.revisions, r.systems, r.risks.length],
            },
          ];
    });
    console.log(
      JSON.stringify({
        indexed: Object.keys(index).length,
        differing: differing.length,
        first: differing.slice(0, 5),
      }),
    );
    expect(differing).toEqual([]);
  });

  it('alerts enter the ledger', async () => {
    expect(await read('certfr-alertes', 'certfr/alertes-ALE_with_cves.json.gz')).toMatchObject({ bad: 0 });
    const facts = await loadVulnerabilities(p.db, ['CVE-2024-6387', 'CVE-2024-47575']);
    expect(facts.get('CVE-2024-6387')?.exploitation.some((c) => c.source === 'certfr-alertes')).toBe(true);
  });
});

async function entries(path: string): Promise<[string, Buffer][]> {
  const found: [string, Buffer][] = [];
  const tar = createReadStream(at(path)).pipe(createGunzip()).pipe(extract());
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    found.push([entry.header.name, Buffer.concat(chunks)]);
  }
  return found;
}
