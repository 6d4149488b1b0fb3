import { describe, expect, it } from 'vitest';
import { CsafError, readCsaf, validateCsaf } from '../src/index.ts';

const base = (more: object) => ({ document: { csaf_version: '2.0' }, ...more });

describe('hostile documents', () => {
  it('are refused with their place, and never shake the validator', () => {
    let deep: unknown = {};
    for (let i = 0; i < 5000; i++) deep = { branches: [deep] };
    expect(() => validateCsaf(base({ product_tree: deep }))).toThrow('nested deeper');
    expect(() => validateCsaf({})).toThrow('/document/csaf_version');
    for (const odd of [null, [], 'x', 5, { document: [] }, { document: { csaf_version: '3' } }])
      expect(() => validateCsaf(odd)).toThrow(CsafError);
    for (const member of [null, [], {}, 'x', 7, [null], [[]], [{ product_status: 5, scores: {} }]])
      expect(validateCsaf(base({ product_tree: member, vulnerabilities: member })).valid).toBe(false);
  });

  it('altered at any place they end in findings or a typed error, within their time', () => {
    let state = 11;
    const random = (n: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state % n;
    };
    const odd = [
      null,
      5,
      [],
      {},
      '',
      [[]],
      [null],
      'CVE-2024-0001',
      'P1',
      JSON.parse('{"__proto__":{"a":1}}'),
      Infinity,
    ];
    const paths = pathsOf(SAMPLE);
    const until = Date.now() + 1500;
    let runs = 0;
    while (Date.now() < until) {
      const changed = structuredClone(SAMPLE) as Record<string, unknown>;
      for (let k = random(3); k >= 0; k--) {
        const path = paths[random(paths.length)] ?? [];
        const holder = path
          .slice(0, -1)
          .reduce<unknown>((here, name) => (here as Record<string, unknown>)?.[name], changed);
        if (typeof holder === 'object' && holder !== null)
          (holder as Record<string, unknown>)[path.at(-1) ?? ''] = odd[random(odd.length)];
      }
      const began = performance.now();
      try {
        validateCsaf(changed);
        readCsaf(changed);
      } catch (error) {
        expect((error as Error).name, JSON.stringify(changed)).toBe('CsafError');
      }
      expect(performance.now() - began).toBeLessThan(1000);
      runs += 1;
    }
    expect(runs).toBeGreaterThan(100);
  });

  it('long texts cost no more than their length', () => {
    const long = `${'a-'.repeat(50_000)}!`;
    const began = performance.now();
    validateCsaf({
      document: {
        csaf_version: '2.1',
        category: `${' '.repeat(50_000)}x`,
        lang: long,
        license_expression: `(${long}`,
        tracking: { id: `x${' '.repeat(50_000)}` },
      },
      product_tree: {
        full_product_names: [
          {
            name: long,
            product_id: 'A',
            product_identification_helper: { cpe: `cpe:2.3:a:${'?'.repeat(50_000)}`, purls: [`pkg:${long}`] },
          },
        ],
      },
      vulnerabilities: [{ metrics: [{ content: { ssvc_v2: { selections: [{ namespace: long }] } } }] }],
    });
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

const SAMPLE = {
  document: {
    category: 'csaf_vex',
    csaf_version: '2.0',
    lang: 'fr',
    publisher: { category: 'vendor', name: 'Acme', namespace: 'https://acme.example' },
    title: 'x',
    tracking: {
      id: 'A-1',
      status: 'final',
      version: '1',
      current_release_date: '2024-05-01T00:00:00Z',
      initial_release_date: '2024-05-01T00:00:00Z',
      revision_history: [{ date: '2024-05-01T00:00:00Z', number: '1', summary: 'x' }],
    },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Acme',
        branches: [
          {
            category: 'product_name',
            name: 'App',
            branches: [
              {
                category: 'product_version_range',
                name: 'vers:all/<2',
                product: { name: 'App', product_id: 'P1' },
              },
              {
                category: 'product_version',
                name: '2',
                product: {
                  name: 'App 2',
                  product_id: 'P2',
                  product_identification_helper: { purl: 'pkg:rpm/redhat/app@2-1.el9' },
                },
              },
            ],
          },
        ],
      },
    ],
    full_product_names: [
      {
        name: 'RHEL',
        product_id: 'R',
        product_identification_helper: { cpe: 'cpe:/o:redhat:enterprise_linux:9' },
      },
    ],
    relationships: [
      {
        category: 'installed_on',
        product_reference: 'P2',
        relates_to_product_reference: 'R',
        full_product_name: { name: 'x', product_id: 'P3' },
      },
    ],
    product_groups: [{ group_id: 'G', product_ids: ['P1', 'P2'] }],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2024-0001',
      product_status: { known_affected: ['P1'], fixed: ['P3'], known_not_affected: ['P2'] },
      flags: [{ label: 'component_not_present', group_ids: ['G'] }],
      remediations: [{ category: 'vendor_fix', details: 'x', product_ids: ['P1'] }],
      scores: [
        {
          products: ['P1'],
          cvss_v3: {
            version: '3.1',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            baseScore: 9.8,
            baseSeverity: 'CRITICAL',
          },
        },
      ],
    },
  ],
};

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || path.includes('x_extensions')) return [];
  if (path.some((name) => /^(cvss_v|ssvc_v)/.test(name))) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [...path, name],
    ...pathsOf(member, [...path, name]),
  ]);
}
