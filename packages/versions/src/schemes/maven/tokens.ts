import { type Count, isDigit, toCount } from '../../digits.ts';

/** How a token compares with others of another kind, in this order (Maven's "prefixed token order"). */
export const DOT_WORD = 0;
export const DASH_WORD = 1;
export const DASH_NUMBER = 2;
export const DOT_NUMBER = 3;

/** A token with its prefix: `.` or `-`; a change between digits and letters counts as `-`. */
export interface Token {
  kind: typeof DOT_WORD | typeof DASH_WORD | typeof DASH_NUMBER | typeof DOT_NUMBER;
  /** The number, or the rank of the word. */
  value: Count;
  /** The word, when it has no rank of its own. */
  word: string;
}

const RANKED = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
export const RELEASED = RANKED.indexOf('');
const OTHER = RANKED.length;
const RELEASE_WORDS = new Set(['ga', 'final', 'release']);
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

function wordToken(text: string, isDash: boolean, beforeDigit: boolean): Token {
  const long = beforeDigit && Object.hasOwn(SHORT, text) ? (SHORT[text] ?? text) : text;
  const word = long === 'cr' ? 'rc' : RELEASE_WORDS.has(long) ? '' : long;
  const rank = RANKED.indexOf(word);
  const kind = isDash ? DASH_WORD : DOT_WORD;
  return rank < 0 ? { kind, value: OTHER, word } : { kind, value: rank, word: '' };
}

function token(text: string, isDash: boolean, beforeDigit: boolean): Token {
  // Empty tokens stand for zero.
  if (text !== '' && !isDigit(text.charCodeAt(0))) return wordToken(text, isDash, beforeDigit);
  return { kind: isDash ? DASH_NUMBER : DOT_NUMBER, value: text === '' ? 0 : toCount(text), word: '' };
}

/** Splits a lower-case version and drops what does not count. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  let isDash = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46 || code === 45) {
      tokens.push(token(text.slice(from, i), isDash, false));
      isDash = code === 45;
      from = i + 1;
    } else if (i > from && isDigit(code) !== isDigit(text.charCodeAt(i - 1))) {
      tokens.push(token(text.slice(from, i), isDash, isDigit(code)));
      isDash = true;
      from = i;
    }
  }
  tokens.push(token(text.slice(from), isDash, false));
  return trimmed(tokens);
}

function isNothing({ kind, value, word }: Token): boolean {
  return kind >= DASH_NUMBER ? value === 0 : value === RELEASED && word === '';
}

/** From the end: drops tokens that say nothing, then again before each hyphen. */
function trimmed(tokens: Token[]): Token[] {
  const kept = new Array<Token>(tokens.length);
  let start = tokens.length;
  let isEnd = true;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const current = tokens[i] as Token;
    if (i > 0 && isEnd && isNothing(current)) continue;
    kept[--start] = current;
    isEnd = current.kind === DASH_WORD || current.kind === DASH_NUMBER;
  }
  return kept.slice(start);
}
