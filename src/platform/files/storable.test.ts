import { expect, it } from 'vitest';
import { isStorable, storable, storableJson, storableTree } from './storable.ts';

it.each([
  ['été 🌺', 'été 🌺'],
  ['a\0b', 'a\uFFFDb'],
  ['🌺'.slice(0, 1), '\uFFFD'],
  ['\udc00\ud800', '\uFFFD\uFFFD'],
])('%j is stored as %j', (text, kept) => {
  expect(storable(text)).toBe(kept);
  expect(isStorable(text)).toBe(text === kept);
  expect(storableTree({ a: [text, { b: text, c: 1, d: null }] })).toEqual({
    a: [kept, { b: kept, c: 1, d: null }],
  });
});

it.each([
  [String.raw`{"a":"x\u0000y"}`, { a: 'x\uFFFDy' }],
  [String.raw`{"a\u0000":"\\u0000"}`, { 'a\uFFFD': '\\u0000' }],
  [String.raw`["\ud83c\udf3a","\uD83C","\udf3a\ud83c"]`, ['🌺', '\uFFFD', '\uFFFD\uFFFD']],
  [String.raw`["\\\u0000","\"\ud800"]`, ['\\\uFFFD', '"\uFFFD']],
  [String.raw`["\ud800\u0041"]`, ['\uFFFDA']],
])('the JSON %s is read as what can be stored', (text, value) => {
  expect(JSON.parse(storableJson(text))).toEqual(value);
});
