import { describe, expect, it } from 'vitest';
import { documentOf, readAllItems } from '../../../../test/kit/inventory.ts';

const bom = (version: string, more: object) =>
  documentOf(
    'bom.json',
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: version, version: 1, ...more }),
  );
const xml = (version: string, body: string, declaration = '<?xml version="1.0"?>') =>
  `${declaration}<bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="1">${body}</bom>`;
const library = (name: string) =>
  `<component type="library"><name>${name}</name><version>1</version></component>`;

describe('CycloneDX', () => {
  it('reads nested components, the parts of the subject, and what needs what', async () => {
    const { items, components } = await readAllItems(
      bom('1.6', {
        metadata: {
          component: {
            type: 'application',
            name: 'guichet',
            version: '2.1',
            components: [{ type: 'library', name: 'part', 'bom-ref': 'p' }],
          },
        },
        components: [
          {
            type: 'library',
            'bom-ref': 'a',
            group: 'org.example',
            name: 'outer',
            version: '1',
            purl: 'pkg:maven/org.example/outer@1',
            cpe: 'cpe:2.3:a:example:outer:1:*:*:*:*:*:*:*',
            components: [{ type: 'library', 'bom-ref': 'b', name: 'inner' }],
          },
        ],
        dependencies: [{ ref: 'a', dependsOn: ['b'] }],
      }),
    );
    expect(items[0]).toEqual({ kind: 'subject', name: 'guichet', version: '2.1' });
    expect(components.map((c) => c.ref)).toEqual(['a', 'b', 'p']);
    expect(components[0]).toMatchObject({
      vendor: 'org.example',
      version: '1',
      purl: 'pkg:maven/org.example/outer@1',
      cpe: 'cpe:2.3:a:example:outer:1:*:*:*:*:*:*:*',
      dependsOn: ['b'],
    });
  });

  it.each(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])('reads XML %s', async (version) => {
    const modified = version === '1.0' ? '<modified>false</modified>' : '';
    const body = library('a').replace('</component>', `${modified}</component>`);
    const { components } = await readAllItems(
      documentOf('bom.xml', xml(version, `<components>${body}</components>`)),
    );
    expect(components.map((c) => [c.name, c.version])).toEqual([['a', '1']]);
  });

  it.each(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])('reads JSON %s', async (version) => {
    const components = [{ type: 'library', name: 'a', version: '1' }];
    expect((await readAllItems(bom(version, { components }))).components).toHaveLength(1);
  });

  it.each([
    ['a version to come', bom('1.99', {}), '/specVersion'],
    ['a field of nobody', bom('1.5', { colour: 'blue' }), '/'],
    ['a type of nobody', bom('1.5', { components: [{ type: 'spoon', name: 'a' }] }), '/components/0/type'],
    ['no name', bom('1.5', { components: [{ type: 'library' }] }), '/components/0'],
    [
      'a purl that is none, deep down',
      bom('1.5', {
        components: [
          { type: 'library', name: 'a', components: [{ type: 'library', name: 'b', purl: 'b@1' }] },
        ],
      }),
      '/components/0/components/0/purl',
    ],
    [
      'one thing twice',
      bom('1.5', { components: Array.from({ length: 2 }, () => ({ type: 'library', name: 'a' })) }),
      '/components',
    ],
    [
      'elements in another order',
      documentOf(
        'bom.xml',
        xml(
          '1.4',
          '\n<components>\n<component type="library"><version>1</version><name>a</name></component></components>',
        ),
      ),
      'line 3',
    ],
    [
      'one bom-ref twice in XML',
      documentOf(
        'bom.xml',
        xml(
          '1.4',
          `<components>\n${library('a').replace('type', 'bom-ref="x" type')}\n${library('b').replace('type', 'bom-ref="x" type')}</components>`,
        ),
      ),
      'line 3',
    ],
    [
      'another namespace',
      documentOf('bom.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/9.9"/>'),
      'line 1',
    ],
  ])('refuses %s, and says where', async (_, document, place) => {
    await expect(readAllItems(document)).rejects.toMatchObject({
      code: 'estate.inventory-refused',
      details: { file: document.name, place },
    });
  });

  it('reads XML in the encoding that it declares', async () => {
    const text = (encoding: string) =>
      xml('1.4', `<components>${library('é')}</components>`, `<?xml version="1.0" encoding="${encoding}"?>`);
    for (const bytes of [
      Buffer.from(text('UTF-8')),
      Buffer.from(`\uFEFF${text('UTF-16')}`, 'utf16le'),
      Buffer.from(`\uFEFF${text('UTF-16')}`, 'utf16le').swap16(),
      Buffer.from(text('ISO-8859-1'), 'latin1'),
    ]) {
      const { components } = await readAllItems(documentOf('bom.xml', bytes));
      expect(components.map((c) => c.name)).toEqual(['é']);
    }
    await expect(
      readAllItems(documentOf('bom.xml', Buffer.from(text('UTF-8'), 'latin1'))),
    ).rejects.toMatchObject({ code: 'estate.inventory-encoding' });
  });
});
