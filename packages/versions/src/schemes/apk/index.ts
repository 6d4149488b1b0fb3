import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, compareText, toCount } from '../../digits.ts';

/** Kinds of token in apk-tools' order: where two versions part, the one whose next kind comes first is later. */
const NUMBER = 0;
const LETTER = 1;
const SUFFIX = 2;
const SUFFIX_NUMBER = 3;
const HASH = 4;
const REVISION = 5;
const END = 6;
const BROKEN = 7;

interface Token {
  kind: number;
  value: Count;
  text: string;
}

const BROKEN_TOKEN: Token = { kind: BROKEN, value: 0, text: '' };
const SUFFIXES = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const RELEASED = SUFFIXES.indexOf('');
// A text that starts otherwise (`unknown`, `n/a`) is no version, whatever apk-tools would make of it.
const START = /^(?:\.?\d|[a-z]$)/;
const PIECE = /\.*(\d+)|-r(\d+)|~([0-9a-f]+)|_(alpha|beta|pre|rc|cvs|svn|git|hg|p)(\d*)|(\.?)([a-z])/y;

/**
 * Reads what apk-tools reads: the security database still holds `1.8.31p1` (a number after the letter) and a few
 * broken texts, which come before the valid version that they begin with.
 */
function parse(raw: string): Token[] | undefined {
  const text = raw.trim();
  if (!START.test(text)) return undefined;
  const tokens: Token[] = [];
  let at = 0;
  let last = -1;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(text);
    const read = found === null ? undefined : readPiece(found);
    const first = read?.[0];
    if (found === null || read === undefined || first === undefined || !mayFollow(last, first.kind)) {
      if (tokens.at(-1)?.kind === REVISION && tokens.at(-1)?.value === 0) tokens.pop();
      tokens.push(BROKEN_TOKEN);
      break;
    }
    if (at === 0 && text.startsWith('.')) tokens.push(BROKEN_TOKEN);
    tokens.push(...read);
    last = tokens.at(-1)?.kind ?? -1;
    at += found[0].length;
  }
  return tokens;
}

function mayFollow(last: number, next: number): boolean {
  if (next === BROKEN || next === LETTER) return last <= NUMBER;
  if (next === NUMBER) return last <= LETTER;
  return next > last || (next === SUFFIX && last <= SUFFIX_NUMBER);
}

function readPiece(found: RegExpExecArray): Token[] {
  const [, digits, revision, hash, suffix, suffixNumber, dot, letter = ''] = found;
  if (digits !== undefined) return [{ kind: NUMBER, value: toCount(digits), text: digits }];
  if (revision !== undefined) return [{ kind: REVISION, value: toCount(revision), text: '' }];
  if (hash !== undefined) return [{ kind: HASH, value: 0, text: hash }];
  if (suffix !== undefined) {
    const token = { kind: SUFFIX, value: SUFFIXES.indexOf(suffix), text: '' };
    return suffixNumber ? [token, { kind: SUFFIX_NUMBER, value: toCount(suffixNumber), text: '' }] : [token];
  }
  const token = { kind: LETTER, value: 0, text: letter };
  return dot ? [BROKEN_TOKEN, token] : [token];
}

function compareTokens(a: Token, b: Token, at: number): number {
  // As in Gentoo: a number with a leading zero, but for the first, is read as a decimal fraction.
  if (a.kind === NUMBER && at > 0 && (a.text.startsWith('0') || b.text.startsWith('0')))
    return compareText(a.text, b.text);
  return compareCounts(a.value, b.value) || (a.kind === NUMBER ? 0 : compareText(a.text, b.text));
}

function isPreRelease(token: Token | undefined): boolean {
  return token?.kind === SUFFIX && Number(token.value) < RELEASED;
}

function compare(a: readonly Token[], b: readonly Token[]): number {
  for (let i = 0; ; i++) {
    const x = a[i];
    const y = b[i];
    if (x === undefined && y === undefined) return 0;
    if (x === undefined || y === undefined || x.kind !== y.kind) {
      if (isPreRelease(x)) return -1;
      if (isPreRelease(y)) return 1;
      return (y?.kind ?? END) - (x?.kind ?? END);
    }
    const order = compareTokens(x, y, i);
    if (order !== 0) return order;
  }
}

export default defineScheme<Token[]>({
  id: 'apk',
  aliases: ['alpine', 'alpine-linux', 'wolfi', 'chainguard'],
  purlTypes: ['apk'],
  ecosystems: ['Alpine', 'Wolfi', 'Chainguard', 'MinimOS', 'Alpaquita', 'BellSoft Hardened Containers'],
  norm: 'https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd',
  parse,
  compare,
});
