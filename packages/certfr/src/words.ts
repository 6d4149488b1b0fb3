/** What a word means in a version phrase. Anything else is `other`. */
export type Meaning =
  | 'versions'
  | 'before'
  | 'after'
  | 'equal'
  | 'included'
  | 'excluded'
  | 'to'
  | 'until'
  | 'from'
  | 'between'
  | 'and'
  | 'all'
  | 'article'
  | 'branch'
  | 'without'
  | 'with'
  | 'platform'
  | 'except'
  | 'patch'
  | 'other';

const WORDS: Readonly<Record<string, Meaning>> = {};
const add = (meaning: Meaning, words: string): void => {
  for (const word of words.split(' ')) (WORDS as Record<string, Meaning>)[word] = meaning;
};
add('versions', 'version versions sversions vesions releases');
for (const stem of ['anterieur', 'inferieur', 'posterieur', 'superieur', 'ulterieur'])
  add(['anterieur', 'inferieur'].includes(stem) ? 'before' : 'after', `${stem} ${stem}s ${stem}e ${stem}es`);
add('before', 'precedente precedentes precedent precedents prior earlier');
add('after', 'suivante suivantes suivant suivants later');
add('equal', 'egal egale egales egaux');
add('included', 'inclus incluse incluses inclue inclu includes');
add('excluded', 'exclu exclue exclus exclues non-incluse');
add('to', 'a au aux through');
add('until', "jusqu jusqua jusque jusqu'a jusqu'au");
add('from', 'de depuis partir des du d');
add('between', 'entre');
add('and', 'et ou and or ainsi que puis &');
add('all', 'toutes toute tous tout');
add('article', 'la le les l leur leurs ses');
add('branch', 'branche branches');
add('without', 'sans ayant disposant incluant without');
add('with', 'avec with');
add('platform', 'pour sur sous dans for on under');
add('except', 'sauf hors hormis excepte exceptes exceptees exceptee exception excluding');
add(
  'patch',
  'correctif correctifs patch patchs patches mise-a-jour hotfix correction corrections contournement smu mitigation',
);

/** Long words that are often misspelt; `interieur` and its like are no bounds. */
const MISSPELT: readonly [string, Meaning][] = [
  ['versions', 'versions'],
  ['version', 'versions'],
  ['anterieures', 'before'],
  ['anterieure', 'before'],
  ['inferieures', 'before'],
  ['precedentes', 'before'],
  ['posterieures', 'after'],
  ['superieures', 'after'],
  ['ulterieures', 'after'],
];
const NOT_MISSPELT = /^(?:inter|exter|vision|conver|aversion)/;

/** Lower case, without accents. */
export const plain = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** The meaning of a word already made {@link plain}. */
export function meaningOf(word: string): Meaning {
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (known !== undefined) return known;
  if (word.length < 6 || word.length > 14 || NOT_MISSPELT.test(word)) return 'other';
  for (const [right, meaning] of MISSPELT) if (isOneSlip(word, right)) return meaning;
  return 'other';
}

/** One letter too many, too few, another one, or two letters that changed places; the first letter counts. */
function isOneSlip(word: string, right: string): boolean {
  if (word[0] !== right[0] || Math.abs(word.length - right.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === right[start]) start++;
  let end = 0;
  const room = Math.min(word.length, right.length) - start;
  while (end < room && word[word.length - 1 - end] === right[right.length - 1 - end]) end++;
  const left = word.slice(start, word.length - end);
  const wanted = right.slice(start, right.length - end);
  if (left.length <= 1 && wanted.length <= 1) return true;
  return left.length === 2 && wanted.length === 2 && left[0] === wanted[1] && left[1] === wanted[0];
}
