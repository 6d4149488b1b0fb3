import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import {
  type Component,
  createIndex,
  type Matchable,
  matchableFromCve5,
  matchableFromNvd,
  type Verdict,
} from '@vigie/vulnmatch';
import { expect, test } from 'vitest';
import { corpus } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

const expectedFile = corpus('matching/inventory-expected.json.gz');
const cve5File = corpus('cve5-vulnrichment/cve5-2024.ndjson.gz');

type Classes = Record<'exact' | 'possible' | 'ambiguous' | 'platform_unconfirmed', Record<string, number[]>>;
type Host = Classes & { cpes: string[] };

async function* lines(file: string): AsyncGenerator<Record<string, unknown>> {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) }))
    yield JSON.parse(line);
}

/** NVD records, Anchore's overrides in place of NVD's own where there are any. */
async function* nvdRecords(folder: string): AsyncGenerator<Matchable> {
  const overrides = new Map<string, Matchable>();
  for await (const line of lines(join(folder, 'cpe-overrides-anchore.ndjson.gz'))) {
    const id = (line._annotation as { cve_id: string }).cve_id;
    const { configurations } = line.cve as { configurations: unknown };
    overrides.set(id, matchableFromNvd({ id, configurations }));
  }
  for (const name of readdirSync(folder)
    .filter((f) => f.startsWith('nvd20-'))
    .sort())
    for await (const line of lines(join(folder, name)))
      if (!overrides.has(line.id as string)) yield matchableFromNvd(line);
  yield* overrides.values();
}

test.skipIf(!expectedFile)(
  '25 hosts by CPE: every class of the labelled matches gets its verdict',
  { timeout: 180_000 },
  async () => {
    const hosts = JSON.parse(gunzipSync(readFileSync(expectedFile ?? '')).toString()) as Record<string, Host>;
    const components: Component[] = Object.entries(hosts).flatMap(([asset, { cpes }]) =>
      cpes.map((cpe, i) => ({ ref: String(i), asset, cpe })),
    );
    const index = createIndex(components);
    const got = new Map<string, Verdict>();
    const affected = new Set<string>();
    const loaded = new Set<string>();
    for await (const record of nvdRecords(join(dirname(expectedFile ?? ''), '../nvd'))) {
      loaded.add(record.id);
      for (const [at, result] of index.evaluate(record)) {
        const { asset, ref } = components[at] as Component;
        got.set(`${asset} ${ref} ${record.id}`, result.verdict);
        if (result.verdict === 'affected') affected.add(`${asset} ${record.id}`);
      }
    }
    const labelled = new Set<string>();
    for (const [name, wanted] of [
      ['exact', 'affected'],
      ['possible', 'unknown'],
      ['ambiguous', 'unknown'],
      ['platform_unconfirmed', 'unknown'],
    ] as const) {
      const tally = new Tally();
      for (const [asset, host] of Object.entries(hosts))
        for (const [cve, refs] of Object.entries(host[name] ?? {})) {
          labelled.add(`${asset} ${cve}`);
          if (!loaded.has(cve)) continue;
          for (const ref of refs) {
            const verdict = got.get(`${asset} ${ref} ${cve}`);
            tally.count(
              verdict === wanted,
              () => `${asset} ${host.cpes[ref]} ${cve}: ${verdict}, not ${wanted}`,
            );
          }
        }
      expectGate('matching', name, tally);
    }
    const contradictions = new Tally();
    for (const pair of affected)
      contradictions.count(labelled.has(pair), () => `${pair}: affected, but in no class`);
    expectGate('matching', 'no-affected-outside-the-labels', contradictions);
  },
);

test.skipIf(!cve5File)(
  '40,694 CVE 5.x records compile, survive JSON, and the published cases come out right',
  { timeout: 120_000 },
  async () => {
    const asked: [string, Component, Verdict][] = [
      [
        'CVE-2024-3400',
        { ref: '', cpe: 'cpe:2.3:o:paloaltonetworks:pan-os:10.2.9:*:*:*:*:*:*:*' },
        'affected',
      ],
      [
        'CVE-2024-3400',
        { ref: '', cpe: 'cpe:2.3:o:paloaltonetworks:pan-os:10.2.9:h1:*:*:*:*:*:*' },
        'not_affected',
      ],
      [
        'CVE-2024-3400',
        { ref: '', vendor: 'Palo Alto Networks', product: 'PAN-OS', version: '11.1.2-h3' },
        'not_affected',
      ],
      [
        'CVE-2024-3400',
        { ref: '', vendor: 'Palo Alto Networks', product: 'PAN-OS', version: '10.1.11' },
        'not_affected',
      ],
      ['CVE-2024-21762', { ref: '', cpe: 'cpe:2.3:o:fortinet:fortios:7.2.6:*:*:*:*:*:*:*' }, 'affected'],
      ['CVE-2024-21762', { ref: '', cpe: 'cpe:2.3:o:fortinet:fortios:7.2.7:*:*:*:*:*:*:*' }, 'not_affected'],
      ['CVE-2024-21762', { ref: '', vendor: 'Fortinet', product: 'FortiOS', version: '6.0.18' }, 'unknown'],
      [
        'CVE-2024-38063',
        { ref: '', cpe: 'cpe:2.3:o:microsoft:windows_server_2019:10.0.17763.6189:*:*:*:*:*:*:*' },
        'affected',
      ],
      [
        'CVE-2024-38063',
        { ref: '', cpe: 'cpe:2.3:o:microsoft:windows_server_2019:10.0.17763.6293:*:*:*:*:*:*:*' },
        'not_affected',
      ],
      ['CVE-2024-6387', { ref: '', cpe: 'cpe:2.3:a:openbsd:openssh:9.7:p1:*:*:*:*:*:*' }, 'affected'],
      ['CVE-2024-6387', { ref: '', cpe: 'cpe:2.3:a:openbsd:openssh:8.4:p1:*:*:*:*:*:*' }, 'not_affected'],
      [
        'CVE-2024-6387',
        { ref: '', purl: 'pkg:rpm/redhat/openssh@8.7p1-38.el9_4?distro=rhel-9.4' },
        'affected',
      ],
      [
        'CVE-2024-6387',
        { ref: '', purl: 'pkg:rpm/redhat/openssh@8.7p1-30.el9_2.4?distro=rhel-9.2' },
        'not_affected',
      ],
      [
        'CVE-2024-49366',
        { ref: '', purl: 'pkg:golang/github.com/0xJacky/nginx-ui@2.0.0-beta.35' },
        'affected',
      ],
      ['CVE-2024-49366', { ref: '', purl: 'pkg:golang/github.com/0xJacky/nginx-ui@2.0.0' }, 'not_affected'],
      [
        'CVE-2024-4577',
        { ref: '', cpe: 'cpe:2.3:a:php:php:8.1.28:*:*:*:*:*:*:*', platforms: ['Linux'] },
        'not_affected',
      ],
      [
        'CVE-2024-4577',
        { ref: '', cpe: 'cpe:2.3:a:php:php:8.1.28:*:*:*:*:*:*:*', platforms: ['Windows'] },
        'affected',
      ],
      ['CVE-2024-26581', { ref: '', cpe: 'cpe:2.3:o:linux:linux_kernel:5.10.200:*:*:*:*:*:*:*' }, 'unknown'],
    ];
    const index = createIndex(asked.map(([, component]) => component));
    const got = new Map<string, Verdict>();
    const loaded = new Set<string>();
    for await (const line of lines(cve5File ?? '')) {
      const record = matchableFromCve5(line);
      loaded.add(record.id);
      for (const [at, result] of index.evaluate(JSON.parse(JSON.stringify(record))))
        got.set(`${at} ${record.id}`, result.verdict);
    }
    expect(loaded.size).toBe(40_694);
    const tally = new Tally();
    for (const [i, [cve, component, wanted]] of asked.entries())
      if (loaded.has(cve))
        tally.count(
          got.get(`${i} ${cve}`) === wanted,
          () => `${cve} ${JSON.stringify(component)}: ${got.get(`${i} ${cve}`)}, not ${wanted}`,
        );
    expectGate('matching', 'published-cases', tally);
  },
);
