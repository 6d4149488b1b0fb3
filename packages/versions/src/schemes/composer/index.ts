import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, toCount } from '../../digits.ts';

/** A number, or the rank of a word. */
type Token = { isNumber: true; value: Count } | { isNumber: false; value: number };

const OTHER = -1;
const NUMBER = 4;
// PHP's version_compare: any other word < dev < alpha < beta < RC < number < pl.
const WORDS: readonly [RegExp, number][] = [
  [/^dev/, 0],
  [/^a/, 1],
  [/^b/, 2],
  [/^(?:RC|rc)/, 3],
  [/^#/, NUMBER],
  [/^p/, 5],
];
const PIECE = /\d+|[a-z]+|#/gi;

function parse(raw: string): Token[] | undefined {
  const text = raw.trim().replace(/^v(?=\d)/i, '');
  if (/\s/.test(text)) return undefined;
  // Branches (`dev-main`) come before every release.
  if (/^dev-/i.test(text)) return [{ isNumber: false, value: OTHER }];
  if (!/^\d/.test(text)) return undefined;
  return (text.replace(/\+.*$/, '').match(PIECE) ?? []).map(readToken);
}

function readToken(piece: string): Token {
  if (/^\d/.test(piece)) return { isNumber: true, value: toCount(piece) };
  return { isNumber: false, value: WORDS.find(([shape]) => shape.test(piece))?.[1] ?? OTHER };
}

function rank(token: Token): number {
  return token.isNumber ? NUMBER : token.value;
}

function compare(a: readonly Token[], b: readonly Token[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const x = a[i];
    const y = b[i];
    if (x === undefined || y === undefined) return x === undefined ? -afterEnd(b, i) : afterEnd(a, i);
    const order = x.isNumber && y.isNumber ? compareCounts(x.value, y.value) : rank(x) - rank(y);
    if (order !== 0) return order;
  }
  return 0;
}

/** A longer version is later, unless a word before the release follows; `#` says nothing. */
function afterEnd(tokens: readonly Token[], from: number): number {
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (token.isNumber) return 1;
    if (token.value !== NUMBER) return token.value - NUMBER;
  }
  return 0;
}

export default defineScheme<Token[]>({
  id: 'composer',
  aliases: ['packagist', 'php'],
  purlTypes: ['composer'],
  ecosystems: ['Packagist'],
  norm: 'https://getcomposer.org/doc/articles/versions.md, https://www.php.net/version_compare',
  parse,
  compare,
});
