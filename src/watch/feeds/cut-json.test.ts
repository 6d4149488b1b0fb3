import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors.ts';
import { type CutOptions, cutJson } from './cut-json.ts';

async function cut(text: string, options: Partial<CutOptions> = {}, size = text.length || 1) {
  async function* content() {
    const bytes = Buffer.from(text);
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  }
  const found: unknown[] = [];
  for await (const v of cutJson('f', content(), { maxValueBytes: 1000, ...options }))
    found.push([v.kind, v.key ?? v.index, JSON.parse(v.bytes.toString())]);
  return found;
}

const wrapped = '\ufeff{"n":{"items":[9]},"t":"a\\"]","items":[{"a":"]}\\\\"}, {"b":[1,[2]]}],"end":{"x":1}}';

describe.each([1, 2, 7, 1000])('in chunks of %i bytes', (size) => {
  it('takes the elements of one list out of the object around it', async () => {
    expect(await cut(wrapped, { array: 'items' }, size)).toEqual([
      ['element', 0, { a: ']}\\' }],
      ['element', 1, { b: [1, [2]] }],
    ]);
  });

  it('takes the members of an object one by one', async () => {
    expect(await cut('{"é\\u0041":{"a":[{}]} , "n":1,"b":[2]}', { members: true }, size)).toEqual([
      ['member', 'é\\u0041', { a: [{}] }],
      ['member', 'b', [2]],
    ]);
  });

  it('takes lines, elements of a list, or whole objects as they come', async () => {
    expect(await cut('{"a":1}\n{"items":{}}\n\n[{"b":2},{"c":3}]', { array: 'items' }, size)).toEqual([
      ['value', 0, { a: 1 }],
      ['value', 1, { items: {} }],
      ['element', 2, { b: 2 }],
      ['element', 3, { c: 3 }],
    ]);
  });
});

it('finds nothing in nothing', async () => {
  expect(await cut('')).toEqual([]);
  expect(await cut(' [] ')).toEqual([]);
  expect(await cut('{"items":[]}', { array: 'items' })).toEqual([]);
});

it.each([
  ['a web page', '<!doctype html><p>x', 'platform.file-not-json'],
  ['a word', 'null', 'platform.file-not-json'],
  ['a bracket too many', '{}}', 'platform.file-not-json'],
  ['an end in the middle', '{"items":[{"a":1},{"a"', 'platform.file-truncated'],
  ['a string never closed', '{"a":"b}', 'platform.file-truncated'],
  ['a value beyond the bound', `[{"a":"${'x'.repeat(2000)}"}]`, 'platform.file-too-large'],
])('refuses %s', async (_, text, code) => {
  await expect(cut(text, { array: 'items' })).rejects.toMatchObject({ code });
});

it('cuts whatever JSON.stringify writes, in any chunks, and never hangs on bytes', async () => {
  const until = Date.now() + 1500;
  let seed = 7;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed % n;
  };
  const make = (depth: number): unknown => {
    const kind = random(depth > 3 ? 3 : 5);
    if (kind === 0) return random(1000);
    if (kind === 1) return ['"', '\\', ']', '}{', 'é\u2028'][random(5)];
    if (kind === 2) return null;
    if (kind === 3) return Array.from({ length: random(4) }, () => make(depth + 1));
    return Object.fromEntries(Array.from({ length: random(4) }, (_, i) => [`k"${i}`, make(depth + 1)]));
  };
  while (Date.now() < until) {
    const values = Array.from({ length: random(5) }, () => ({ v: make(0) }));
    const text = JSON.stringify({ head: make(0), items: values, tail: make(0) });
    const found = await cut(text, { array: 'items', maxValueBytes: 100_000 }, 1 + random(50));
    expect(found.map((f) => (f as unknown[])[2])).toEqual(values);
    const bytes = Buffer.from(text);
    bytes[random(bytes.length)] = 33 + random(90);
    const damaged = await cut(bytes.toString('latin1'), { array: 'items', maxValueBytes: 100_000 }).catch(
      (e: unknown) => e,
    );
    if (!Array.isArray(damaged))
      expect(damaged instanceof AppError || damaged instanceof SyntaxError).toBe(true);
  }
});
