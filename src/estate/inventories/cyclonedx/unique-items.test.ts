import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { addUniqueItems } from './unique-items.ts';

const schema = { type: 'object', properties: { all: { type: 'array', uniqueItems: true } } };
const linear = new Ajv({ strict: false });
addUniqueItems(linear);
const ours = linear.compile(schema);
const theirs = new Ajv({ strict: false }).compile(schema);

const CASES: [string, unknown[], boolean][] = [
  ['nothing', [], true],
  ['one', [{}], true],
  [
    'the same keys in another order',
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    false,
  ],
  ['the same deep down', [{ a: [{ c: 1, b: null }] }, { a: [{ b: null, c: 1 }] }], false],
  ['a number and its text', [1, '1'], true],
  ['an object and its text', [{ a: 1 }, '{"a":1}'], true],
  [
    'lists in another order',
    [
      [1, 2],
      [2, 1],
    ],
    true,
  ],
  ['null and false', [null, false, 0, ''], true],
  ['zero and minus zero', [0, -0], false],
  ['a key more', [{ a: 1 }, { a: 1, b: null }], true],
  ['text twice', ['a', 'b', 'a'], false],
];

test.each(CASES)('uniqueness agrees with the schema library on %s', (_name, all, isUnique) => {
  expect(theirs({ all })).toBe(isUnique);
  expect(ours({ all })).toBe(isUnique);
  if (!isUnique) {
    expect(ours.errors?.[0]).toMatchObject({ keyword: 'uniqueItems', instancePath: '/all' });
    expect(ours.errors?.[0]?.message).toMatch(/identical/);
  }
});

test('a refusal is not remembered by the next document', () => {
  expect(ours({ all: [1, 1] })).toBe(false);
  expect(ours({ all: [1, 2] })).toBe(true);
  expect(ours.errors ?? []).toEqual([]);
});
