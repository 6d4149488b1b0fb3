import {
  type Count,
  compareCounts,
  compareText,
  endOfDigits,
  endOfLetters,
  isDigit,
  isLetter,
  toCount,
} from './digits.ts';

/** One piece of a free-form version: a number, a word that follows a release, or a word that precedes it. */
export type Token =
  | Count
  | { word: string; rank: typeof BEFORE_RELEASE | typeof AFTER_RELEASE; phase: number };

const BEFORE_RELEASE = -1;
const AFTER_RELEASE = 1;
const NUMBER = 2;

/** Pre-release words, in the order in which they come. */
const PHASES: Readonly<Record<string, number>> = {
  dev: 0,
  snapshot: 0,
  nightly: 0,
  canary: 0,
  alpha: 1,
  beta: 2,
  milestone: 3,
  pre: 4,
  preview: 4,
  ea: 4,
  rc: 5,
  cr: 5,
};

/** Splits into numbers and words; what is between them only separates. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) {
      const end = endOfDigits(text, i);
      tokens.push(toCount(text.slice(i, end)));
      i = end;
    } else if (isLetter(code)) {
      const end = endOfLetters(text, i);
      dropTrailingZeros(tokens);
      // Behind a bracket stands a train, never a pre-release: Cisco's 15.2(2)EA1 is no early access.
      tokens.push(wordToken(text.slice(i, end).toLowerCase(), text[i - 1] === ')'));
      i = end;
    } else i++;
  }
  dropTrailingZeros(tokens);
  return tokens;
}

function wordToken(word: string, isTrain: boolean): Token {
  const phase = !isTrain && Object.hasOwn(PHASES, word) ? PHASES[word] : undefined;
  return phase === undefined
    ? { word, rank: AFTER_RELEASE, phase: 0 }
    : { word: '', rank: BEFORE_RELEASE, phase };
}

/** 7.2 = 7.2.0, also before a word: 7.2-h1 = 7.2.0-h1. */
function dropTrailingZeros(tokens: Token[]): void {
  while (tokens.length > 1 && tokens.at(-1) === 0) tokens.pop();
}

function rankOf(token: Token | undefined): number {
  return token === undefined ? 0 : typeof token === 'object' ? token.rank : NUMBER;
}

/** Pre-release word < end < other word (hotfix, patch, train) < number. */
export function compareTokens(a: readonly Token[], b: readonly Token[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a[i];
    const y = b[i];
    const ranks = rankOf(x) - rankOf(y);
    if (ranks !== 0) return ranks;
    if (typeof x === 'object' && typeof y === 'object') {
      const order = x.phase - y.phase || compareText(x.word, y.word);
      if (order !== 0) return order;
    } else if (typeof x !== 'object' && typeof y !== 'object') {
      const order = compareCounts(x ?? 0, y ?? 0);
      if (order !== 0) return order;
    }
  }
  return 0;
}
