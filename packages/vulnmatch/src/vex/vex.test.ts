import { describe, expect, test } from 'vitest';
import {
  type Component,
  evaluate,
  type MatchResult,
  matchablesFromCsaf,
  statementsFromVex,
  type VexStatement,
  vexFormOf,
} from '../index.ts';
import { applyVex, statementsOn } from './apply-vex.ts';

type Entry = Record<string, unknown>;
const affected: MatchResult = {
  verdict: 'affected',
  conflict: false,
  reasons: [{ source: 'ghsa', rule: 'osv.range', range: '< 2', vote: 'affected' }],
};
const lib: Component = { ref: 'lib', asset: 'app', purl: 'pkg:npm/%40acme/lib@1.0.0' };
const about = { vulnerability: 'CVE-2024-0001' };

const openVex = (...statements: Entry[]): unknown => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://acme.example/vex/1',
  author: 'Acme',
  timestamp: '2024-05-01T00:00:00Z',
  version: 1,
  statements,
});
const statement = (more: Entry = {}): Entry => ({
  vulnerability: { name: 'CVE-2024-0001' },
  products: [{ '@id': 'pkg:npm/%40acme/lib@1.0.0' }],
  status: 'not_affected',
  justification: 'component_not_present',
  ...more,
});
const judged = (document: unknown, component: Component = lib, siblings: Component[] = [component]): string =>
  applyVex(affected, component, statementsFromVex(document), { ...about, siblings }).verdict;

describe('OpenVEX', () => {
  test.each([
    ['not affected', { status: 'not_affected' }, 'not_affected'],
    ['fixed', { status: 'fixed' }, 'not_affected'],
    ['under investigation', { status: 'under_investigation' }, 'unknown'],
    ['affected', { status: 'affected', action_statement: 'Update.' }, 'affected'],
    ['another vulnerability', { vulnerability: { name: 'CVE-2024-0002' } }, 'affected'],
    [
      'by an alias',
      { vulnerability: { name: 'GHSA-2222-3333-4444', aliases: ['CVE-2024-0001'] } },
      'not_affected',
    ],
    [
      'by the address of its page',
      { vulnerability: { name: 'https://nvd.nist.gov/vuln/detail/CVE-2024-0001' } },
      'not_affected',
    ],
    ['another version', { products: [{ '@id': 'pkg:npm/%40acme/lib@1.0.1' }] }, 'affected'],
    ['every version', { products: [{ '@id': 'pkg:npm/%40acme/lib' }] }, 'not_affected'],
    ['another package', { products: [{ '@id': 'pkg:npm/lib@1.0.0' }] }, 'affected'],
    [
      'a package by its identifiers',
      { products: [{ identifiers: { purl: 'pkg:npm/@acme/lib@1.0.0' } }] },
      'not_affected',
    ],
    [
      'the asset, and the package in it',
      { products: [{ '@id': 'app', subcomponents: [{ '@id': 'pkg:npm/@acme/lib@1.0.0' }] }] },
      'not_affected',
    ],
    [
      'another product, and the package in it',
      { products: [{ '@id': 'other', subcomponents: [{ '@id': 'pkg:npm/@acme/lib@1.0.0' }] }] },
      'affected',
    ],
  ])('%s', (_, more, verdict) => {
    expect(judged(openVex(statement(more)))).toBe(verdict);
  });

  test('the latest statement decides, whatever its place; of one time, the later in the document', () => {
    const late = statement({
      timestamp: '2024-06-01T00:00:00+02:00',
      status: 'affected',
      action_statement: 'x',
    });
    expect(judged(openVex(late, statement()))).toBe('affected');
    expect(judged(openVex(statement({ status: 'affected' }), statement()))).toBe('not_affected');
  });

  test('a verdict that a statement changes says so, and keeps the reasons it had', () => {
    const { reasons, conflict } = applyVex(affected, lib, statementsFromVex(openVex(statement())), about);
    expect(conflict).toBe(false);
    expect(reasons).toEqual([
      {
        source: 'vex:Acme',
        rule: 'vex.openvex',
        compared: '1.0.0',
        vote: 'not_affected',
        quote: 'not_affected: component_not_present (2024-05-01, Acme, https://acme.example/vex/1)',
      },
      affected.reasons[0],
    ]);
  });

  test('a result that no statement concerns is the same object', () => {
    expect(
      applyVex(affected, { ...lib, purl: 'pkg:npm/x@1' }, statementsFromVex(openVex(statement())), about),
    ).toBe(affected);
  });

  test('a container image stands for what lies in it, and only where the image is there', () => {
    const image = 'pkg:oci/alpine@sha256%3A124c?repository_url=index.docker.io/library';
    const document = openVex(statement({ products: [{ '@id': image }] }));
    expect(judged(document, lib, [lib, { ref: 'image', asset: 'app', purl: image }])).toBe('not_affected');
    expect(judged(document)).toBe('affected');
  });

  test('qualifiers that contradict are another build, those left out are not', () => {
    const deb = (q: string): Component => ({ ref: 'd', purl: `pkg:deb/debian/curl@7.88.1-10${q}` });
    const document = openVex(
      statement({ products: [{ '@id': 'pkg:deb/debian/curl@7.88.1-10?distro=debian-12' }] }),
    );
    expect(judged(document, deb('?distro=debian-12'))).toBe('not_affected');
    expect(judged(document, deb('?distro=debian-11'))).toBe('affected');
    expect(judged(document, deb(''))).toBe('not_affected');
  });

  test('version 0.0.1, with plain texts', () => {
    const old = {
      '@context': 'https://openvex.dev/ns',
      statements: [
        { vulnerability: 'CVE-2024-0001', products: ['pkg:npm/%40acme/lib@1.0.0'], status: 'fixed' },
      ],
    };
    expect(judged(old)).toBe('not_affected');
  });
});

describe('CycloneDX VEX', () => {
  const bom = (analysis: Entry, affects: Entry[] = [{ ref: 'lib-ref' }]): unknown => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    metadata: { timestamp: '2024-05-01T00:00:00Z', supplier: { name: 'Acme' } },
    components: [
      {
        type: 'application',
        name: 'outer',
        'bom-ref': 'outer',
        components: [{ type: 'library', name: 'lib', purl: lib.purl, 'bom-ref': 'lib-ref' }],
      },
    ],
    vulnerabilities: [
      { id: 'CVE-2024-0001', analysis, affects },
      { id: 'CVE-2024-0002', affects },
    ],
  });
  test.each([
    ['not_affected', 'not_affected'],
    ['false_positive', 'not_affected'],
    ['resolved', 'not_affected'],
    ['resolved_with_pedigree', 'not_affected'],
    ['in_triage', 'unknown'],
    ['exploitable', 'affected'],
  ])('%s', (state, verdict) => {
    expect(judged(bom({ state }))).toBe(verdict);
  });

  test('a vulnerability without an analysis is no statement', () => {
    expect(statementsFromVex(bom({ state: 'in_triage' }))).toHaveLength(1);
  });

  test('versions may have statuses of their own', () => {
    const versions = [
      { range: 'vers:npm/<1.0.0', status: 'affected' },
      { version: '1.0.0', status: 'unaffected' },
    ];
    const [first, second] = statementsFromVex(bom({ state: 'exploitable' }, [{ ref: 'outer', versions }]));
    expect(first).toMatchObject({
      status: 'affected',
      products: [{ name: 'outer', versions: [{ lt: '1.0.0' }] }],
    });
    expect(second).toMatchObject({ status: 'not_affected', products: [{ versions: [{ is: '1.0.0' }] }] });
  });

  test('a link to another document names the component by its reference', () => {
    const link = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg%3Anpm%2F%2540acme%2Flib%401.0.0';
    expect(judged(bom({ state: 'not_affected', justification: 'code_not_present' }, [{ ref: link }]))).toBe(
      'not_affected',
    );
  });
});

describe('CSAF VEX', () => {
  const document = (status: Entry, more: Entry = {}): unknown => ({
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      publisher: { name: 'Acme', category: 'vendor', namespace: 'https://acme.example' },
      tracking: { id: 'V-1', current_release_date: '2024-05-01T00:00:00Z' },
    },
    product_tree: {
      full_product_names: [
        { name: 'lib', product_id: 'L', product_identification_helper: { purl: 'pkg:npm/@acme/lib@1.0.0' } },
        { name: 'app', product_id: 'A' },
      ],
      relationships: [
        {
          category: 'default_component_of',
          product_reference: 'L',
          relates_to_product_reference: 'A',
          full_product_name: { name: 'lib in app', product_id: 'LA' },
        },
      ],
    },
    vulnerabilities: [{ cve: 'CVE-2024-0001', product_status: status, ...more }],
  });
  test.each([
    ['known not affected', { known_not_affected: ['L'] }, 'not_affected'],
    ['fixed', { first_fixed: ['L'] }, 'not_affected'],
    ['under investigation', { under_investigation: ['L'] }, 'unknown'],
    ['a component of the asset', { known_not_affected: ['LA'] }, 'not_affected'],
    ['recommended is no statement', { recommended: ['L'] }, 'affected'],
  ])('%s', (_, status, verdict) => {
    expect(judged(document(status))).toBe(verdict);
  });

  test('flags are justifications, threats the words', () => {
    const [said] = statementsFromVex(
      document(
        { known_not_affected: ['L'] },
        {
          flags: [{ label: 'vulnerable_code_not_present', product_ids: ['L'] }],
          threats: [{ category: 'impact', details: 'Never built in.', product_ids: ['L'] }],
        },
      ),
    );
    expect(said).toMatchObject({
      form: 'vex.csaf',
      justification: 'vulnerable_code_not_present',
      words: 'Never built in.',
      document: 'V-1',
    });
  });

  test('a product by vendor, name and range', () => {
    const named = document({ known_not_affected: ['R'] }) as { product_tree: Entry };
    named.product_tree = {
      branches: [
        {
          category: 'vendor',
          name: 'Acme',
          branches: [
            {
              category: 'product_name',
              name: 'Router',
              branches: [
                {
                  category: 'product_version_range',
                  name: 'vers:all/<2.0',
                  product: { name: 'Router', product_id: 'R' },
                },
              ],
            },
          ],
        },
      ],
    };
    const router = (version: string): Component => ({
      ref: 'r',
      vendor: 'ACME Inc.',
      product: 'Router',
      version,
    });
    expect(judged(named, router('1.9'))).toBe('not_affected');
    expect(judged(named, router('2.0'))).toBe('affected');
    expect(judged(named, { ref: 'r', vendor: 'Other', product: 'Router', version: '1.9' })).toBe('affected');
  });
});

describe('documents that are no VEX', () => {
  test.each([
    ['another form', { hello: 1 }, '$'],
    ['a list', [], '$'],
    ['no statements', { '@context': 'https://openvex.dev/ns/v0.2.0' }, 'statements'],
    ['an unknown status', openVex(statement({ status: 'perhaps' })), 'statements[0].status'],
    [
      'an unknown state',
      { bomFormat: 'CycloneDX', vulnerabilities: [{ id: 'X', analysis: { state: 'perhaps' }, affects: [] }] },
      'vulnerabilities[0].analysis.state',
    ],
  ])('%s', (_, document, path) => {
    expect(() => statementsFromVex(document)).toThrow(expect.objectContaining({ path }));
  });
});

const CSAF = {
  document: {
    csaf_version: '2.0',
    publisher: { name: 'Acme' },
    tracking: { id: 'A-1', current_release_date: '2024-05-01T00:00:00Z' },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Acme',
        branches: [{ category: 'product_name', name: 'lib', product: { name: 'lib', product_id: 'L' } }],
      },
    ],
    full_product_names: [
      {
        name: 'lib 1',
        product_id: 'P',
        product_identification_helper: { purl: 'pkg:npm/@acme/lib@1.0.0', cpe: 'cpe:/a:acme:lib:1' },
      },
    ],
    relationships: [
      {
        category: 'installed_on',
        product_reference: 'P',
        relates_to_product_reference: 'L',
        full_product_name: { name: 'x', product_id: 'PL' },
      },
    ],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2024-0001',
      product_status: { known_affected: ['PL'], first_fixed: ['P'] },
      flags: [{ label: 'x', product_ids: ['P'] }],
    },
  ],
};

test('hostile documents: cut, mixed and deep ones end in a typed error or in statements', () => {
  const texts = [
    CSAF,
    openVex(statement()),
    {
      bomFormat: 'CycloneDX',
      vulnerabilities: [{ id: 'A', analysis: { state: 'resolved' }, affects: [{ ref: 'x' }] }],
    },
  ].map((d) => JSON.stringify(d));
  let seed = 7;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  const odd = ['null', '5', '[]', '{}', '"x"', '[[]]', '{"@id":5}', '"\\u0000"', 'true'];
  const until = Date.now() + 800;
  let read = 0;
  while (Date.now() < until) {
    const text = texts[random(texts.length)] ?? '';
    const values = [...text.matchAll(/"[^"]*"(?!:)|\{[^{}]*\}|\[[^[\]]*\]/g)];
    const at = values[random(values.length)];
    if (!at) continue;
    const changed = `${text.slice(0, at.index)}${odd[random(odd.length)]}${text.slice(at.index + at[0].length)}`;
    let statements: VexStatement[] = [];
    try {
      const document = JSON.parse(changed);
      statements = statementsFromVex(document);
      if (vexFormOf(document) === 'vex.csaf')
        for (const record of matchablesFromCsaf(document)) evaluate(record, lib, [lib]);
    } catch (error) {
      expect((error as Error).name, changed).toMatch(/MalformedRecordError|SyntaxError/);
    }
    statementsOn(statements, lib, about);
    read += 1;
  }
  expect(read).toBeGreaterThan(100);
});
