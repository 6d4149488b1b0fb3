import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AliasGroups } from './match/alias-groups.ts';
import { matchFiles } from './match-files.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-sources-test-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const write = (name: string, content: unknown): string => {
  const file = join(dir, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const npm = (name: string, ...events: object[]) => ({
  package: { ecosystem: 'npm', name },
  ranges: [{ type: 'SEMVER', events }],
});
const osv = (id: string, aliases: string[], affected: object[], more: object = {}) => ({
  id,
  modified: '2024-01-01T00:00:00Z',
  aliases,
  affected,
  ...more,
});

async function run(inventory: object[], advisories: string) {
  const { matches, problems } = await matchFiles({
    inventories: [write('inventory.json', inventory)],
    advisories: [advisories],
  });
  return {
    problems: problems.map((p) => p.code),
    lines: matches.map((m) => ({
      id: m.vulnerability,
      verdict: m.result.verdict,
      conflict: m.result.conflict,
      aliases: [...m.aliases].sort(),
      rules: m.result.reasons.map((r) => `${r.source} ${r.rule}`).sort(),
    })),
  };
}

test('records of several sources on one weakness give one line, named by its CVE', async () => {
  write(
    'joined/a.json',
    osv('GHSA-aaaa-bbbb-cccc', ['CVE-2024-1000'], [npm('left', { introduced: '0' }, { fixed: '1.3.0' })]),
  );
  // Only the other record says that this is the same weakness.
  write(
    'joined/b.json',
    osv('NSWG-1', ['GHSA-aaaa-bbbb-cccc'], [npm('left', { introduced: '0' }, { fixed: '1.2.0' })]),
  );
  write('joined/readme.md', '# not an advisory');
  write('joined/workflow.yml', 'name: build\non: push\n');
  const { lines, problems } = await run([{ purl: 'pkg:npm/left@1.2.5' }], join(dir, 'joined'));
  expect(problems).toEqual([]);
  expect(lines).toEqual([
    {
      id: 'CVE-2024-1000',
      verdict: 'unknown',
      conflict: true,
      aliases: ['GHSA-aaaa-bbbb-cccc', 'NSWG-1'],
      rules: ['ghsa osv.range', 'nswg osv.range'],
    },
  ]);
});

test('a notice that fixes two CVEs stands in the line of each, with its id', async () => {
  const notice = osv(
    'ALSA-2024:1',
    [],
    [
      {
        package: { ecosystem: 'AlmaLinux:9', name: 'curl' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '7.76.1-29.el9' }] }],
      },
    ],
    { related: ['CVE-2024-2000', 'CVE-2024-2001'] },
  );
  const { lines } = await run(
    [{ purl: 'pkg:rpm/almalinux/curl@7.76.1-28.el9?distro=almalinux-9.3' }],
    write('notice.json', notice),
  );
  expect(lines.map((l) => [l.id, l.verdict, l.aliases])).toEqual([
    ['CVE-2024-2000', 'affected', ['ALSA-2024:1']],
    ['CVE-2024-2001', 'affected', ['ALSA-2024:1']],
  ]);
});

test('a withdrawn copy that is newer takes the record back', async () => {
  const record = osv('GHSA-dddd-dddd-dddd', [], [npm('left', { introduced: '0' })]);
  const withdrawn = { ...record, modified: '2024-02-01T00:00:00Z', withdrawn: '2024-02-01T00:00:00Z' };
  const file = write('two.ndjson', `${JSON.stringify(record)}\n${JSON.stringify(withdrawn)}\n`);
  expect((await run([{ purl: 'pkg:npm/left@1.0.0' }], file)).lines).toEqual([]);
});

test('YAML and Markdown of language databases, the answer of a query, and a bad record among good ones', async () => {
  write(
    'mixed/gems/rack/CVE-2024-3000.yml',
    '---\ngem: rack\ncve: 2024-3000\nghsa: eeee-eeee-eeee\ntitle: t\ndate: 2024-01-01\npatched_versions:\n  - "~> 2.2.8"\n  - ">= 3.0.9"\n',
  );
  write(
    'mixed/composer/CVE-2024-3001.yaml',
    'title: t\nlink: https://example.org\ncve: CVE-2024-3001\nbranches:\n  1.x:\n    time: 2024-01-01 00:00:00\n    versions: [">=1.0", "<1.5"]\nreference: composer://acme/app\n',
  );
  write(
    'mixed/crates/RUSTSEC-2024-0001.md',
    '```toml\n[advisory]\nid = "RUSTSEC-2024-0001"\npackage = "hyper"\naliases = ["CVE-2024-3002"]\n\n[versions]\npatched = [\n  "^0.14.10",\n  ">= 1.0.0",\n]\n```\n\n# t\n',
  );
  write(
    'mixed/pypa/PYSEC-2024-1.yaml',
    'id: PYSEC-2024-1\nmodified: 2024-01-01T00:00:00Z\naliases: [CVE-2024-3003]\naffected:\n- package: {name: Django, ecosystem: PyPI}\n  ranges:\n  - type: ECOSYSTEM\n    events:\n    - introduced: "0"\n    - fixed: "4.2.1"\n',
  );
  write('mixed/answer.json', {
    vulns: [
      osv('GHSA-ffff-ffff-ffff', ['CVE-2024-3004'], [npm('left', { introduced: '0' })]),
      { id: 7 },
      osv('MAL-2024-1', [], [{ package: { ecosystem: 'npm', name: 'evil' }, versions: ['1.0.0'] }]),
    ],
  });
  const { lines, problems } = await run(
    [
      { purl: 'pkg:gem/rack@3.0.8' },
      { purl: 'pkg:composer/acme/app@1.4.9' },
      { purl: 'pkg:cargo/hyper@0.14.9' },
      { purl: 'pkg:pypi/django@4.2' },
      { purl: 'pkg:npm/left@1.0.0' },
      { purl: 'pkg:npm/evil@1.0.0' },
    ],
    join(dir, 'mixed'),
  );
  expect(problems).toEqual(['exposure.advisory-malformed']);
  expect(lines.map((l) => `${l.id} ${l.verdict}`)).toEqual([
    'CVE-2024-3000 affected',
    'CVE-2024-3001 affected',
    'CVE-2024-3002 affected',
    'CVE-2024-3003 affected',
    'CVE-2024-3004 affected',
    'MAL-2024-1 affected',
  ]);
});

test('two CVEs are never joined into one, and a group without a CVE is named by its GHSA id', () => {
  const groups = new AliasGroups();
  const m = (id: string, aliases: string[]) => ({ id, aliases, source: 'osv', rejected: false });
  const both = m('GHSA-1111-1111-1111', ['CVE-2024-1', 'CVE-2024-0001', 'CVE-2024-0002']);
  groups.learn(both);
  expect(groups.vulnerabilitiesOf(both)).toEqual(['CVE-2024-0001', 'CVE-2024-0002']);
  groups.learn(m('SNYK-9', ['GHSA-2222-2222-2222']));
  groups.learn(m('AAA-1', ['SNYK-9']));
  expect(groups.vulnerabilitiesOf(m('AAA-1', ['SNYK-9']))).toEqual(['GHSA-2222-2222-2222']);
  expect(groups.vulnerabilitiesOf(m('OTHER-1', []))).toEqual(['OTHER-1']);
});
