import { expect, it } from 'vitest';
import { sortIn } from './page.ts';

it.each([
  ['name', 'a'],
  ['-name', 'a'],
  ['--name', undefined],
  ['', undefined],
  [undefined, undefined],
  ['constructor', undefined],
  ['-toString', undefined],
  ['__proto__', undefined],
])('a list sorted by %s goes by %s', (sort, column) => expect(sortIn({ name: 'a' }, sort)).toBe(column));
