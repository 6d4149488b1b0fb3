import { type Clause, readClause } from './clause.ts';
import type { Reading } from './combine.ts';
import { Cursor } from './cursor.ts';
import type { Note, Range } from './model.ts';
import { readTail, type Tail } from './tail.ts';
import { tokenise } from './tokenise.ts';
import { afterBranch, branchOf, isWithin } from './version-text.ts';

/** A line as read, before the avis around it is looked at. */
export interface Phrase {
  product: string;
  ranges: Range[];
  notes: Note[];
  status: 'parsed' | 'to_confirm' | 'none';
  platforms: string[];
  /** CVEs named by the line. */
  cves: string[];
  isWithoutCves: boolean;
  start?: number;
  end?: number;
}

/** Longest line that is read. */
export const MAX_LINE = 4000;

/** Reads one affected system's line. */
export function readPhrase(description: string): Phrase {
  if (description.length > MAX_LINE)
    return plainPhrase(description.slice(0, MAX_LINE), 'to_confirm', ['too_long']);
  const line = new Cursor(tokenise(description), description);
  const found = findClause(line);
  if (found === undefined) return withoutClause(line);
  const { clause, at, productStart } = found;
  const words = wordsOf(line, productStart, at);
  const tail = readTail(line, clause, words);
  const label = branchInLabel(line, productStart, at, clause, tail);
  const reading: Reading = label.reading;
  const isSure = reading.isSure && !hasUnreadVersions(line, productStart, label.productEnd);
  const product = productOf(line, productStart, label.productEnd, clause, tail);
  const start = line.tokens[label.productEnd === at ? at : label.productEnd]?.start ?? 0;
  const end = line.tokens[tail.end - 1]?.end ?? description.length;
  return {
    product,
    ranges: reading.ranges,
    notes: isSure || !reading.isSure ? reading.notes : [...reading.notes, 'unread'],
    status: isSure && reading.ranges.length > 0 ? 'parsed' : 'to_confirm',
    platforms: [...platformsBefore(line, productStart, at), ...tail.platforms],
    cves: [...new Set(tail.cves)],
    isWithoutCves: tail.isWithoutCves,
    start,
    end,
  };
}

interface Place {
  clause: Clause;
  at: number;
  productStart: number;
}

/** The first clause that a word calls a version; else the first bare branch. */
function findClause(line: Cursor): Place | undefined {
  const productStart = afterLead(line);
  let weak: Place | undefined;
  for (let at = productStart; at < line.length; at++) {
    if (isWindowsRelease(line, at)) {
      at++;
      continue;
    }
    const kind = line.tokens[at]?.kind;
    if (kind === 'punct' || kind === 'cve') continue;
    const clause = readClause(line, at, { productWords: wordsOf(line, productStart, at) });
    if (clause === undefined) continue;
    if (clause.strength === 'strong') {
      // `sur toutes les versions de Windows`
      if (clause.shape === 'all' && line.is(at - 1, 'platform')) continue;
      if (clause.shape === 'all') {
        const inner = boundAfterAll(line, at, clause);
        if (inner !== undefined) return inner;
      }
      return { clause, at, productStart };
    }
    weak ??= followsPlatform(line, at) ? undefined : { clause, at, productStart };
  }
  return weak ?? leadOnly(line, productStart);
}

/** `Toutes les versions de X`, `Versions d’X`, `Les versions de X`: what the line begins with, before its product. */
function afterLead(line: Cursor): number {
  const versions = line.skip(0, 'article', 'all');
  if (!line.is(versions, 'versions')) return 0;
  const next = line.skip(versions + 1, 'from', 'article');
  const isBound = line.is(next, 'before', 'after', 'until', 'equal', 'between', 'to') || line.isVersion(next);
  return isBound || next >= line.length || line.tokens[next]?.kind !== 'word' ? 0 : next;
}

/** `Toutes les versions de X` without more. */
function leadOnly(line: Cursor, productStart: number): Place | undefined {
  if (productStart === 0 || !line.is(0, 'all')) return undefined;
  const end = line.tokens.findIndex(
    (_token, at) =>
      at > productStart &&
      (line.is(at, 'without', 'with', 'platform', 'except') ||
        line.punct(at) === '.' ||
        line.punct(at) === ';'),
  );
  const at = end < 0 ? line.length : end;
  const clause: Clause = {
    ranges: [{ all: true }],
    notes: [],
    isSure: true,
    next: at,
    strength: 'strong',
    shape: 'all',
  };
  return { clause, at, productStart };
}

/** `… toutes les versions de Qpopper antérieures à 4.0.4`: the bound stands behind the product. */
function boundAfterAll(line: Cursor, at: number, all: Clause): Place | undefined {
  const start = line.skip(all.next, 'from', 'article');
  if (start === all.next && at > 0) return undefined;
  for (let next = start; next < Math.min(line.length, start + 12); next++) {
    if (line.punct(next) === '.' || line.punct(next) === ';' || line.is(next, 'without')) return undefined;
    if (!line.is(next, 'before', 'after', 'until')) continue;
    const clause = readClause(line, next, { productWords: wordsOf(line, start, next) });
    return clause === undefined ? undefined : { clause, at: next, productStart: start };
  }
  return undefined;
}

/** `Windows 10 Version 1607`, `Windows Server, version 20H2`: the name of a product. */
function isWindowsRelease(line: Cursor, at: number): boolean {
  if (!line.is(at, 'versions') || !/^(?:\d{4}|\d\dH\d)$/i.test(line.tokens[at + 1]?.text ?? '')) return false;
  if (line.is(at + 2, 'before', 'after')) return false;
  for (let back = at - 1; back >= Math.max(0, at - 6); back--) if (line.word(back) === 'windows') return true;
  return false;
}

const BLOCKING = new Set(['sur', 'sous', 'dans', 'avec', 'sans', 'under']);

/** `sous HP-UX 10.X`: the branch of a platform. */
function followsPlatform(line: Cursor, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 5); back--) {
    if (line.punct(back) === ',') return false;
    const word = line.word(back) ?? '';
    if (word === 'pour') return line.tokens.slice(back + 1, at).some((token) => SYSTEMS.test(token.plain));
    if (BLOCKING.has(word)) return true;
  }
  return false;
}

function wordsOf(line: Cursor, from: number, to: number): Set<string> {
  const words = new Set<string>();
  for (let at = from; at < to; at++) {
    const token = line.tokens[at];
    if (token?.kind === 'word' && !['article', 'all', 'versions', 'from'].includes(token.meaning))
      words.add(token.plain);
    if (token?.kind === 'version') words.add(token.text);
  }
  return words;
}

/** A branch, or the word `versions`, that stayed in the product: something was not understood. */
function hasUnreadVersions(line: Cursor, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (isWindowsRelease(line, at)) continue;
    // `avec un noyau antérieur à 2.6.32`: the bound counts something else than the product.
    if (
      line.is(at, 'versions', 'before', 'without') ||
      (line.is(at, 'with') && to - at <= 6 && /^(?:une?|l[ea]s?|des)$/.test(line.word(at + 1) ?? ''))
    )
      return true;
    if (line.is(at, 'after') && !/^suivant/.test(line.word(at) ?? '')) return true;
    const isBranch = line.isVersion(at) && branchOf(line.tokens[at]?.text ?? '') !== undefined;
    if (isBranch && line.punct(at + 1) !== ':' && !followsPlatform(line, at)) return true;
  }
  return false;
}

interface Label {
  reading: Reading;
  productEnd: number;
}

/** `FortiOS 7.2 versions antérieures à 7.2.8`, `FortiOS 6.4 toutes versions`: the number before is the branch. */
function branchInLabel(line: Cursor, from: number, at: number, clause: Clause, tail: Tail): Label {
  const reading: Reading = tail;
  const plainLabel = { reading, productEnd: at };
  let last = at - 1;
  while (line.is(last, 'platform', 'article') || line.punct(last) === ',' || line.punct(last) === ':') last--;
  const token = line.tokens[last];
  if (token?.kind !== 'version' || last <= from || clause.shape === 'versions') return plainLabel;
  const start = branchOf(token.text) ?? token.text;
  const [range] = tail.ranges;
  // A year is an edition, `Acrobat 2017`; letters before the number belong to a name, `OS15.1X53`.
  const isNumber = /^[A-Za-z]?\d/.test(start) && !/^\d{4}$/.test(start);
  if (range === undefined || !isNumber || followsPlatform(line, last)) return plainLabel;
  if (clause.shape === 'all') {
    const end = afterBranch(start);
    const isDotted = /^\d+\.\d/.test(start) || branchOf(token.text) !== undefined;
    if (!isDotted || end === undefined || !('all' in range)) return plainLabel;
    return {
      reading: { ...reading, ranges: [{ ge: start, lt: end }, ...tail.ranges.slice(1)] },
      productEnd: last,
    };
  }
  if (tail.ranges.length > 1 || 'eq' in range || 'all' in range) return plainLabel;
  const upper = range.lt ?? range.le;
  if (upper === undefined || range.ge !== undefined || range.gt !== undefined) return plainLabel;
  if (!isWithin(start, upper) || start === upper) return plainLabel;
  return { reading: { ...reading, ranges: [{ ge: start, ...range }] }, productEnd: last };
}

const ENDS = new Set(
  'version versions dans avec en et ou aux les la le pour de du des par utilisant exécutant ayant un une leur'.split(
    ' ',
  ),
);
const STARTS = new Set('les le la du des de pour tous toutes'.split(' '));

/** The name of the product, without articles and marks around it. */
export function tidyProduct(text: string): string {
  let name = text.replace(/\s+/g, ' ').trim();
  for (;;) {
    let end = name.length;
    while (end > 0 && ' ,;:.(–—-'.includes(name[end - 1] ?? '')) end--;
    const space = name.lastIndexOf(' ', end - 1);
    const isEnd = space > 0 && ENDS.has(name.slice(space + 1, end).toLowerCase());
    name = name.slice(0, isEnd ? space : end);
    if (!isEnd) break;
  }
  let start = 0;
  while (start < name.length && ' ,;:.'.includes(name[start] ?? '')) start++;
  name = name.slice(start);
  const space = name.indexOf(' ');
  if (space > 0 && STARTS.has(name.slice(0, space).toLowerCase())) name = name.slice(space + 1);
  return name.replace(/^[ld]['’]/i, '');
}

function productOf(line: Cursor, from: number, to: number, clause: Clause, tail: Tail): string {
  const before = tidyProduct(line.text(from, to));
  if (before !== '') return before;
  if (clause.named !== undefined)
    return tidyProduct(
      line.text(clause.named[0], clause.named[1]).replace(/^(?:versions?|la|le|les)\s+/i, ''),
    );
  return tidyProduct(tail.named);
}

const SYSTEMS =
  /^(?:windows|linux|macos|mac|android|ios|ipados|unix|solaris|aix|macintosh|chromeos|freebsd)$/;

/** `Acrobat pour Windows versions …`: the operating system at the end of the product. */
function platformsBefore(line: Cursor, from: number, at: number): string[] {
  for (let back = at - 1; back > from && back > at - 8; back--) {
    if (!/^(?:pour|sur|sous)$/.test(line.word(back) ?? '')) continue;
    const isSystem = line.tokens.slice(back + 1, at).some((token) => SYSTEMS.test(token.plain));
    return isSystem ? [tidyProduct(line.text(back + 1, at))] : [];
  }
  return [];
}

/** No clause was found: a product without version, or a version that was not understood. */
function withoutClause(line: Cursor): Phrase {
  const cves: string[] = [];
  let marker: number | undefined;
  let note: Note = 'unread';
  for (let at = 0; at < line.length; at++) {
    const token = line.tokens[at];
    if (token?.kind === 'cve') cves.push(token.text.toUpperCase());
    if (marker !== undefined || isWindowsRelease(line, at) || (at > 0 && isWindowsRelease(line, at - 1)))
      continue;
    const isPatch =
      line.is(at, 'without') &&
      line.tokens
        .slice(at + 1, at + 8)
        .some((next) => next.meaning === 'patch' || next.plain === 'mise' || next.plain === 'mises');
    if (isPatch) note = 'patch_level';
    const isSpan = /^[-–—]$/.test(line.punct(at) ?? '') && isDotted(line, at - 1) && isDotted(line, at + 1);
    const isBound = line.is(at, 'before') || (line.is(at, 'after') && !/^suivant/.test(token?.plain ?? ''));
    const isBranch =
      line.isVersion(at) && branchOf(token?.text ?? '') !== undefined && !followsPlatform(line, at);
    if (
      isPatch ||
      isSpan ||
      isBound ||
      isBranch ||
      line.is(at, 'versions') ||
      /^versions?[^i]/.test(line.word(at) ?? '')
    )
      marker = at;
  }
  const product = tidyProduct(
    marker === undefined ? line.line : line.text(0, note === 'patch_level' ? marker : line.length),
  );
  const phrase = plainPhrase(product, marker === undefined ? 'none' : 'to_confirm', []);
  phrase.cves = [...new Set(cves)];
  if (marker === undefined) {
    const hasVersion = line.tokens.some(
      (token) => token.kind === 'version' && /^[vV]?\d+\.\d/.test(token.text),
    );
    if (hasVersion) phrase.notes.push('version_in_label');
    return phrase;
  }
  phrase.notes.push(note);
  const before = line.tokens[marker - 1];
  const inner = line.punct(marker - 1) === ')' ? line.tokens[marker - 2] : before;
  if (note === 'patch_level' && inner?.kind === 'version' && /^[vV]?\d+\.\d/.test(inner.text))
    phrase.ranges.push({ eq: inner.text });
  const first = line.tokens[marker];
  if (first !== undefined) phrase.start = first.start;
  phrase.end = line.tokens.at(-1)?.end ?? line.line.length;
  return phrase;
}

const isDotted = (line: Cursor, at: number): boolean =>
  line.isVersion(at) && /\d\.\d/.test(line.tokens[at]?.text ?? '');

function plainPhrase(product: string, status: Phrase['status'], notes: Note[]): Phrase {
  return { product, ranges: [], notes, status, platforms: [], cves: [], isWithoutCves: false };
}
