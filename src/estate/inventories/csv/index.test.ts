import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { documentOf, readAllItems } from '../../../../test/kit/inventory.ts';
import { readInventory } from '../read-inventory.ts';

const text = 'Poste;Logiciel;Version installée;Éditeur\r\nposte-1;"Étoile\r\n; deux";1,2;Société É\r\n';

describe('CSV', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['Windows-1252', Buffer.from(text, 'latin1')],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('reads %s: separators and line ends within quotes, accents', async (_, bytes) => {
    // Cut anywhere, also within a character.
    const parts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) =>
      bytes.subarray(i * 7, i * 7 + 7),
    );
    const { format, components } = await readAllItems(documentOf('liste.csv', ...parts));
    expect(format).toBe('csv');
    expect(components).toMatchObject([
      { asset: 'poste-1', name: 'Étoile\n; deux', version: '1,2', vendor: 'Société É' },
    ]);
  });

  it.each([
    ['name,version', 'a,1'],
    ['name\tversion', 'a\t1'],
    ['name|version', 'a|1'],
    ['"name";"version"', '"a";"1"'],
  ])('finds the separator of %s', async (head, row) => {
    const { components } = await readAllItems(documentOf('list.csv', `${head}\n${row}\n`));
    expect(components).toMatchObject([{ name: 'a', version: '1' }]);
  });

  it('proposes a mapping and lets another be given', async () => {
    const table = documentOf('list.csv', 'Produit;Désignation;Version\nP-1;Guichet;2\n');
    const proposed = await readAllItems(table);
    expect(proposed.items[0]).toEqual({
      kind: 'columns',
      columns: ['Produit', 'Désignation', 'Version'],
      mapping: { name: 'Produit', version: 'Version' },
    });
    const { components } = await readAllItems(table, { mapping: { name: 'Désignation' } });
    expect(components).toMatchObject([{ name: 'Guichet', version: '2' }]);
  });

  it('takes an inch mark in a cell for text', async () => {
    const { components } = await readAllItems(documentOf('list.csv', 'name;version\nÉcran 24" large;1\n'));
    expect(components).toMatchObject([{ name: 'Écran 24" large', version: '1' }]);
  });

  it('keeps two columns of one name apart', async () => {
    const { components } = await readAllItems(documentOf('list.csv', 'name;version;version\na;1;2\n'));
    expect(components).toMatchObject([{ name: 'a', version: '1' }]);
  });

  it('does not take « n/a » for a purl: all such rows would be one thing', async () => {
    const { components, items } = await readAllItems(
      documentOf('list.csv', 'name;version;purl;cpe\na;1;n/a;-\nb;1;n/a;-\nc;1;pkg:npm/c@1;\n'),
    );
    expect(components.map((c) => [c.name, c.purl, c.cpe])).toEqual([
      ['a', undefined, undefined],
      ['b', undefined, undefined],
      ['c', 'pkg:npm/c@1', undefined],
    ]);
    expect(items.filter((i) => i.kind === 'warning').map((i) => i.code)).toEqual([
      'not-a-purl',
      'not-a-cpe',
      'not-a-purl',
      'not-a-cpe',
    ]);
  });

  it('says which columns it found when none gives a name', async () => {
    await expect(
      readAllItems(documentOf('list.csv', 'couleur;taille\nrouge;3\n'), { format: 'csv' }),
    ).rejects.toMatchObject({
      code: 'estate.inventory-mapping',
      details: { file: 'list.csv', columns: 'couleur, taille' },
    });
  });

  it('closes the document when its reader stops early', async () => {
    const opened: Readable[] = [];
    const open = () => {
      const stream = Readable.from(
        (function* () {
          yield Buffer.from('name;version\n');
          for (;;) yield Buffer.from('a;1\n'.repeat(1000));
        })(),
      );
      opened.push(stream);
      return stream;
    };
    const { items } = await readInventory({ name: 'endless.csv', open });
    let count = 0;
    for await (const _ of items) if (++count > 5) break;
    await expect.poll(() => opened.every((s) => s.destroyed)).toBe(true);
  });
});
