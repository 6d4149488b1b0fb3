import { expect, test } from 'vitest';
import {
  type Component,
  createIndex,
  evaluate,
  MalformedRecordError,
  type Matchable,
  matchableFromRedHat,
  matchableFromUbuntu,
  matchablesFromDebianTracker,
  matchablesFromMsrc,
  matchablesFromSecdb,
} from '../index.ts';

const SEEDS: [read: (document: unknown) => Matchable | Matchable[], document: unknown][] = [
  [
    matchablesFromDebianTracker,
    {
      curl: {
        'CVE-2024-0001': {
          releases: {
            bookworm: {
              status: 'resolved',
              repositories: {},
              fixed_version: '7.88.1-10+deb12u6',
              urgency: 'low',
            },
            bullseye: { status: 'open', repositories: {}, urgency: 'unimportant', nodsa: 'Minor issue' },
          },
        },
      },
    },
  ],
  [
    matchablesFromSecdb,
    {
      distroversion: 'v3.20',
      reponame: 'main',
      packages: [{ pkg: { name: 'curl', secfixes: { '8.7.1-r0': ['CVE-2024-0001'] } } }],
    },
  ],
  [
    matchableFromUbuntu,
    {
      id: 'CVE-2024-0001',
      packages: [
        {
          name: 'curl',
          statuses: [{ release_codename: 'jammy', status: 'released', description: '7.81.0-1ubuntu1.16' }],
        },
      ],
    },
  ],
  [
    matchableFromRedHat,
    {
      name: 'CVE-2024-0001',
      affected_release: [
        { cpe: 'cpe:/o:redhat:enterprise_linux:9', package: 'curl-0:7.76.1-26.el9', advisory: 'RHSA-1' },
      ],
      package_state: [
        {
          cpe: 'cpe:/o:redhat:enterprise_linux:7',
          package_name: 'curl',
          fix_state: 'Will not fix',
          product_name: 'RHEL 7',
        },
      ],
    },
  ],
  [
    matchablesFromMsrc,
    {
      DocumentTitle: { Value: 'x' },
      ProductTree: {
        FullProductName: [
          { ProductID: '1', Value: 'Windows Server 2019' },
          { ProductID: '2', Value: 'Microsoft Edge' },
        ],
      },
      Vulnerability: [
        {
          CVE: 'CVE-2024-0001',
          ProductStatuses: [{ Type: 3, ProductID: ['1', '2'] }],
          Remediations: [
            { Type: 2, Description: { Value: '5041578' }, FixedBuild: '10.0.17763.6293', ProductID: ['1'] },
          ],
        },
      ],
    },
  ],
];

const FLEET: Component[] = [
  { ref: '1', purl: 'pkg:deb/debian/libcurl4@7.88.1-10+deb12u5?upstream=curl&distro=debian-12' },
  { ref: '2', purl: 'pkg:deb/debian/curl@7.74.0-1' },
  { ref: '3', purl: 'pkg:apk/alpine/libcurl@8.6.0-r0?upstream=curl&distro=alpine-3.20.1' },
  { ref: '4', purl: 'pkg:deb/ubuntu/curl@7.81.0-1ubuntu1.15?distro=ubuntu-22.04' },
  { ref: '5', purl: 'pkg:rpm/redhat/curl@7.76.1-23.el9?distro=rhel-9.2' },
  { ref: '6', cpe: 'cpe:2.3:o:microsoft:windows_server_2019:10.0.17763.6189:*:*:*:*:*:*:*' },
  { ref: '7', vendor: 'Microsoft', product: 'Edge', version: '120.0.1' },
  { ref: '8', vendor: 'Acme', product: 'Router', version: '2.4' },
];

/** Replaces a member at a random place, which may be a name of Object's own. */
function altered(document: unknown, random: (n: number) => number): unknown {
  const copy = structuredClone(document);
  const places: [holder: Record<string, unknown>, name: string][] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(value)) {
      places.push([value as Record<string, unknown>, name]);
      walk((value as Record<string, unknown>)[name]);
    }
  };
  walk(copy);
  const odd: unknown[] = [
    null,
    5,
    '',
    'x',
    [],
    {},
    [[]],
    [null],
    true,
    '0',
    '1:2-3',
    { constructor: 1 },
    '\u0000'.repeat(5),
  ];
  const [holder, name] = places[random(places.length)] ?? [{}, 'x'];
  if (random(5) === 0 && !Array.isArray(holder)) {
    const odder = ['constructor', 'toString', '__proto__', 'x'][random(4)] ?? 'x';
    Object.defineProperty(holder, odder, { value: holder[name], enumerable: true });
    delete holder[name];
  } else holder[name] = odd[random(odd.length)];
  // As it would come from a file.
  return JSON.parse(JSON.stringify(copy));
}

test('altered documents end in records or in a typed error, and give the same verdicts by index as one by one', () => {
  let state = 3;
  const random = (n: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state >> 8) % n;
  };
  const until = Date.now() + 1500;
  const index = createIndex(FLEET);
  let verdicts = 0;
  let refused = 0;
  for (let run = 0; Date.now() < until || run < SEEDS.length; run++) {
    const [read, seed] = SEEDS[run % SEEDS.length] as (typeof SEEDS)[number];
    const document = run < SEEDS.length ? seed : altered(seed, random);
    let records: Matchable[] = [];
    try {
      records = [read(document)].flat();
    } catch (error) {
      expect(error, JSON.stringify(document)).toBeInstanceOf(MalformedRecordError);
      refused += 1;
    }
    for (const record of records) {
      const stored = JSON.parse(JSON.stringify(record)) as Matchable;
      const one = FLEET.flatMap((component, at) => {
        const result = evaluate(stored, component);
        return result ? [[at, result]] : [];
      });
      expect([...index.evaluate(record)], JSON.stringify(document)).toEqual(one);
      verdicts += one.length;
    }
  }
  expect(verdicts).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(10);
});
