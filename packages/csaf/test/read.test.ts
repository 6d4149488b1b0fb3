import { describe, expect, it } from 'vitest';
import { CsafError, partsOf, readCsaf } from '../src/index.ts';

const head = { csaf_version: '2.0', tracking: { id: 'A-1' } };
const leaf = (category: string, name: string, id: string, helper?: object) => ({
  category,
  name,
  product: {
    name: `${name} as ${id}`,
    product_id: id,
    ...(helper ? { product_identification_helper: helper } : {}),
  },
});

describe('products', () => {
  const tree = {
    branches: [
      {
        category: 'vendor',
        name: 'Acme',
        branches: [
          {
            category: 'product_family',
            name: 'Boxes',
            branches: [leaf('product_name', 'Box', 'B')],
          },
          {
            category: 'product_name',
            name: 'App',
            branches: [
              leaf('product_version', '1.0', 'A', {
                cpe: 'cpe:/a:acme:app:1.0',
                purl: 'pkg:generic/app@1.0',
                model_numbers: ['M*'],
                hashes: [{ filename: 'app', file_hashes: [{ algorithm: 'sha256', value: 'AB'.repeat(32) }] }],
              }),
            ],
          },
        ],
      },
    ],
    full_product_names: [
      { name: 'Plain', product_id: 'P' },
      { name: 'Second', product_id: 'P' },
    ],
    relationships: [
      {
        category: 'installed_on',
        product_reference: 'A',
        relates_to_product_reference: 'B',
        full_product_name: { name: 'A on B', product_id: 'AB' },
      },
      {
        category: 'installed_with',
        product_reference: 'AB',
        relates_to_product_reference: 'P',
        full_product_name: { name: 'AB with P', product_id: 'ABP' },
      },
      {
        category: 'installed_on',
        product_reference: 'L',
        relates_to_product_reference: 'L',
        full_product_name: { name: 'loop', product_id: 'L' },
      },
    ],
    product_groups: [{ group_id: 'G', product_ids: ['A', 'B'] }],
  };
  const document = readCsaf({
    document: head,
    product_tree: tree,
    vulnerabilities: [
      {
        cve: 'CVE-2024-0001',
        product_status: { known_affected: ['AB'], known_not_affected: ['A', 'B'] },
        flags: [{ label: 'component_not_present', group_ids: ['G'] }],
        threats: [{ category: 'impact', details: 'none', product_ids: ['A'] }],
        remediations: [{ category: 'workaround', details: 'wait', group_ids: ['G'], product_ids: ['AB'] }],
      },
    ],
  });

  it('have the names of their branches and the helper of their own', () => {
    expect(document.products.get('A')).toEqual({
      id: 'A',
      name: '1.0 as A',
      vendor: 'Acme',
      product: 'App',
      version: { text: '1.0', isRange: false },
      path: ['Acme', 'App', '1.0'],
      cpe: 'cpe:/a:acme:app:1.0',
      purls: ['pkg:generic/app@1.0'],
      hashes: [`sha256:${'ab'.repeat(32)}`],
      models: ['M*'],
    });
    expect(document.products.get('B')).toMatchObject({ product: 'Box', vendor: 'Acme' });
    expect(document.products.get('P')?.name).toBe('Plain');
  });

  it('of relations are taken apart, the nearest relation first; a product made of itself ends', () => {
    const nested = document.products.get('ABP');
    const parts = nested && partsOf(nested, document.products);
    expect(parts?.component.id).toBe('A');
    expect(parts?.relations.map(({ category, to }) => `${category} ${to.id}`)).toEqual([
      'installed_on B',
      'installed_with P',
    ]);
    const loop = document.products.get('L');
    expect(loop && partsOf(loop, document.products).relations.length).toBeLessThanOrEqual(20);
  });

  it('have statements of their own and of their groups', () => {
    const [vulnerability] = document.vulnerabilities;
    expect(vulnerability?.flags).toEqual(
      new Map([
        ['A', 'component_not_present'],
        ['B', 'component_not_present'],
      ]),
    );
    expect(vulnerability?.impacts).toEqual(new Map([['A', 'none']]));
    expect(vulnerability?.remediations[0]?.products).toEqual(new Set(['AB', 'A', 'B']));
  });
});

describe('what is refused', () => {
  it.each([
    [null, '/document/csaf_version'],
    [{ document: { csaf_version: '1.2' } }, '/document/csaf_version'],
    [{ document: { csaf_version: '2.0' } }, '/document/tracking/id'],
    [{ document: { csaf_version: '2.1', tracking: { id: '' } } }, '/document/tracking/id'],
  ])('%j', (document, path) => {
    expect(() => readCsaf(document)).toThrow(CsafError);
    expect(() => readCsaf(document)).toThrow(path);
  });

  it('members of other kinds are as if they were not there', () => {
    const odd = readCsaf({
      document: head,
      product_tree: { branches: 5, relationships: [null, 'x', {}] },
      vulnerabilities: [null, { flags: {}, product_status: [] }],
    });
    expect(odd.products.size).toBe(0);
    expect(odd.vulnerabilities).toHaveLength(1);
  });
});
