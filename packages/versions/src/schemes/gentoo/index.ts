import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, compareText, toCount } from '../../digits.ts';

interface GentooVersion {
  numbers: string[];
  letter: string;
  suffixes: [rank: number, number: Count][];
  revision: Count;
}

const SUFFIXES = ['alpha', 'beta', 'pre', 'rc', '', 'p'];
const RELEASED = SUFFIXES.indexOf('');
const SHAPE = /^(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|p)\d*)*)(?:-r(\d+))?$/;

function parse(raw: string): GentooVersion | undefined {
  const found = SHAPE.exec(raw.trim());
  if (found === null) return undefined;
  const [, numbers = '', letter = '', suffixes = '', revision = '0'] = found;
  return {
    numbers: numbers.split('.'),
    letter,
    suffixes: suffixes === '' ? [] : suffixes.slice(1).split('_').map(readSuffix),
    revision: toCount(revision),
  };
}

function readSuffix(text: string): [number, Count] {
  const name = text.replace(/\d+$/, '');
  return [SUFFIXES.indexOf(name), toCount(text.slice(name.length) || '0')];
}

/** PMS 3.3: after the first, a number with a leading zero is compared as a decimal fraction. */
function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x = '', y = ''] = [a[i], b[i]];
    const isFraction = i > 0 && (x.startsWith('0') || y.startsWith('0'));
    const order = isFraction
      ? compareText(x.replace(/0+$/, ''), y.replace(/0+$/, ''))
      : compareCounts(toCount(x), toCount(y));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareSuffixes(a: GentooVersion['suffixes'], b: GentooVersion['suffixes']): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [rankA, numberA] = a[i] ?? [RELEASED, 0];
    const [rankB, numberB] = b[i] ?? [RELEASED, 0];
    const order = rankA - rankB || compareCounts(numberA, numberB);
    if (order !== 0) return order;
  }
  return 0;
}

export default defineScheme<GentooVersion>({
  id: 'gentoo',
  aliases: ['ebuild', 'portage', 'pms'],
  purlTypes: ['ebuild'],
  ecosystems: [],
  norm: 'https://projects.gentoo.org/pms/8/pms.html#x1-260003.3',
  parse,
  compare: (a, b) =>
    compareNumbers(a.numbers, b.numbers) ||
    compareText(a.letter, b.letter) ||
    compareSuffixes(a.suffixes, b.suffixes) ||
    compareCounts(a.revision, b.revision),
});
