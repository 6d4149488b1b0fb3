import { describe, expect, test } from 'vitest';
import { type Case, check, cpe, named, purl } from '../../test/case-table.ts';
import { evaluate, keysOfComponent, keysOfMatchable, type Matchable, matchablesFromCsaf } from '../index.ts';
import { readBranchVersions } from './versions.ts';

type Entry = Record<string, unknown>;
const branch = (category: string, name: string, ...below: Entry[]): Entry => ({
  category,
  name,
  branches: below,
});
const leaf = (category: string, name: string, id: string, helper?: Entry): Entry => ({
  category,
  name,
  product: {
    name: `product ${id}`,
    product_id: id,
    ...(helper ? { product_identification_helper: helper } : {}),
  },
});
const document = (tree: Entry, vulnerability: Entry, more: Entry = {}): unknown => ({
  document: {
    category: 'csaf_vex',
    csaf_version: '2.0',
    publisher: { category: 'vendor', name: 'Acme PSIRT', namespace: 'https://acme.example' },
    tracking: { id: 'ACME-2024-1', current_release_date: '2024-05-01T00:00:00Z' },
    ...more,
  },
  product_tree: tree,
  vulnerabilities: [{ cve: 'CVE-2024-0001', ...vulnerability }],
});
function compiled(tree: Entry, vulnerability: Entry, more: Entry = {}): Matchable {
  const [record] = JSON.parse(JSON.stringify(matchablesFromCsaf(document(tree, vulnerability, more))));
  return record;
}
const relation = (category: string, id: string, component: string, on: string): Entry => ({
  category,
  product_reference: component,
  relates_to_product_reference: on,
  full_product_name: { name: `${component} on ${on}`, product_id: id },
});

const router = compiled(
  {
    branches: [
      branch(
        'vendor',
        'Acme',
        branch(
          'product_name',
          'Router',
          leaf('product_version_range', 'vers:intdot/>=2.0|<2.5', 'R-old'),
          leaf('product_version', '2.5', 'R-25'),
          leaf('product_version', '1.9', 'R-19'),
          leaf('product_version', '3.0', 'R-30'),
        ),
        branch('product_name', 'Switch', leaf('product_version_range', 'vers:all/*', 'S-all')),
      ),
    ],
    product_groups: [{ group_id: 'G', product_ids: ['R-19', 'S-all'] }],
  },
  {
    product_status: {
      known_affected: ['R-old'],
      fixed: ['R-25'],
      known_not_affected: ['R-19', 'S-all'],
      under_investigation: ['R-30'],
    },
    flags: [{ label: 'vulnerable_code_not_present', group_ids: ['G'] }],
    remediations: [{ category: 'vendor_fix', details: 'Update to 2.5.', product_ids: ['R-old'] }],
  },
);

describe('product trees', () => {
  check([
    ['in the affected range', router, named('Acme', 'Router', '2.4.9'), 'A'],
    ['the fixed version', router, named('Acme', 'Router', '2.5'), 'N'],
    ['beyond the fix', router, named('Acme', 'Router', '2.6'), 'N'],
    ['a version named as not affected', router, named('Acme', 'Router', '1.9'), 'N'],
    ['under investigation', router, named('Acme', 'Router', '3.0'), '?'],
    ['a version nobody names', router, named('Acme', 'Router', '1.2'), '?'],
    ['all versions not affected', router, named('Acme', 'Switch', '7'), 'N'],
    ['the product without its version', router, named('Acme', 'Router'), '?'],
    ['by CPE', router, cpe('h:acme:router:2.1'), 'A'],
    ['another vendor', router, named('Other', 'Router', '2.4'), 'none'],
  ] satisfies Case[]);

  test('a verdict says why: rule, range, path in the tree, justification', () => {
    expect(evaluate(router, named('Acme', 'Router', '2.4'))?.reasons).toEqual([
      {
        source: 'csaf:acme-psirt',
        rule: 'csaf.range',
        range: '>= 2.0, < 2.5',
        compared: '2.4',
        scheme: 'dotted',
        vote: 'affected',
        quote: 'known affected: Acme › Router › vers:intdot/>=2.0|<2.5 (vendor_fix: Update to 2.5.)',
      },
    ]);
    expect(evaluate(router, named('Acme', 'Router', '1.9'))?.reasons[0]).toMatchObject({
      rule: 'csaf.status',
      quote: 'known not affected: Acme › Router › 1.9 (vulnerable_code_not_present)',
    });
  });

  test('every component that gets a verdict shares a key with its record', () => {
    const keys = new Set(keysOfMatchable(router));
    expect(keysOfComponent(named('Acme', 'Router', '2.4')).some((key) => keys.has(key))).toBe(true);
  });

  const spans = (status: Entry): Matchable =>
    compiled(
      {
        branches: [
          branch(
            'vendor',
            'Acme',
            branch('product_name', 'App', ...['1.0', '1.4', '1.5'].map((v) => leaf('product_version', v, v))),
          ),
        ],
      },
      { product_status: status },
    );
  check([
    [
      'first and last affected are a span',
      spans({ first_affected: ['1.0'], last_affected: ['1.4'] }),
      named('Acme', 'App', '1.2'),
      'A',
    ],
    [
      'beyond the last affected',
      spans({ first_affected: ['1.0'], last_affected: ['1.4'] }),
      named('Acme', 'App', '0.9'),
      '?',
    ],
    [
      'first affected and first fixed are a span',
      spans({ first_affected: ['1.0'], first_fixed: ['1.5'] }),
      named('Acme', 'App', '1.4.9'),
      'A',
    ],
    [
      'the first fixed',
      spans({ first_affected: ['1.0'], first_fixed: ['1.5'] }),
      named('Acme', 'App', '1.5'),
      'N',
    ],
    ['recommended says nothing', spans({ recommended: ['1.5'] }), named('Acme', 'App', '1.5'), 'none'],
  ] satisfies Case[]);
});

describe('relationships', () => {
  const tree = (category: string): Entry => ({
    branches: [
      branch(
        'vendor',
        'Acme',
        branch('product_name', 'Plugin', leaf('product_version', '1.0', 'P')),
        branch('product_name', 'Server', leaf('product_version', '5.0', 'S')),
      ),
    ],
    relationships: [relation(category, 'PS', 'P', 'S')],
  });
  const status = { product_status: { known_affected: ['PS'] } };
  const on = compiled(tree('installed_on'), status);
  const part = compiled(tree('default_component_of'), status);
  const plugin = named('Acme', 'Plugin', '1.0');
  check([
    ['installed on a product that is there', on, plugin, 'A', [named('Acme', 'Server', '5.0')]],
    ['installed on a product nobody listed', on, plugin, '?'],
    ['the product it is installed on, by itself', on, named('Acme', 'Server', '5.0'), 'none'],
    ['a default component: the product as delivered', part, named('Acme', 'Server', '5.0'), 'A'],
  ] satisfies Case[]);

  test('the reason names the platform that is missing', () => {
    expect(evaluate(on, plugin)?.reasons[0]).toMatchObject({
      rule: 'csaf.relationship',
      quote: expect.stringContaining('installed on product S'),
    });
  });

  test('product paths of CSAF 2.1 are chains of relations', () => {
    const [record] = matchablesFromCsaf(
      document(
        {
          branches: (tree('installed_on').branches as Entry[]) ?? [],
          product_paths: [
            {
              beginning_product_reference: 'P',
              full_product_name: { name: 'P on S', product_id: 'PS' },
              subpaths: [{ category: 'installed_on', next_product_reference: 'S' }],
            },
          ],
        },
        status,
        { csaf_version: '2.1' },
      ),
    );
    expect(evaluate(record as Matchable, plugin)?.verdict).toBe('unknown');
    expect(evaluate(record as Matchable, plugin, [plugin, named('Acme', 'Server', '5.0')])?.verdict).toBe(
      'affected',
    );
  });
});

describe('packages of Red Hat Enterprise Linux', () => {
  const platform = (id: string, name: string): Entry =>
    leaf('product_name', `Red Hat Enterprise Linux ${id}`, id, { cpe: name });
  const rpm = (id: string, text: string): Entry => leaf('product_version', id, id, { purl: text });
  const tree: Entry = {
    branches: [
      branch(
        'vendor',
        'Red Hat',
        platform('BaseOS-9', 'cpe:/o:redhat:enterprise_linux:9::baseos'),
        platform('BaseOS-9.2.EUS', 'cpe:/o:redhat:rhel_eus:9.2::baseos'),
        platform('rhel_7', 'cpe:/o:redhat:enterprise_linux:7'),
        rpm('openssh-8.7p1-38.el9_4.1.src', 'pkg:rpm/redhat/openssh@8.7p1-38.el9_4.1?arch=src'),
        rpm(
          'openssh-server-8.7p1-38.el9_4.1.x86_64',
          'pkg:rpm/redhat/openssh-server@8.7p1-38.el9_4.1?arch=x86_64',
        ),
        rpm(
          'openssh-debuginfo-8.7p1-38.el9_4.1.x86_64',
          'pkg:rpm/redhat/openssh-debuginfo@8.7p1-38.el9_4.1?arch=x86_64',
        ),
        rpm('openssh-8.7p1-30.el9_2.4.src', 'pkg:rpm/redhat/openssh@8.7p1-30.el9_2.4?arch=src'),
        rpm(
          'openssh-server-8.7p1-30.el9_2.4.x86_64',
          'pkg:rpm/redhat/openssh-server@8.7p1-30.el9_2.4?arch=x86_64',
        ),
        { category: 'product_version', name: 'openssh', product: { name: 'openssh', product_id: 'openssh' } },
      ),
    ],
    relationships: [
      ...[
        'openssh-8.7p1-38.el9_4.1.src',
        'openssh-server-8.7p1-38.el9_4.1.x86_64',
        'openssh-debuginfo-8.7p1-38.el9_4.1.x86_64',
      ].map((id) => relation('default_component_of', `BaseOS-9:${id}`, id, 'BaseOS-9')),
      relation('default_component_of', 'EUS:openssh', 'openssh-8.7p1-30.el9_2.4.src', 'BaseOS-9.2.EUS'),
      relation(
        'default_component_of',
        'EUS:server',
        'openssh-server-8.7p1-30.el9_2.4.x86_64',
        'BaseOS-9.2.EUS',
      ),
      relation('default_component_of', 'rhel_7:openssh', 'openssh', 'rhel_7'),
    ],
  };
  const record = compiled(tree, {
    product_status: {
      fixed: [
        'BaseOS-9:openssh-8.7p1-38.el9_4.1.src',
        'BaseOS-9:openssh-server-8.7p1-38.el9_4.1.x86_64',
        'BaseOS-9:openssh-debuginfo-8.7p1-38.el9_4.1.x86_64',
        'EUS:openssh',
        'EUS:server',
      ],
      known_not_affected: ['rhel_7:openssh'],
    },
    flags: [{ label: 'vulnerable_code_not_present', product_ids: ['rhel_7:openssh'] }],
  });
  const server = (version: string, distro: string) =>
    purl(`rpm/redhat/openssh-server@${version}?upstream=openssh-${version}.src.rpm&distro=${distro}`);
  check([
    ['26 RHEL 9 before the fix', record, server('8.7p1-38.el9_4', 'rhel-9.4'), 'A'],
    ['26 RHEL 9 with the fix', record, server('8.7p1-38.el9_4.1', 'rhel-9.4'), 'N'],
    ['26 RHEL 9.2 EUS, lower and fixed', record, server('8.7p1-30.el9_2.4', 'rhel-9.2'), 'N'],
    ['RHEL 7, not affected by name alone', record, server('7.4p1-23.el7_9', 'rhel-7.9'), 'N'],
  ] satisfies Case[]);

  test('packages of one build are one claim, and debug symbols none', () => {
    expect(record.packages).toHaveLength(3);
    expect(record.packages?.find((claim) => claim.release === '9')).toMatchObject({
      name: 'openssh',
      bin: ['openssh-server'],
      release: '9',
    });
    expect(JSON.stringify(record)).not.toContain('debuginfo');
  });
});

describe('documents', () => {
  test('ids: CVE first, others as aliases, the document itself for want of any', () => {
    const tree = { full_product_names: [{ name: 'App 1', product_id: 'A' }] };
    const status = { product_status: { known_affected: ['A'] } };
    const ids = [
      { system_name: 'GitHub', text: 'GHSA-2222-3333-4444' },
      { system_name: 'internal', text: 'a sentence' },
    ];
    expect(compiled(tree, { ...status, ids })).toMatchObject({
      id: 'CVE-2024-0001',
      aliases: ['GHSA-2222-3333-4444'],
      source: 'csaf:ACME-2024-1',
    });
    expect(compiled(tree, { ...status, ids, cve: undefined }).id).toBe('GHSA-2222-3333-4444');
    expect(compiled(tree, { ...status, cve: undefined }).id).toBe('ACME-2024-1');
  });

  test('a withdrawn document gives no verdict', () => {
    expect(compiled({}, {}, { category: 'csaf_withdrawn' })).toMatchObject({ rejected: true });
  });

  test('what is malformed is refused with its path', () => {
    expect(() => matchablesFromCsaf({ document: { csaf_version: '2.0' } })).toThrow('/document/tracking/id');
    for (const odd of [null, [], 5, {}, { document: { csaf_version: '1.0' } }])
      expect(() => matchablesFromCsaf(odd)).toThrow('csaf_version');
  });
});

describe('versions in words', () => {
  test.each([
    ['vers:all/*', [{}]],
    ['All versions', [{}]],
    ['vers:all/<V7.0.3', [{ lt: 'V7.0.3' }]],
    ['vers:all/>=V7.80<V9.40', [{ ge: 'V7.80', lt: 'V9.40' }]],
    ['>= 12.0.1 | <= 12.0.14', [{ ge: '12.0.1', le: '12.0.14' }]],
    ['>= V2.3 and < V6.30.016', [{ ge: 'V2.3', lt: 'V6.30.016' }]],
    ['All firmware versions < V6.00.320', [{ lt: 'V6.00.320' }]],
    ['< V16 Update 2', [{ lt: 'V16 Update 2' }]],
    ['<= 3.4.4 Build 16102416', [{ le: '3.4.4 Build 16102416' }]],
    ['All versions <= V5.x', [{ le: 'V5.*' }]],
    ['< 02.07.07(10)', [{ lt: '02.07.07(10)' }]],
    ['8.1.x', [{ ge: '8.1', le: '8.1.*' }]],
    ['vers:npm/1.2.3|>=2.0.0|<5.0.0', [{ is: '1.2.3' }, { ge: '2.0.0', lt: '5.0.0' }]],
    ['<=the_first_5_digits_of_serial_number_24031', undefined],
    ['All versions with enabled Ethernet options', undefined],
    ['< V3.X.16', undefined],
    ['<= 9.6 (excluding 9.4.2.6 and 9.5.3.2)', undefined],
    ['', undefined],
  ])('%s', (words, bounds) => {
    expect(readBranchVersions(words)).toEqual(bounds);
  });
});
