import { expect, it } from 'vitest';
import { csvCell } from './export.ts';

it.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+33 6', "'+33 6"],
  ['-1.5', '-1.5'],
  ['-cmd', "'-cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['a;b', '"a;b"'],
  ['dit « oui »\nnon', '"dit « oui »\nnon"'],
  [' \t=1', `' \t=1`],
  [null, ''],
  [{ a: 1 }, '"{""a"":1}"'],
])('a cell %j is written %s', (value, expected) => expect(csvCell(value)).toBe(expected));
