import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, compareText, toCount } from '../../digits.ts';

interface ApkVersion {
  digits: string[];
  letter: string;
  /** Order of the suffix among {@link SUFFIXES}, then its number (-1: none). */
  suffixes: [rank: number, number: Count][];
  hash: string;
  revision: Count | undefined;
}

const BEFORE = ['alpha', 'beta', 'pre', 'rc'];
const SUFFIXES = [...BEFORE, '', 'cvs', 'svn', 'git', 'hg', 'p'];
const RELEASED = BEFORE.length;
const SHAPE =
  /^(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~([0-9a-f]+))?(?:-r(\d+))?$/;

function parse(raw: string): ApkVersion | undefined {
  const found = SHAPE.exec(raw.trim());
  if (found === null) return undefined;
  const [, digits = '', letter = '', suffixes = '', hash = '', revision] = found;
  return {
    digits: digits.split('.'),
    letter,
    suffixes: suffixes === '' ? [] : suffixes.slice(1).split('_').map(readSuffix),
    hash,
    revision: revision === undefined ? undefined : toCount(revision),
  };
}

function readSuffix(text: string): [number, Count] {
  const name = text.replace(/\d+$/, '');
  return [SUFFIXES.indexOf(name), text.length === name.length ? -1 : toCount(text.slice(name.length))];
}

function compareDigits(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x = '', y = ''] = [a[i], b[i]];
    const asText = i > 0 && (x.startsWith('0') || y.startsWith('0'));
    const order = asText ? compareText(x, y) : compareCounts(toCount(x), toCount(y));
    if (order !== 0) return order;
  }
  return 0;
}

/** What comes next, in apk-tools' order of tokens: the earlier kind of token makes the later version. */
function rest(version: ApkVersion, digitsUsed: number, suffixesUsed: number): number {
  if (version.digits.length > digitsUsed) return 1;
  if (version.letter !== '') return 2;
  if (version.suffixes.length > suffixesUsed) return 3;
  if (version.hash !== '') return 5;
  return version.revision === undefined ? 7 : 6;
}

/** The tail after equal parts: a pre-release suffix makes it earlier, anything else more makes it later. */
function compareTails(a: ApkVersion, b: ApkVersion, digitsUsed: number, suffixesUsed: number): number {
  const ranks = (v: ApkVersion, kind: number) => (kind === 3 ? (v.suffixes[suffixesUsed]?.[0] ?? 99) : 99);
  const ka = rest(a, digitsUsed, suffixesUsed);
  const kb = rest(b, digitsUsed, suffixesUsed);
  if (ka === kb) return 0;
  if (ranks(a, ka) < RELEASED) return -1;
  if (ranks(b, kb) < RELEASED) return 1;
  return kb - ka;
}

function compare(a: ApkVersion, b: ApkVersion): number {
  const digits = compareDigits(a.digits, b.digits);
  if (digits !== 0) return digits;
  const digitsUsed = Math.min(a.digits.length, b.digits.length);
  if (a.digits.length !== b.digits.length) return compareTails(a, b, digitsUsed, 0);
  if (a.letter === '' || b.letter === '') {
    if (a.letter !== b.letter) return compareTails(a, b, digitsUsed, 0);
  } else if (a.letter !== b.letter) return compareText(a.letter, b.letter);
  return compareSuffixes(a, b);
}

function compareSuffixes(a: ApkVersion, b: ApkVersion): number {
  for (let i = 0; i < Math.max(a.suffixes.length, b.suffixes.length); i++) {
    const x = a.suffixes[i];
    const y = b.suffixes[i];
    if (x === undefined || y === undefined) {
      const only = x ?? y;
      const sign = (only?.[0] ?? 0) < RELEASED ? -1 : 1;
      return x === undefined ? -sign : sign;
    }
    const order = x[0] - y[0] || compareCounts(x[1], y[1]);
    if (order !== 0) return order;
  }
  if (a.hash !== b.hash) {
    if (a.hash === '' || b.hash === '') return a.hash === '' ? -1 : 1;
    return compareText(a.hash, b.hash);
  }
  return compareCounts(a.revision ?? -1, b.revision ?? -1);
}

export default defineScheme<ApkVersion>({
  id: 'apk',
  aliases: ['alpine'],
  purlTypes: ['apk'],
  ecosystems: ['Alpine', 'Wolfi', 'Chainguard', 'MinimOS', 'Alpaquita', 'BellSoft Hardened Containers'],
  norm: 'https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd',
  parse,
  compare,
});
