import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { match } from './match.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-match-forms-'));
  for (const [name, content] of Object.entries(FILES))
    writeFileSync(join(dir, name), JSON.stringify(content));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const csaf = (more: object, tree: object, vulnerabilities: object[]) => ({
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    title: 'An advisory',
    publisher: { category: 'vendor', name: 'Acme PSIRT', namespace: 'https://acme.example' },
    tracking: {
      id: 'ACME-1',
      status: 'final',
      version: '1',
      initial_release_date: '2024-05-01T00:00:00Z',
      current_release_date: '2024-05-01T00:00:00Z',
      revision_history: [{ date: '2024-05-01T00:00:00Z', number: '1', summary: 'first' }],
    },
    ...more,
  },
  product_tree: tree,
  vulnerabilities,
});

const branch = (category: string, name: string, below: object) => ({ category, name, ...below });
const range = (id: string, name: string, category = 'product_version_range') =>
  branch(category, name, { product: { name: `Router ${name}`, product_id: id } });

const FILES: Record<string, unknown> = {
  'fleet.json': [
    { asset: 'gate', ref: 'router', vendor: 'Acme', product: 'Router', version: '2.4' },
    {
      asset: 'srv',
      ref: 'openssl',
      purl: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u1?upstream=openssl&distro=debian-12',
    },
    { asset: 'srv', ref: 'musl', purl: 'pkg:apk/alpine/musl@1.1.20-r4?distro=alpine-3.9' },
    {
      asset: 'win',
      ref: 'os',
      cpe: 'cpe:2.3:o:microsoft:windows_server_2019:10.0.17763.6189:*:*:*:*:*:x64:*',
    },
    { asset: 'app', ref: 'lib', purl: 'pkg:npm/lodash@4.17.4' },
  ],
  'csaf.json': csaf(
    {},
    {
      branches: [
        branch('vendor', 'Acme', {
          branches: [
            branch('product_name', 'Router', {
              branches: [range('R1', 'vers:all/<2.5'), range('R2', '2.5', 'product_version')],
            }),
          ],
        }),
      ],
    },
    [
      {
        cve: 'CVE-2024-1001',
        product_status: { known_affected: ['R1'], fixed: ['R2'] },
        remediations: [{ category: 'vendor_fix', details: 'Update to 2.5.', product_ids: ['R1'] }],
      },
    ],
  ),
  'debian.json': {
    openssl: {
      'CVE-2024-1002': {
        description: 'x',
        scope: 'remote',
        releases: {
          bookworm: {
            status: 'open',
            repositories: { bookworm: '3.0.11-1~deb12u1' },
            urgency: 'not yet assigned',
            nodsa: 'Minor issue',
            nodsa_reason: 'postponed',
          },
        },
      },
    },
  },
  'alpine.json': {
    apkurl: '{{urlprefix}}/{{distroversion}}/{{reponame}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk',
    distroversion: 'v3.9',
    reponame: 'main',
    packages: [{ pkg: { name: 'musl', secfixes: { '1.1.20-r5': ['CVE-2019-14697'] } } }],
  },
  'msrc.json': {
    DocumentTitle: { Value: 'August 2024 Security Updates' },
    DocumentTracking: {
      Identification: { ID: { Value: '2024-Aug' } },
      CurrentReleaseDate: '2024-08-13T07:00:00',
    },
    ProductTree: { FullProductName: [{ ProductID: '11571', Value: 'Windows Server 2019' }] },
    Vulnerability: [
      {
        CVE: 'CVE-2024-38063',
        ProductStatuses: [{ ProductID: ['11571'], Type: 3 }],
        Remediations: [
          {
            Description: { Value: '5041578' },
            FixedBuild: '10.0.17763.6189',
            ProductID: ['12'],
            Type: 2,
            SubType: 'Security Update',
          },
          {
            Description: { Value: '5041578' },
            FixedBuild: '10.0.17763.6293',
            ProductID: ['11571'],
            Type: 2,
            SubType: 'Security Update',
          },
        ],
      },
    ],
  },
  'ghsa.json': {
    id: 'GHSA-jf85-cpcp-j695',
    aliases: ['CVE-2019-10744'],
    modified: '2024-01-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'lodash' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.12' }] }],
      },
    ],
  },
  'vex.json': {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/vex-1',
    author: 'Acme team',
    timestamp: '2024-06-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'CVE-2019-10744' },
        products: [{ '@id': 'pkg:npm/lodash@4.17.4' }],
        status: 'affected',
        action_statement: 'Update.',
        timestamp: '2024-05-01T00:00:00Z',
      },
      {
        vulnerability: { name: 'CVE-2019-10744' },
        products: [{ '@id': 'pkg:npm/lodash@4.17.4' }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
      },
    ],
  },
  'vex-bad.json': {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [{ vulnerability: 'CVE-1', status: 'maybe' }],
  },
};

async function vigie(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const env = { VIGIE_LOCALE: 'en', SOURCE_DATE_EPOCH: '1717200000' };
  const code = await match.run(argv, { stdin: Readable.from([]), stdout, stderr, env, cwd: dir });
  stdout.end();
  stderr.end();
  const text = async (stream: PassThrough) => (await stream.toArray()).join('');
  return { code, out: await text(stdout), err: await text(stderr) };
}

const FORMS = ['csaf.json', 'debian.json', 'alpine.json', 'msrc.json', 'ghsa.json'];
const all = ['--inventory', 'fleet.json', '--advisories', ...FORMS];
const linesOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('vigie match on every form', () => {
  test('each advisory form is told by its content and gives a verdict with its rule', async () => {
    const { code, out, err } = await vigie(...all);
    expect(err).toBe('');
    expect(code).toBe(1);
    const seen = linesOf(out).map((l) => [
      l.component.ref,
      l.vulnerability,
      l.verdict,
      l.reasons[0].rule,
      l.reasons[0].range,
    ]);
    expect(seen).toEqual([
      ['router', 'CVE-2024-1001', 'affected', 'csaf.range', '< 2.5'],
      ['openssl', 'CVE-2024-1002', 'affected', 'distro.unfixed', null],
      ['musl', 'CVE-2019-14697', 'affected', 'distro.range', '< 1.1.20-r5'],
      ['os', 'CVE-2024-38063', 'affected', 'msrc.build', '< 10.0.17763.6293'],
      ['lib', 'CVE-2019-10744', 'affected', 'osv.range', '< 4.17.12'],
    ]);
    expect(linesOf(out)[0].reasons[0].quote).toContain(
      'Acme › Router › vers:all/<2.5 (vendor_fix: Update to 2.5.)',
    );
    expect(linesOf(out)[1].reasons[0].quote).toContain('Minor issue');
  });

  test('the latest VEX statement decides, and the advisory stays in the reasons', async () => {
    const { out } = await vigie(...all, '--vex', 'vex.json', '--all');
    const line = linesOf(out).find((l) => l.vulnerability === 'CVE-2019-10744');
    expect(line.verdict).toBe('not_affected');
    expect(line.reasons.map((r: { rule: string; vote: string }) => `${r.rule} ${r.vote}`)).toEqual([
      'vex.openvex not_affected',
      'osv.range affected',
    ]);
    expect(line.reasons[0].quote).toContain('vulnerable_code_not_in_execute_path (2024-06-01, Acme team');
  });

  test('a bad VEX file is named with its place, and the rest goes on', async () => {
    const { code, out, err } = await vigie(...all, '--vex', 'vex-bad.json', 'vex.json', '--all');
    expect(code).toBe(2);
    expect(err).toMatch(/vex-bad\.json:1: malformed VEX document \(statements\[0\]\.status/);
    expect(linesOf(out)).toHaveLength(5);
    expect(linesOf(out).at(-1).verdict).toBe('not_affected');
  });

  test('a VEX document among the advisories is refused with the way to give it', async () => {
    const { code, err } = await vigie('--inventory', 'fleet.json', '--advisories', 'vex.json');
    expect(code).toBe(2);
    expect(err).toContain('--vex');
  });

  test('OpenVEX: every statement is dated, worded, and is read back as the same verdict', async () => {
    const { out } = await vigie(
      ...all,
      '--vex',
      'vex.json',
      '--all',
      '--format',
      'openvex',
      '--author',
      'DTSI',
    );
    const document = JSON.parse(out);
    expect(document).toMatchObject({ author: 'DTSI', timestamp: '2024-06-01T00:00:00.000Z', version: 1 });
    for (const s of document.statements) {
      expect(s.products.every((p: Record<string, string>) => /^[a-z]+:/.test(p['@id'] ?? ''))).toBe(true);
      if (s.status === 'affected') expect(s.action_statement).toBeTruthy();
      if (s.status === 'not_affected') expect('justification' in s).not.toBe('impact_statement' in s);
    }
    writeFileSync(join(dir, 'written.json'), out);
    const again = await vigie(...all, '--vex', 'written.json', '--all');
    expect(linesOf(again.out).map((l) => `${l.component.ref} ${l.verdict} ${l.reasons[0].rule}`)).toEqual([
      'router affected vex.openvex',
      'openssl affected vex.openvex',
      'musl affected vex.openvex',
      'os affected vex.openvex',
      'lib not_affected vex.openvex',
    ]);
  });

  test('CycloneDX VEX: valid by the 1.6 schema, and read back', async () => {
    const { out } = await vigie(...all, '--vex', 'vex.json', '--all', '--format', 'cyclonedx-vex');
    const document = JSON.parse(out);
    const validate = cycloneDxValidator();
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    const states = document.vulnerabilities.map(
      (v: { id: string; analysis: { state: string } }) => v.analysis.state,
    );
    expect(states.sort()).toEqual([
      'exploitable',
      'exploitable',
      'exploitable',
      'exploitable',
      'not_affected',
    ]);
    writeFileSync(join(dir, 'written-cdx.json'), out);
    const again = await vigie(...all, '--vex', 'written-cdx.json', '--all');
    expect(linesOf(again.out).at(-1)).toMatchObject({
      verdict: 'not_affected',
      reasons: [{ rule: 'vex.cyclonedx' }, {}],
    });
  });

  test('SARIF: one rule a vulnerability, one result a line, what VEX sets aside is suppressed', async () => {
    const { out } = await vigie(...all, '--vex', 'vex.json', '--all', '--format', 'sarif');
    const log = JSON.parse(out);
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    expect(run.tool.driver.rules).toHaveLength(5);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.message.text).toContain(result.ruleId);
      expect(result.kind === 'fail' || result.level === 'none').toBe(true);
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('fleet.json');
    }
    const lib = run.results.find((r: { ruleId: string }) => r.ruleId === 'CVE-2019-10744');
    expect(lib.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: expect.stringContaining('vulnerable_code_not_in_execute_path'),
      },
    ]);
  });

  test('an unknown format is refused', async () => {
    expect((await vigie(...all, '--format', 'xml')).code).toBe(2);
  });
});

function cycloneDxValidator() {
  const require = createRequire(import.meta.url);
  const schemas = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema');
  const read = (name: string) =>
    JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: false, addUsedSchema: false });
  addFormats.default(ajv);
  ajv.addFormat('iri-reference', true);
  ajv.addFormat('idn-email', true);
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema({ ...read(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
  return ajv.compile(read('bom-1.6'));
}
