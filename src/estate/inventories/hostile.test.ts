import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { InventoryDocument } from './inventory.ts';
import { readInventory } from './read-inventory.ts';

const doc = (name: string, ...parts: (string | Buffer)[]): InventoryDocument => ({
  name,
  open: () => Readable.from(parts.map((p) => Buffer.from(p))),
});
const lazy = (name: string, head: string, part: string, times: number): InventoryDocument => ({
  name,
  open: () =>
    Readable.from(
      (function* () {
        yield Buffer.from(head);
        const piece = Buffer.from(part);
        for (let i = 0; i < times; i++) yield piece;
      })(),
    ),
});
async function refusal(
  document: InventoryDocument,
  format?: string,
): Promise<{ code: string; details: Record<string, unknown> }> {
  try {
    const { items } = await readInventory(document, format ? { format } : {});
    let count = 0;
    for await (const _ of items) count++;
    throw new Error(`it was read, with ${count} items`);
  } catch (error) {
    return error as { code: string; details: Record<string, unknown> };
  }
}

const bom = (components: unknown) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components });
const xml = (body: string, before = '') =>
  `<?xml version="1.0"?>${before}<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">${body}</bom>`;

describe('a hostile inventory is refused, with its name and the place', () => {
  it.each([
    [
      'a document cut short',
      doc('cut.json', bom([{ type: 'library', name: 'a' }]).slice(0, -20)),
      'inventory-malformed',
    ],
    [
      'one that is not text',
      doc('bytes.csv', Buffer.from([0x6e, 0x6f, 0x6d, 0x3b, 0x76, 0x0a, 0xff, 0x00, 0xfe, 0x3b, 0x31, 0x0a])),
      'inventory-encoding',
      'csv',
    ],
    ['an empty one', doc('empty.json', ''), 'inventory-empty'],
    [
      'nothing known',
      doc('letter.txt', 'Madame, Monsieur,\n\nveuillez trouver ci-joint\n'),
      'inventory-form-unknown',
    ],
    [
      'brackets without end',
      doc('deep.json', `{"bomFormat":"CycloneDX","x":${'['.repeat(100_000)}`),
      'inventory-too-deep',
    ],
    ['elements without end', doc('deep.xml', xml('<components>'.repeat(100_000))), 'inventory-too-deep'],
    ['a DTD', doc('dtd.xml', xml('', '<!DOCTYPE bom [<!ENTITY a "aaaa">]>')), 'inventory-refused'],
    [
      'an external entity',
      doc(
        'xxe.xml',
        xml('<components>&x;</components>', '<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      ),
      'inventory-refused',
    ],
    [
      'an entity nobody declared',
      doc('entity.xml', xml('<components>&lol;</components>')),
      'inventory-malformed',
    ],
    [
      'one reference twice',
      doc(
        'twice.json',
        bom([
          { type: 'library', name: 'a', 'bom-ref': 'x' },
          { type: 'library', name: 'b', 'bom-ref': 'x' },
        ]),
      ),
      'inventory-refused',
    ],
    [
      'a UTF-16 document cut within a character',
      doc('half.csv', Buffer.from('\uFEFFnom;version\na;1', 'utf16le').subarray(0, -1)),
      'inventory-encoding',
    ],
    ['UTF-16 without its mark', doc('unmarked.json', Buffer.from(bom([]), 'utf16le')), 'inventory-encoding'],
    [
      'a declaration that lies about the encoding',
      doc(
        'lie.xml',
        Buffer.from(
          '<?xml version="1.0" encoding="UTF-8"?><bom xmlns="http://cyclonedx.org/schema/bom/1.4"><!-- \xE9 --></bom>',
          'latin1',
        ),
      ),
      'inventory-encoding',
    ],
    [
      'a damaged gzip',
      doc('bad.json.gz', gzipSync(Buffer.from(bom([]))).subarray(0, 20)),
      'inventory-damaged',
    ],
  ] as [string, InventoryDocument, string, string?][])('%s', async (_, document, code, format) => {
    const error = await refusal(document, format);
    expect(error.code).toBe(`estate.${code}`);
    expect(error.details.file).toContain(document.name);
  });

  it('1 GB of spaces, without holding it', async () => {
    const document = lazy('spaces.json', '{"bomFormat":"CycloneDX"', ' '.repeat(4 * 1024 * 1024), 256);
    const error = await refusal(document);
    expect(error.code).toBe('estate.inventory-too-large');
  }, 20_000);

  it('a gzip bomb, before it fills the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20));
    const error = await refusal(doc('bomb.json.gz', bomb), 'cyclonedx');
    expect(error.code).toBe('estate.inventory-too-large');
  }, 20_000);

  it('two million elements, before they fill the memory', async () => {
    const document = lazy('wide.xml', xml('<components>').replace('</bom>', ''), '<a/>'.repeat(10_000), 210);
    expect((await refusal(document)).code).toBe('estate.inventory-too-large');
  }, 30_000);

  it('a line without end', async () => {
    const error = await refusal(lazy('line.txt', 'ii  a 1 amd64 ', 'x'.repeat(1024 * 1024), 64), 'dpkg');
    expect(error.code).toBe('estate.inventory-too-large');
  });

  it('ten million components, stopped at the limit', async () => {
    const line = `${'ii  package  1.0-1  amd64  x\n'.repeat(20_000)}`;
    const error = await refusal(lazy('many.txt', '', line, 500), 'dpkg');
    expect(error.code).toBe('estate.inventory-too-large');
  }, 60_000);

  it('keys that name the prototype stay data', async () => {
    const text = `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[{"type":"library","name":"__proto__","version":"1"}]}`;
    const { items } = await readInventory(doc('proto.json', text));
    const names: string[] = [];
    for await (const item of items) if (item.kind === 'component') names.push(item.name);
    expect(names).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  });
});

const fixtures = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: form }) => {
    const folder = join(import.meta.dirname, form, 'fixtures');
    return [form, readdirSync(folder).map((file) => readFileSync(join(folder, file)))] as const;
  });

/** What breaks parsers: quotes, brackets, line ends, half characters, signs of encodings. */
const NASTY = [
  '"',
  '<',
  '>',
  '&',
  '{',
  '[',
  ']',
  ';',
  ':',
  '\t',
  '\n',
  '\0',
  '\uFEFF',
  '\\u0000',
  'é',
  '-',
  '9'.repeat(40),
];

describe('whatever is changed in a document, it is read or refused by code, never by a crash', () => {
  it.each(fixtures)(
    '%s',
    async (form, seeds) => {
      let seed = 7;
      const random = (below: number) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return Math.floor((seed / 2147483648) * below);
      };
      const end = Date.now() + 900;
      let rounds = 0;
      while (Date.now() < end && rounds < 2_000) {
        let bytes = Buffer.from(seeds[rounds++ % seeds.length] ?? '');
        for (let i = random(4); i >= 0; i--) {
          const at = random(bytes.length);
          const piece = Buffer.from(NASTY[random(NASTY.length)] ?? '');
          const change = random(6);
          if (change < 2) bytes[at] = random(256);
          else if (change === 2) bytes = bytes.subarray(0, at);
          else if (change === 3) bytes = Buffer.concat([bytes, bytes.subarray(at)]);
          else bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + random(3))]);
        }
        const error = await refusal(doc('fuzz', bytes), random(2) === 0 ? form : undefined);
        const outcome = error.code ?? (error as unknown as Error).message;
        expect(outcome, JSON.stringify(bytes.toString('latin1'))).toMatch(
          /^(estate\.inventory-|it was read)/,
        );
        if (error.code)
          expect(error.details, String(outcome)).toMatchObject({ file: expect.stringMatching(/^fuzz/) });
      }
      expect(rounds).toBeGreaterThan(5);
    },
    20_000,
  );
});
