import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zip } from '../../../test/kit/zip.ts';
import { listFiles, readFiles, readStream } from './read-archive.ts';
import type { ReadLimits } from './read-errors.ts';
import { parseJson, readJsonValues } from './read-json.ts';
import { decodeText, readText } from './read-lines.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-read-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function tar(files: Record<string, Buffer>): Promise<Buffer> {
  const out = pack();
  for (const [name, data] of Object.entries(files)) out.entry({ name }, data);
  out.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of out) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function contents(name: string, bytes: Buffer, limits: Partial<ReadLimits> = {}) {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  const found: [string, string][] = [];
  for await (const file of readFiles(path, { limits }))
    found.push([
      file.place.slice(dir.length + 1),
      (await readText(file.place, file.content, 1e9)).slice(0, 40),
    ]);
  return found;
}

const failure = async (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'no error',
    (error: { code?: string; details?: { place?: string } }) =>
      `${error.code} ${String(error.details?.place ?? '').slice(dir.length + 1)}`,
  );

const a = Buffer.from('{"a":1}');

describe('what a file is, is told by its bytes', () => {
  test('plain, gzip, tar, tar.gz, zip, zip in zip, and gzip in tar are opened whatever their name', async () => {
    expect(await contents('p.dat', a)).toEqual([['p.dat', '{"a":1}']]);
    expect(await contents('g.dat', gzipSync(a))).toEqual([['g.dat', '{"a":1}']]);
    const both = { 'x/one.json': a, 'two.json.gz': gzipSync(a) };
    const entries = (name: string) => [
      [`${name}!x/one.json`, '{"a":1}'],
      [`${name}!two.json.gz`, '{"a":1}'],
    ];
    expect(await contents('t.dat', await tar(both))).toEqual(entries('t.dat'));
    expect(await contents('tgz.dat', gzipSync(await tar(both)))).toEqual(entries('tgz.dat'));
    expect(await contents('z.dat', zip(both))).toEqual(entries('z.dat'));
    expect(await contents('zz.dat', zip({ 'in.zip': zip(both) }))).toEqual(entries('zz.dat!in.zip'));
  });

  test('a reader that skips an entry still gets the next one', async () => {
    const names: string[] = [];
    const archive = await tar({ a: Buffer.alloc(3_000_000, 65), b: a });
    for await (const file of readStream(
      'up.tar',
      (async function* () {
        yield archive;
      })(),
    ))
      names.push(file.name);
    expect(names).toEqual(['a', 'b']);
  });

  test('a folder is listed in name order', async () => {
    mkdirSync(join(dir, 'tree/sub'), { recursive: true });
    writeFileSync(join(dir, 'tree/b.json'), a);
    writeFileSync(join(dir, 'tree/sub/a.json'), a);
    expect((await listFiles(join(dir, 'tree'))).map((f) => f.slice(dir.length))).toEqual([
      '/tree/b.json',
      '/tree/sub/a.json',
    ]);
  });
});

describe('what is bad is refused with its place', () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2, 32));
  test.each([
    [
      'cut.gz',
      () => gzipSync(Buffer.from('x'.repeat(9999))).subarray(0, 30),
      {},
      'platform.file-truncated cut.gz',
    ],
    ['bomb.gz', () => bomb, {}, 'platform.file-bomb bomb.gz'],
    [
      'bomb.zip',
      () => zip({ 'b.json': Buffer.alloc(64 * 1024 ** 2, 32) }),
      {},
      'platform.file-bomb bomb.zip!b.json',
    ],
    ['cut.zip', () => zip({ 'b.json': a }).subarray(0, 60), {}, 'platform.file-damaged cut.zip'],
    ['big.txt', () => Buffer.alloc(5000, 65), { maxEntryBytes: 4000 }, 'platform.file-too-large big.txt'],
    ['deep.gz', () => gzipSync(gzipSync(gzipSync(gzipSync(a)))), {}, 'platform.file-nested-too-deep deep.gz'],
    ['latin.txt', () => Buffer.from([0xe9, 0x74, 0xe9]), {}, 'platform.file-wrong-encoding latin.txt'],
  ] as const)('%s', async (name, bytes, limits, expected) => {
    expect(await failure(contents(name, bytes(), limits))).toBe(expected);
  });

  test('too many entries of a tar', async () => {
    const many = await tar({ a, b: a, c: a });
    expect(await failure(contents('many.tar', many, { maxEntries: 2 }))).toBe(
      'platform.file-too-many-entries many.tar',
    );
  });

  test('a missing path', async () => {
    expect(await failure(listFiles(join(dir, 'absent')))).toBe('platform.file-unreadable absent');
  });
});

describe('JSON values', () => {
  async function values(text: string | Buffer, size = 7) {
    const bytes = Buffer.from(text);
    async function* chunks() {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
    }
    const found: [number, unknown][] = [];
    for await (const value of readJsonValues('f', chunks())) found.push([value.line, parseJson('f', value)]);
    return found;
  }

  test.each([
    [
      'a document over lines',
      '{\n "a": "}]\\"",\n "b": [1, {"c": 2}]\n}\n',
      [[1, { a: '}]"', b: [1, { c: 2 }] }]],
    ],
    [
      'lines',
      '{"a":1}\n\n{"a":2}\r\n',
      [
        [1, { a: 1 }],
        [3, { a: 2 }],
      ],
    ],
    [
      'an array',
      '[\n{"a":1},\n{"a":[2]}\n]',
      [
        [2, { a: 1 }],
        [3, { a: [2] }],
      ],
    ],
    ['an empty array', ' []', []],
    ['a byte order mark', '\uFEFF{"a":1}', [[1, { a: 1 }]]],
    [
      'documents one after the other',
      '{\n"a":1\n}\n{\n"a":2\n}',
      [
        [1, { a: 1 }],
        [4, { a: 2 }],
      ],
    ],
  ] as const)('%s', async (_, text, expected) => {
    for (const size of [1, 3, 7, 1000]) expect(await values(text, size)).toEqual(expected);
  });

  test.each([
    ['cut', '[{"a":1},{"a"', 'platform.file-truncated'],
    ['a page', '<!doctype html>\n<p>', 'platform.file-not-json'],
    ['a bad line', '{"a":1}\n{"a":}\n', 'platform.file-not-json'],
    ['numbers', '[1,2]', 'platform.file-not-json'],
    ['nothing', '', 'platform.file-not-json'],
    ['spaces', Buffer.alloc(3_000_000, 32), 'platform.file-not-json'],
    ['nested', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`, 'platform.file-nested-too-deep'],
  ])('%s is refused', async (_, text, code) => {
    await expect(values(text, 65536)).rejects.toMatchObject({ code });
  });

  test('UTF-16 with its mark is read', () => {
    expect(decodeText('f', Buffer.from('\uFEFFété', 'utf16le'))).toBe('été');
  });
});
