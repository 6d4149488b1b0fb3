import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { match } from './match.ts';

let dir = '';
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-match-test-'));
  write('fleet.json', JSON.stringify(fleet));
  write('fleet.ndjson', fleet.map((c) => JSON.stringify(c)).join('\n'));
  write('safe.json', JSON.stringify([{ vendor: 'Acme', product: 'App', version: '2.0' }]));
  write('cve.json', JSON.stringify(record(), null, 2));
  write(
    'lines.ndjson',
    `${JSON.stringify(record())}\n{"cveMetadata":{"cveId":"nope"}}\n${JSON.stringify(record('CVE-2024-2222'))}\n`,
  );
  write('kev.json', JSON.stringify({ vulnerabilities: [{ cveID: 'CVE-2024-1111' }] }));
  write('kev.csv', 'cveID,vendorProject,notes\nCVE-2024-1111,Acme,"a ""quoted"", note\nover lines"\n');
  write(
    'epss.csv.gz',
    gzipSync(
      '#model_version:v2025,score_date:2026-09-13T00:00:00+0000\ncve,epss,percentile\nCVE-2024-1111,0.5,0.9\n',
    ),
  );
  write('epss-bad.csv', 'cve,epss\nCVE-2024-1111,0.5\n');
  write('page.html', '<!doctype html><p>503</p>');
  write('cut.json.gz', gzipSync(JSON.stringify(record()).repeat(50)).subarray(0, 60));
  mkdirSync(join(dir, 'tree/2024/1xxx'), { recursive: true });
  write('tree/README.md', '# notes');
  write('tree/deltaLog.json', '[{"fetchTime":"2024"}]');
  write('tree/2024/1xxx/CVE-2024-1111.json', JSON.stringify(record()));
  const tar = pack();
  tar.entry({ name: 'inner.json' }, `${JSON.stringify(record())}\n{"a":}\n`);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  write('release.tar.gz', gzipSync(Buffer.concat(chunks)));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const write = (name: string, content: string | Buffer): void => writeFileSync(join(dir, name), content);

const fleet = [
  { asset: 'srv-1', vendor: 'Acme', product: 'App', version: '1.5', exposed: 'yes' },
  { asset: 'srv-2', cpe: 'cpe:2.3:a:acme:app:2.0:*:*:*:*:*:*:*' },
  { asset: 'srv-3', vendor: 'Acme', product: 'App' },
];

function record(cveId = 'CVE-2024-1111', lessThan = '2.0', dateUpdated = '2024-05-01T00:00:00Z') {
  const options = [{ Exploitation: 'Active' }, { Automatable: 'Yes' }, { 'Technical Impact': 'total' }];
  return {
    dataType: 'CVE_RECORD',
    cveMetadata: { cveId, state: 'PUBLISHED', dateUpdated },
    containers: {
      cna: {
        source: { advisory: 'GHSA-2222-3333-4444' },
        affected: [
          {
            vendor: 'Acme',
            product: 'App',
            defaultStatus: 'unaffected',
            versions: [{ version: '1.0', status: 'affected', lessThan, versionType: 'semver' }],
          },
        ],
      },
      adp: [
        {
          title: 'CISA ADP Vulnrichment',
          metrics: [{ other: { type: 'ssvc', content: { timestamp: '2024-05-02', options } } }],
        },
      ],
    },
  };
}

async function vigie(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io = { stdin: Readable.from([]), stdout, stderr, env: { VIGIE_LOCALE: 'en' }, cwd: dir };
  const code = await match.run(argv, io);
  stdout.end();
  stderr.end();
  const text = async (stream: PassThrough) => (await stream.toArray()).join('');
  const out = await text(stdout);
  const lines = out.startsWith('{')
    ? out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  return {
    code,
    out,
    lines,
    err: await text(stderr),
    verdicts: lines.map((l) => `${l.component.asset} ${l.vulnerability} ${l.verdict}`),
  };
}

describe('vigie match', () => {
  test('one JSON line per component and vulnerability, with reasons and a decision', async () => {
    const { code, lines } = await vigie(
      '--inventory',
      'fleet.json',
      '--advisories',
      'cve.json',
      '--kev',
      'kev.json',
      '--epss',
      'epss.csv.gz',
    );
    expect(code).toBe(1);
    expect(lines[0]).toEqual({
      component: { asset: 'srv-1', ref: '1', purl: null, cpe: null, name: 'App', version: '1.5' },
      vulnerability: 'CVE-2024-1111',
      aliases: ['GHSA-2222-3333-4444'],
      verdict: 'affected',
      conflict: false,
      reasons: [
        {
          source: 'cna',
          rule: 'cve5.range',
          range: '>= 1.0, < 2.0',
          compared: '1.5',
          scheme: 'semver',
          vote: 'affected',
        },
      ],
      decision: {
        policy: 'cisa-bod-26-04',
        policyVersion: '2026-06-10',
        outcome: '3-days-forensic',
        deadlineDays: 3,
        inputs: { kev: 'yes', exposed: 'yes', automatable: 'yes', technicalImpact: 'total' },
        assumed: [],
        possible: ['3-days-forensic'],
      },
      epss: { score: 0.5, percentile: 0.9, date: '2026-09-13' },
    });
    expect(lines[1]).toMatchObject({
      component: { asset: 'srv-3' },
      verdict: 'unknown',
      reasons: [{ rule: 'cve5.no-version' }],
      decision: { inputs: { exposed: 'unknown' }, assumed: ['exposed'] },
    });
    expect(lines).toHaveLength(2);
  });

  test.each([
    ['fleet.ndjson', 'cve.json'],
    ['fleet.json', 'tree'],
  ])('%s against %s, and --all adds what is not affected', async (inventory, advisories) => {
    const { code, verdicts } = await vigie('--all', '--inventory', inventory, '--advisories', advisories);
    expect([code, verdicts]).toEqual([
      1,
      ['srv-1 CVE-2024-1111 affected', 'srv-2 CVE-2024-1111 not_affected', 'srv-3 CVE-2024-1111 unknown'],
    ]);
  });

  test('nothing affected is 0', async () => {
    expect(await vigie('--inventory', 'safe.json', '--advisories', 'cve.json')).toMatchObject({
      code: 0,
      out: '',
    });
  });

  test('several files after one option, and another table', async () => {
    const { code, lines } = await vigie(
      '--inventory',
      'fleet.json',
      'safe.json',
      '--advisories',
      'cve.json',
      '--policy',
      'cisa-ssvc-coordinator',
      '--kev',
      'kev.csv',
    );
    expect(code).toBe(1);
    expect(lines[0].decision).toMatchObject({
      outcome: 'act',
      inputs: { exploitation: 'active', missionWellBeing: 'unknown' },
      possible: ['attend', 'act'],
    });
  });

  test('of two copies of a record the newer speaks', async () => {
    write('older.json', JSON.stringify(record('CVE-2024-1111', '9.0', '2024-01-01T00:00:00Z')));
    for (const paths of [
      ['cve.json', 'older.json'],
      ['older.json', 'cve.json'],
    ])
      expect((await vigie('--inventory', 'safe.json', '--advisories', ...paths)).code).toBe(0);
  });

  test.each([
    [['lines.ndjson'], 'lines.ndjson:2: malformed advisory (cveMetadata.cveId: CVE id expected)', 4],
    [['release.tar.gz'], 'release.tar.gz!inner.json:2: not JSON', 2],
    [['page.html', 'cve.json'], 'page.html:1: not JSON', 2],
    [['cut.json.gz', 'cve.json'], 'cut.json.gz: the file is truncated', 2],
    [['absent.json', 'cve.json'], 'absent.json: cannot be read', 2],
  ])('a bad advisory among %j is named, and the rest goes on', async (paths, message, count) => {
    const { code, err, lines } = await vigie('--inventory', 'fleet.json', '--advisories', ...paths);
    expect(err).toContain(message);
    expect([code, lines.length]).toEqual([2, count]);
  });

  test.each([
    [['--epss', 'epss-bad.csv'], 'epss-bad.csv:1: malformed EPSS file'],
    [['--kev', 'page.html'], 'page.html: malformed KEV catalogue'],
    [['--policy', 'none'], 'none'],
    [['--format', 'xml'], '--format xml'],
    [['--nope'], 'nope'],
  ])('%j is 2 and says so', async (argv, message) => {
    const { code, err } = await vigie('--inventory', 'fleet.json', '--advisories', 'cve.json', ...argv).catch(
      (error: Error) => ({ code: 2, err: error.message }),
    );
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test('what is missing is 2, help is 0', async () => {
    expect((await vigie('--inventory', 'fleet.json')).code).toBe(2);
    expect((await vigie('--help')).code).toBe(0);
  });

  test('a table keeps control characters of an inventory away from the terminal', async () => {
    write(
      'evil.json',
      JSON.stringify([{ asset: 'a\u001b[2Jb', vendor: 'Acme', product: 'App', version: '1.5' }]),
    );
    const { out, code } = await vigie(
      '--inventory',
      'evil.json',
      '--advisories',
      'cve.json',
      '--format',
      'table',
    );
    expect(code).toBe(1);
    expect(out).toContain('CVE-2024-1111  affected');
    expect(out).not.toContain('\u001b');
  });

  test('a malformed inventory is named, and the others go on', async () => {
    write('bad.json', '[{"asset":"x","version":"1"}]');
    const { code, err, lines } = await vigie(
      '--inventory',
      'bad.json',
      'fleet.json',
      '--advisories',
      'cve.json',
    );
    expect(err).toContain('bad.json:1: malformed inventory');
    expect([code, lines.length]).toEqual([2, 2]);
  });
});
