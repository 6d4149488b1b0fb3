import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Component,
  createIndex,
  createMatcher,
  evaluate,
  MalformedRecordError,
  type Matchable,
  matchableFromCve5,
  matchableFromNvd,
  readVersionText,
} from './index.ts';

const vendors = fc.constantFrom('acme', 'Acme Inc.', 'PHP Group', 'php', 'linux', 'n/a', '*');
const products = fc.constantFrom(
  'app',
  'App',
  'acme app',
  'php',
  'Linux',
  'kernel',
  'web server',
  'web_server',
);
const versions = fc.constantFrom(
  '0',
  '1.0',
  '1.5',
  '2.0-rc1',
  '2.0',
  '2.0-h1',
  '10',
  '*',
  'n/a',
  '< 2.0',
  '>= 1, < 3',
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const record = fc
  .record({
    vendor: optional(vendors),
    product: optional(products),
    packageName: optional(products),
    collectionURL: optional(
      fc.constantFrom(
        'https://www.npmjs.com',
        'https://packages.fedoraproject.org/',
        'https://github.com/acme/app',
      ),
    ),
    defaultStatus: optional(fc.constantFrom('affected', 'unaffected', 'unknown')),
    platforms: optional(fc.array(fc.constantFrom('Windows', 'Linux', 'x64'), { maxLength: 2 })),
    cpes: optional(
      fc.array(
        fc.constantFrom(
          'cpe:2.3:a:acme:app:*:*:*:*:*:*:*:*',
          'cpe:2.3:a:acme:app:1.0:*:*:*:*:node.js:*:*',
          'cpe:2.3:a:*:php:*:*:*:*:*:*:*:*',
        ),
        { maxLength: 2 },
      ),
    ),
    versions: fc.array(
      fc.record({
        version: versions,
        status: fc.constantFrom('affected', 'unaffected'),
        lessThan: optional(versions),
      }),
      { maxLength: 3 },
    ),
  })
  .map((entry) => entry as Record<string, unknown>);
const cve = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), fc.array(record, { minLength: 1, maxLength: 2 }), fc.boolean())
  .map(([n, entries, isNvd]): Matchable => {
    const criteria = 'cpe:2.3:a:acme:app:*:*:*:*:*:*:*:*';
    if (isNvd)
      return matchableFromNvd({
        id: `CVE-2020-${n}`,
        configurations: [
          {
            nodes: [
              { operator: 'OR', cpeMatch: [{ vulnerable: true, criteria, versionEndExcluding: '2.0' }] },
            ],
          },
        ],
      });
    return matchableFromCve5({
      cveMetadata: { cveId: `CVE-2020-${n}`, state: 'PUBLISHED' },
      containers: { cna: { affected: entries } },
    });
  });
const component = fc
  .record({
    ref: fc.uuid(),
    asset: optional(fc.constantFrom('a', 'b')),
    version: optional(versions),
    name: optional(products),
    vendor: optional(vendors),
    product: optional(products),
    cpe: optional(
      fc.constantFrom(
        'cpe:2.3:a:acme:app:1.5:*:*:*:*:*:*:*',
        'cpe:2.3:a:*:php:2.0:*:*:*:*:*:*:*',
        'cpe:2.3:o:linux:linux_kernel:6.1:*:*:*:*:*:*:*',
        'nonsense',
      ),
    ),
    purl: optional(
      fc.constantFrom(
        'pkg:npm/app@1.5',
        'pkg:deb/debian/php@2.0-1',
        'pkg:rpm/fedora/app@1.0-1.fc40',
        'pkg:golang/github.com/acme/app@v1.0.0',
        'pkg:generic/php@1.0',
        'pkg:broken',
      ),
    ),
  })
  .map((c) => JSON.parse(JSON.stringify(c)) as Component);

describe('the index finds what evaluating every pair finds', () => {
  test('createMatcher, createIndex and the naive loop agree', () => {
    fc.assert(
      fc.property(
        fc.array(cve, { maxLength: 8 }),
        fc.array(component, { maxLength: 8 }),
        (records, components) => {
          const naive: string[] = [];
          for (const [i, m] of records.entries())
            for (const c of components) {
              const siblings = components.filter(
                (other) => other.asset !== undefined && other.asset === c.asset,
              );
              const result = evaluate(m, c, siblings);
              if (result) naive.push(JSON.stringify([i, c.ref, result]));
            }
          const indexed: string[] = [];
          const index = createIndex(components);
          for (const [i, m] of records.entries())
            for (const [at, result] of index.evaluate(m))
              indexed.push(JSON.stringify([i, components[at]?.ref, result]));
          const matched = [...createMatcher(records).match(components)].map((m) =>
            JSON.stringify([records.indexOf(m.matchable), m.component.ref, m.result]),
          );
          expect(indexed.sort()).toEqual(naive.sort());
          expect(matched.sort()).toEqual(naive);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a verdict is the same after the record went through JSON', () => {
    fc.assert(
      fc.property(cve, component, (m, c) => {
        expect(evaluate(JSON.parse(JSON.stringify(m)), { ...c })).toEqual(evaluate(m, c));
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile input', () => {
  const keys = fc.constantFrom(
    'cveMetadata',
    'cveId',
    'state',
    'containers',
    'cna',
    'adp',
    'affected',
    'versions',
    'version',
    'status',
    'lessThan',
    'changes',
    'at',
    'cpes',
    'platforms',
    'configurations',
    'nodes',
    'cpeMatch',
    'criteria',
    'id',
    'title',
    'source',
    'advisory',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      fc.string(),
      fc.constantFrom('PUBLISHED', 'CVE-2024-12345', 'affected', 'cpe:2.3:a:b:c', '*'),
      fc.double(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }));

  test('any JSON compiles or is refused with the typed error', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const wrapped = {
          cveMetadata: { cveId: 'CVE-2024-12345', state: 'PUBLISHED' },
          containers: { cna: value },
        };
        for (const compile of [
          () => matchableFromCve5(value),
          () => matchableFromCve5(wrapped),
          () => matchableFromNvd(value),
          () => matchableFromNvd({ id: 'CVE-2024-12345', configurations: value }),
        ])
          try {
            compile();
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedRecordError);
          }
      }),
      { numRuns: 400 },
    );
  });

  test('any component is read, and any version phrase', () => {
    const m = matchableFromCve5({
      cveMetadata: { cveId: 'CVE-2024-12345', state: 'PUBLISHED' },
      containers: {
        cna: {
          affected: [
            { vendor: 'a', product: 'b', versions: [{ version: '1', lessThan: '2', status: 'affected' }] },
          ],
        },
      },
    });
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (version, purl, cpe) => {
        evaluate(m, {
          ref: '',
          vendor: 'a',
          product: 'b',
          version,
          purl: `pkg:${purl}`,
          cpe: `cpe:2.3:${cpe}`,
        });
        readVersionText(version, purl);
      }),
      { numRuns: 400 },
    );
  });

  test('long phrases and deep trees cost no time', () => {
    const started = performance.now();
    for (const text of [
      '1.'.repeat(290),
      `${'1 '.repeat(290)}-`,
      `>= ${'9'.repeat(590)}`,
      '1,'.repeat(290),
      `${'before '.repeat(80)}1`,
    ])
      readVersionText(text);
    let node: unknown = { cpeMatch: [] };
    for (let i = 0; i < 5000; i += 1) node = { nodes: [node] };
    expect(() => matchableFromNvd({ id: 'CVE-2024-12345', configurations: [node] })).toThrow(
      MalformedRecordError,
    );
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
