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

interface RpmVersion {
  epoch: string;
  version: string;
  /** `1-` has an empty release, `1` has none. */
  release: string | undefined;
}

const TILDE = 126;
const CARET = 94;

function parse(raw: string): RpmVersion | undefined {
  const text = raw.trim();
  if (text === '' || /\s/.test(text)) return undefined;
  const afterDigits = endOfDigits(text, 0);
  const hasEpoch = text.charCodeAt(afterDigits) === 58;
  const epoch = hasEpoch ? text.slice(0, afterDigits) : '';
  const rest = hasEpoch ? text.slice(afterDigits + 1) : text;
  const dash = rest.lastIndexOf('-');
  if (rest === '') return undefined;
  return {
    epoch,
    version: dash < 0 ? rest : rest.slice(0, dash),
    release: dash < 0 ? undefined : rest.slice(dash + 1),
  };
}

function skipSeparators(text: string, from: number): number {
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code) || isLetter(code) || code === TILDE || code === CARET) break;
  }
  return i;
}

/** The order of rpm's `rpmvercmp`. */
export function compareRpmParts(a: string, b: string): number {
  let i = 0;
  let j = 0;
  for (;;) {
    i = skipSeparators(a, i);
    j = skipSeparators(b, j);
    const ca = i < a.length ? a.charCodeAt(i) : 0;
    const cb = j < b.length ? b.charCodeAt(j) : 0;
    if (ca === TILDE || cb === TILDE) {
      if (ca !== TILDE) return 1;
      if (cb !== TILDE) return -1;
      i++;
      j++;
      continue;
    }
    if (ca === CARET || cb === CARET) {
      if (ca === 0) return -1;
      if (cb === 0) return 1;
      if (ca !== CARET) return 1;
      if (cb !== CARET) return -1;
      i++;
      j++;
      continue;
    }
    if (ca === 0 || cb === 0) return ca === cb ? 0 : ca === 0 ? -1 : 1;
    if (isDigit(ca) !== isDigit(cb)) return isDigit(ca) ? 1 : -1;
    const numeric = isDigit(ca);
    const iEnd = numeric ? endOfDigits(a, i) : endOfLetters(a, i);
    const jEnd = numeric ? endOfDigits(b, j) : endOfLetters(b, j);
    const order = numeric
      ? compareDigitRuns(a, i, iEnd, b, j, jEnd)
      : compareText(a.slice(i, iEnd), b.slice(j, jEnd));
    if (order !== 0) return order;
    i = iEnd;
    j = jEnd;
  }
}

export default defineScheme<RpmVersion>({
  id: 'rpm',
  aliases: [
    'redhat',
    'red-hat',
    'rhel',
    'fedora',
    'centos',
    'almalinux',
    'alma',
    'rocky',
    'rockylinux',
    'oracle-linux',
    'amazon-linux',
    'amazonlinux',
    'suse',
    'opensuse',
    'sles',
    'mageia',
    'photon',
    'mariner',
    'rpmver',
    'evr',
  ],
  purlTypes: ['rpm'],
  ecosystems: [
    'Red Hat',
    'AlmaLinux',
    'Rocky Linux',
    'SUSE',
    'openSUSE',
    'Mageia',
    'openEuler',
    'Photon OS',
    'Azure Linux',
  ],
  norm: 'https://rpm-software-management.github.io/rpm/man/rpm-version.7',
  parse,
  compare: (a, b) =>
    compareNumerals(a.epoch, b.epoch) ||
    compareRpmParts(a.version, b.version) ||
    compareRpmParts(a.release ?? '', b.release ?? '') ||
    Number(a.release !== undefined) - Number(b.release !== undefined),
});
