import { describe, expect, it } from 'vitest';
import { documentOf, readAllItems } from '../../../../test/kit/inventory.ts';

const base = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'doc',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://example.org/doc',
  creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: x'] },
};
const one = { SPDXID: 'SPDXRef-a', name: 'a', versionInfo: '1', downloadLocation: 'NOASSERTION' };
const json = (more: object) => documentOf('doc.spdx.json', JSON.stringify({ ...base, ...more }));
const tags = (...lines: string[]) =>
  documentOf(
    'doc.spdx',
    [
      'SPDXVersion: SPDX-2.2',
      'DataLicense: CC0-1.0',
      'SPDXID: SPDXRef-DOCUMENT',
      'DocumentName: doc',
      'DocumentNamespace: https://example.org/doc',
      'Creator: Tool: x',
      'Created: 2026-01-01T00:00:00Z',
      ...lines,
    ].join('\n'),
  );

describe('SPDX', () => {
  it('takes purl, CPE and supplier from where they stand; what is not asserted is not said', async () => {
    const { items, components } = await readAllItems(
      json({
        packages: [
          {
            ...one,
            supplier: 'Organization: Example (mail@example.org)',
            externalRefs: [
              {
                referenceCategory: 'PACKAGE-MANAGER',
                referenceType: 'purl',
                referenceLocator: 'pkg:npm/a@1',
              },
              {
                referenceCategory: 'SECURITY',
                referenceType: 'cpe23Type',
                referenceLocator: 'cpe:2.3:a:example:a:1:*:*:*:*:*:*:*',
              },
            ],
          },
          { ...one, SPDXID: 'SPDXRef-b', name: 'b', versionInfo: 'NOASSERTION', supplier: 'NOASSERTION' },
        ],
        relationships: [
          {
            spdxElementId: 'SPDXRef-DOCUMENT',
            relationshipType: 'DESCRIBES',
            relatedSpdxElement: 'SPDXRef-a',
          },
        ],
      }),
    );
    expect(items[0]).toEqual({ kind: 'subject', name: 'a', version: '1' });
    expect(components[0]).toMatchObject({
      vendor: 'Example',
      purl: 'pkg:npm/a@1',
      cpe: 'cpe:2.3:a:example:a:1:*:*:*:*:*:*:*',
    });
    expect(components[1]).toEqual({ kind: 'component', ref: 'SPDXRef-b', name: 'b' });
  });

  it('says what stands as a purl and is none, and reads the rest', async () => {
    const externalRefs = [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'a-purl' },
    ];
    const { items, components } = await readAllItems(json({ packages: [{ ...one, externalRefs }] }));
    expect(components[0]).not.toHaveProperty('purl');
    expect(items).toContainEqual({
      kind: 'warning',
      place: 'SPDXRef-a',
      code: 'not-a-purl',
      details: { text: 'a-purl' },
    });
  });

  it('reads tag-value: texts over several lines, and files that are no packages', async () => {
    const { components } = await readAllItems(
      tags(
        'PackageName: a',
        'SPDXID: SPDXRef-a',
        'PackageVersion: 1',
        'PackageDownloadLocation: NONE',
        'PackageComment: <text>PackageName: not one',
        'nor this</text>',
        'ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1',
        'FileName: ./b',
        'SPDXID: SPDXRef-file',
      ),
    );
    expect(components.map((c) => [c.ref, c.name, c.version, c.purl])).toEqual([
      ['SPDXRef-a', 'a', '1', 'pkg:npm/a@1'],
    ]);
  });

  it.each([
    ['an id twice', json({ packages: [one, one] }), 'inventory-refused', '/packages/1/SPDXID'],
    [
      'a package without a name',
      json({ packages: [{ ...one, name: '' }] }),
      'inventory-refused',
      '/packages/0/name',
    ],
    [
      'creators that are no texts',
      json({ creationInfo: { created: 'x', creators: [{}] } }),
      'inventory-refused',
      '/creationInfo/creators/0',
    ],
    ['SPDX 4', json({ spdxVersion: 'SPDX-4.0' }), 'inventory-refused', '/spdxVersion'],
    [
      'SPDX 3',
      documentOf('doc.json', '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}'),
      'inventory-refused',
      '/@context',
    ],
    ['half a relationship', tags('Relationship: SPDXRef-DOCUMENT DESCRIBES'), 'inventory-refused', 'line 8'],
    ['a text never closed', tags('PackageComment: <text>never', 'closed'), 'inventory-malformed', 'line 8'],
    ['a line that is no tag', tags('no tag here'), 'inventory-malformed', 'line 8'],
  ])('refuses %s, and says where', async (_, document, code, place) => {
    await expect(readAllItems(document)).rejects.toMatchObject({
      code: `estate.${code}`,
      details: { file: document.name, place },
    });
  });
});
