import { defineScheme } from '../../define-scheme.ts';
import {
  compareDigitRuns,
  compareNumerals,
  compareText,
  endOfDigits,
  endOfLetters,
  isDigit,
  isLetter,
} from '../../digits.ts';

interface AlpmVersion {
  epoch: string;
  version: string;
  release: string | undefined;
}

function parse(raw: string): AlpmVersion | undefined {
  const text = raw.trim();
  const found = /^(?:(\d*):)?([0-9A-Za-z](?:[^\s-]*[0-9A-Za-z])?)(?:-([^\s-]+))?$/.exec(text);
  return found === null ? undefined : { epoch: found[1] ?? '', version: found[2] ?? '', release: found[3] };
}

function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isLetter(code);
}

function endOfSeparators(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isAlphanumeric(text.charCodeAt(i))) i++;
  return i;
}

/** pacman's rpmvercmp: 1.0a < 1.0rc < 1.0 < 1.0.a < 1.0.1. */
function compareParts(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const iStart = endOfSeparators(a, i);
    const jStart = endOfSeparators(b, j);
    const separators = iStart - i - (jStart - j);
    i = iStart;
    j = jStart;
    if (i >= a.length || j >= b.length) break;
    if (separators !== 0) return separators;
    const numeric = isDigit(a.charCodeAt(i));
    if (numeric !== isDigit(b.charCodeAt(j))) return numeric ? 1 : -1;
    const iEnd = numeric ? endOfDigits(a, i) : endOfLetters(a, i);
    const jEnd = numeric ? endOfDigits(b, j) : endOfLetters(b, j);
    const order = numeric
      ? compareDigitRuns(a, i, iEnd, b, j, jEnd)
      : compareText(a.slice(i, iEnd), b.slice(j, jEnd));
    if (order !== 0) return order;
    i = iEnd;
    j = jEnd;
  }
  const aLeft = i < a.length;
  const bLeft = j < b.length;
  if (!aLeft && !bLeft) return 0;
  const letterLeft = isLetter(aLeft ? a.charCodeAt(i) : b.charCodeAt(j));
  return aLeft === letterLeft ? -1 : 1;
}

export default defineScheme<AlpmVersion>({
  id: 'alpm',
  aliases: ['arch', 'archlinux', 'arch-linux', 'pacman'],
  purlTypes: ['alpm'],
  ecosystems: ['Arch'],
  norm: 'https://man.archlinux.org/man/vercmp.8',
  parse,
  compare: (a, b) =>
    compareNumerals(a.epoch, b.epoch) ||
    compareParts(a.version, b.version) ||
    // A version without pkgrel stands for any pkgrel.
    (a.release === undefined || b.release === undefined ? 0 : compareParts(a.release, b.release)),
});
