import { type Count, compareCounts, compareText } from '../../digits.ts';

/** The items of Maven's ComparableVersion. */
export type NumberItem = { kind: 'number'; value: Count };
export type WordItem = { kind: 'word'; rank: number; word: string };
export type MixedItem = { kind: 'mixed'; word: WordItem; number: NumberItem };
export type ListItem = { kind: 'list'; items: Item[] };
export type Item = NumberItem | WordItem | MixedItem | ListItem;

const RANKED = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const RELEASED = RANKED.indexOf('');
const OTHER = RANKED.length;
const RELEASE_WORDS = new Set(['ga', 'final', 'release']);
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/** A qualifier with its rank; `a1`, `b1`, `m1` are short for alpha, beta, milestone. */
export function wordItem(text: string, beforeDigit: boolean): WordItem {
  const long = (beforeDigit && SHORT[text]) || text;
  const word = long === 'cr' ? 'rc' : long;
  if (RELEASE_WORDS.has(word)) return { kind: 'word', rank: RELEASED, word: '' };
  const rank = RANKED.indexOf(word);
  return rank < 0 ? { kind: 'word', rank: OTHER, word } : { kind: 'word', rank, word: '' };
}

function compareWords(a: WordItem, b: WordItem): number {
  return a.rank - b.rank || compareText(a.word, b.word);
}

/** Item against nothing: what `1` is to `1-x`. */
function compareToNothing(item: Item): number {
  switch (item.kind) {
    case 'number':
      return item.value === 0 ? 0 : 1;
    case 'word':
      return item.rank - RELEASED;
    case 'mixed':
      return item.word.rank - RELEASED;
    case 'list':
      for (const inner of item.items) {
        const order = compareToNothing(inner);
        if (order !== 0) return order;
      }
      return 0;
  }
}

const KIND_ORDER = { word: 0, mixed: 0, list: 1, number: 2 } as const;

/** Maven's order of two items; missing ones count as {@link compareToNothing} says. */
export function compareItems(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareToNothing(b);
  if (b === undefined) return compareToNothing(a);
  if (a.kind === 'number' && b.kind === 'number') return compareCounts(a.value, b.value);
  if (a.kind === 'list' && b.kind === 'list') return compareLists(a, b);
  const kinds = KIND_ORDER[a.kind] - KIND_ORDER[b.kind];
  if (kinds !== 0) return kinds;
  if (a.kind === 'mixed' && b.kind === 'mixed')
    return compareWords(a.word, b.word) || compareCounts(a.number.value, b.number.value);
  if (a.kind === 'mixed' && b.kind === 'word') return compareWords(a.word, b) || 1;
  if (a.kind === 'word' && b.kind === 'mixed') return compareWords(a, b.word) || -1;
  return a.kind === 'word' && b.kind === 'word' ? compareWords(a, b) : 0;
}

function compareLists(a: ListItem, b: ListItem): number {
  const length = Math.max(a.items.length, b.items.length);
  for (let i = 0; i < length; i++) {
    const order = compareItems(a.items[i], b.items[i]);
    if (order !== 0) return order;
  }
  return 0;
}
