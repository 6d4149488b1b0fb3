import { type Meaning, meaningOf, plain } from './words.ts';

/** A piece of the phrase, with its place in the line. */
export interface Token {
  kind: 'word' | 'version' | 'cve' | 'punct' | 'sign';
  text: string;
  /** Without accents, in lower case. */
  plain: string;
  meaning: Meaning;
  start: number;
  end: number;
}

const CVE = /^CVE-\d{4}-\d{4,19}/i;
/** 12.3(4), v2.1, R81.20, h5.1.2, c4.5, SV4.10, vA.02.02.x, B.11.23, ESXi80U3d-24585383, WBS32.15.33, 2025.Q1.6. */
const NUMBERED = /^[vV]?\.?\d|^[A-Za-z]{1,5}\d|^[vV]?[A-Za-z]\.\d|^[A-Za-z]{2,8}[-_]\d+\.\d/;
const SEPARATOR = /[\s,;«»"“”|]/;
const QUOTE = /['’‘`´]/;
const STICKY_WORD = /^(?:à|a|ou|et|versions?|antérieures?à|antérieure à|égales?à)(?=[vV]?\d+[.\d])/i;
/** Longest text that is taken for a version. */
const MAX_VERSION = 80;
/** Names of products that look like a number of a version. */
const NAMED =
  /^(?:x86|x64|x86_64|ia64|arm64|amd64|aarch64|s390x?|ppc64(?:le|el)?|i[3-9]86|(?:32|64)-?bits?|z\/os|log4j\S*|i[3579]|4g|5g|3d|365|db2|dd2|m365|sha\d*|mp3|h264|ipv[46]|tls\d?|sonic|exchange\d+)$/i;

const isVersion = (text: string): boolean =>
  (/\d/.test(text) && !NAMED.test(text) && (NUMBERED.test(text) || text.startsWith('SPS_'))) ||
  /^[A-Z]\.x/.test(text);

/** Cuts a line into tokens, in time linear in its length. */
export function tokenise(line: string): Token[] {
  const tokens: Token[] = [];
  const push = (kind: Token['kind'], start: number, end: number): void => {
    const text = line.slice(start, end);
    const bare = kind === 'word' ? plain(text) : text;
    const meaning = kind === 'word' ? meaningOf(bare) : 'other';
    tokens.push({ kind, text, plain: bare, meaning, start, end });
  };
  let at = 0;
  while (at < line.length) {
    const char = line[at] ?? '';
    if (/[\s\u200b\ufeff]/.test(char)) at++;
    else if (/[<>=≤≥]/.test(char)) {
      let end = at + 1;
      if (line[end] === '=') end++;
      push('sign', at, end);
      at = end;
    } else if (/[,;:()[\]«»"“”|]/.test(char) || QUOTE.test(char)) {
      push('punct', at, at + 1);
      at++;
    } else {
      const cve = CVE.exec(line.slice(at, at + 40));
      if (cve !== null) {
        push('cve', at, at + cve[0].length);
        at += cve[0].length;
        continue;
      }
      at = pushRun(line, at, push);
    }
  }
  return tokens;
}

/** A run of characters without blanks: a word or a version, and the marks at its end. */
function pushRun(
  line: string,
  from: number,
  push: (kind: Token['kind'], start: number, end: number) => void,
): number {
  const glued = STICKY_WORD.exec(line.slice(from, from + 24));
  if (glued !== null) {
    push('word', from, from + glued[0].length);
    return from + glued[0].length;
  }
  const limit = endOfRun(line, from);
  let end = limit;
  while (end > from && /[.:…!?–—-]/.test(line[end - 1] ?? '') && end - from > 1) end--;
  const text = line.slice(from, end);
  if (/^[–—-]$/.test(text)) push('punct', from, end);
  else push(end - from <= MAX_VERSION && isVersion(text) ? 'version' : 'word', from, end);
  if (end < limit) push('punct', end, end + 1);
  return limit;
}

/** Ends at a blank or mark; a bracket within a number belongs to it: 15.2(2)EA3. */
function endOfRun(line: string, from: number): number {
  let at = from;
  while (at < line.length) {
    const char = line[at] ?? '';
    if (SEPARATOR.test(char) || /[<>=≤≥)\]]/.test(char) || QUOTE.test(char)) break;
    if (char === '(' || char === '[') {
      const inside = /^\(([\dA-Za-z][\dA-Za-z.]{0,15})\)/.exec(line.slice(at, at + 20));
      if (inside === null || at === from || !/[\dA-Za-z]/.test(line[at - 1] ?? '')) break;
      if (!/\d/.test(line.slice(from, at))) break;
      at += inside[0].length;
      continue;
    }
    // The end of a sentence: a point, a blank.
    if (char === '.' && /^\.(?:\s|$)/.test(line.slice(at, at + 2))) {
      at++;
      break;
    }
    at++;
  }
  return Math.max(at, from + 1);
}
