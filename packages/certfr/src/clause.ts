import {
  type Base,
  join,
  type Reading,
  readAfter,
  readBases,
  readBefore,
  readBoth,
  withUpper,
} from './combine.ts';
import type { Cursor } from './cursor.ts';
import type { Note } from './model.ts';
import { isWithin } from './version-text.ts';
import { type Found, isGlued, isSuffix, readVersion, type Written } from './versions.ts';

/** What is known of the line before the clause. */
export interface Before {
  /** Words of the product, which a bound may repeat; empty when the line begins with its versions. */
  productWords: ReadonlySet<string>;
}

/** One version clause, as far as it was read. */
export interface Clause extends Reading {
  next: number;
  /** `weak`: only a branch such as `4.x`, without a word that calls it a version. */
  strength: 'strong' | 'weak';
  /** What the ranges were made of: the text before the clause may still name the branch of a `bound` or `all`. */
  shape: 'bound' | 'all' | 'versions';
  /** Tokens within the bound that name the product: `antérieures à Firefox 69`. */
  named?: readonly [number, number];
  /** Tokens of a platform between the branch and its bound. */
  platform?: readonly [number, number];
}

/** Words between `versions` and the number that change nothing. */
const FILLERS = new Set(
  'logiciel logicielle logicielles stable stables majeure majeures client serveur firmware microgiciel microcode progiciel forme numero strictement anciennes les suivantes :'.split(
    ' ',
  ),
);
const LIST_MARKS = new Set([',', ';']);

/** Reads the clause that begins at `at`; undefined when none begins there. */
export function readClause(line: Cursor, at: number, before: Before): Clause | undefined {
  const lead = readLead(line, at);
  if (lead === undefined) return undefined;
  const { next, hasAll, hasVersions } = lead;
  const bounds = readBounds(line, next, [], before);
  if (bounds !== undefined) return { ...bounds, shape: 'bound', strength: 'strong' };
  const interval = readFromTo(line, next);
  if (interval !== undefined) return follow(line, [interval.value], interval.next, before, true);
  const list = readList(line, next, hasVersions);
  if (list !== undefined) {
    const clause = follow(line, list.value, list.next, before, hasVersions);
    if (clause !== undefined && list.hasRemark) clause.notes.push('remark');
    return clause;
  }
  if (hasAll && hasVersions)
    return { ranges: [{ all: true }], notes: [], isSure: true, next, strength: 'strong', shape: 'all' };
  return undefined;
}

/** `toutes les versions`, `versions`, `la version`, `pour les versions`, `branche`; nothing at all before a number. */
function readLead(
  line: Cursor,
  at: number,
): { next: number; hasAll: boolean; hasVersions: boolean } | undefined {
  let next = at;
  const hasAll = line.is(next, 'all');
  if (hasAll) next = line.skip(next + 1, 'article');
  let hasVersions = false;
  while (line.is(next, 'versions', 'branch', 'article') || (hasVersions && isFiller(line, next))) {
    if (line.is(next, 'versions', 'branch')) hasVersions = true;
    else if (line.is(next, 'article') && !hasVersions && !line.is(next + 1, 'versions', 'branch')) break;
    next++;
  }
  if (hasAll && !hasVersions) return undefined;
  return { next, hasAll, hasVersions };
}

function isFiller(line: Cursor, at: number): boolean {
  const word = line.word(at) ?? line.punct(at) ?? '';
  if (FILLERS.has(word) || word === '-') return true;
  return (word === 'de' || word === 'du') && FILLERS.has(line.word(line.skip(at + 1, 'article')) ?? '');
}

/** Bases were read: a bound may follow, or `et antérieures`; else they stand for themselves. */
function follow(
  line: Cursor,
  bases: readonly Base[],
  at: number,
  before: Before,
  hasVersions: boolean,
): Clause | undefined {
  const open = readOpenEnd(line, bases, at);
  if (open !== undefined) return open;
  const gap = readGap(line, at);
  const bounds = readBounds(line, gap.next, bases, before);
  if (bounds !== undefined) {
    if (!hasVersions && !isBranchOf(bases, bounds)) return undefined;
    const clause: Clause = { ...bounds, shape: 'versions', strength: 'strong' };
    return gap.platform === undefined ? clause : { ...clause, platform: gap.platform };
  }
  const areBranches = bases.every((base) => base.from.branch !== undefined);
  const isSpan = bases.some((base) => base.to !== undefined);
  if (!hasVersions && !areBranches && !isSpan) return undefined;
  const strength = hasVersions ? 'strong' : 'weak';
  const reading = readBases(bases);
  if (hasVersions) return { ...reading, next: at, strength, shape: 'versions' };
  // Models are numbered as well: `Nexus 3000 à 9500`.
  const isNumbers = bases.some(
    ({ from, to }) => to !== undefined && !(/\d\.\d/.test(from.text) && /\d\.\d/.test(to.text)),
  );
  if (isNumbers) return undefined;
  const isSure = reading.isSure && !bases.some((base) => base.isDash);
  return {
    ...reading,
    isSure,
    notes: isSure ? reading.notes : ['unread'],
    next: at,
    strength,
    shape: 'versions',
  };
}

/** Without the word `versions`, a number before a bound is its branch only when the bound lies in it. */
function isBranchOf(bases: readonly Base[], bounds: Reading): boolean {
  // A year is an edition, `Acrobat 2017`; letters before the number belong to a name, `OS15.1X53`.
  const areNumbers = bases.every(({ from }) => /^[A-Za-z]?\d/.test(from.text) && !/^\d{4}$/.test(from.text));
  if (!areNumbers) return false;
  return bases.every(({ from }) =>
    bounds.ranges.some((range) =>
      'lt' in range || 'le' in range
        ? isWithin(from.branch ?? from.text, ('lt' in range ? range.lt : range.le) ?? '')
        : false,
    ),
  );
}

/** Between a branch and its bound: a comma, `versions`, a remark, `sur Windows`. */
function readGap(line: Cursor, at: number): { next: number; platform?: readonly [number, number] } {
  let next = at;
  if (line.punct(next) === ',' || (line.punct(next) === '.' && line.is(next + 1, 'before'))) next++;
  if (line.is(next, 'platform')) {
    for (let end = next + 1; end < next + 8 && end < line.length; end++) {
      if (line.punct(end) !== undefined || line.is(end, 'without', 'with', 'versions')) break;
      if (line.is(end, 'before', 'after', 'until')) return { next: end, platform: [next, end] };
    }
  }
  next = line.skip(next, 'all');
  const isPlural = line.is(next, 'to') && line.is(next + 1, 'versions');
  const direct = line.skip(isPlural ? next + 1 : next, 'article', 'versions');
  // `7.1.x à 7.4.x et antérieures à 7.4.3.92`
  const joined = line.skip(next, 'and', 'article', 'versions');
  return { next: line.is(joined, 'before', 'after') ? joined : direct };
}

/** `8.4.3 et antérieures`, `et les versions ultérieures`. */
function readOpenEnd(line: Cursor, bases: readonly Base[], at: number): Clause | undefined {
  let next = at;
  while (line.punct(next) === '(' && line.closing(next) - next <= 8) next = line.closing(next);
  const hasRemark = next > at;
  if (line.punct(next) === ',') next++;
  const joined = line.skip(next, 'and');
  const direction = line.skip(joined, 'article', 'all', 'versions');
  if (!line.is(direction, 'before', 'after') || (direction === next && hasRemark)) return undefined;
  let end = direction + 1;
  if (line.is(end, 'versions')) end++;
  // `antérieures à …` is another bound.
  if (line.is(end, 'to', 'equal') || (line.is(end, 'and') && line.is(end + 1, 'equal'))) return undefined;
  if (line.isVersion(end)) return undefined;
  if (joined === next && direction === joined) return undefined;
  const last = bases.at(-1);
  if (last === undefined) return undefined;
  const reading = line.is(direction, 'before')
    ? withUpper({}, last.to ?? last.from, 'le')
    : readAfter([], last.to ?? last.from, 'ge');
  const branch = bases.length === 2 && last.to === undefined ? bases[0]?.from.branch : undefined;
  if (branch !== undefined && isWithin(branch, last.from.text) && line.is(direction, 'before'))
    return {
      ...withUpper({ ge: branch }, last.from, 'le'),
      next: end,
      strength: 'strong',
      shape: 'versions',
    };
  const isOdd = bases.length > 1 || last.to !== undefined;
  const rest = isOdd ? readBases(bases.slice(0, -1)) : { ranges: [], notes: [], isSure: true };
  const notes: Note[] = [...reading.notes, ...(hasRemark ? (['remark'] as const) : [])];
  return {
    ranges: [...rest.ranges, ...reading.ranges],
    notes: isOdd ? [...notes, 'unread'] : notes,
    isSure: reading.isSure && !isOdd,
    next: end,
    strength: 'strong',
    shape: 'versions',
  };
}

/** `de la version 4.0.1 à la version 4.1.1`, `comprises entre 5.9.2 et 5.9.5`, `depuis 2.0 jusqu’à 2.5`. */
function readFromTo(line: Cursor, at: number): Found<Base> | undefined {
  let next = at;
  if (line.is(next, 'included') || line.word(next)?.startsWith('compris') || line.word(next) === 'allant')
    next++;
  const isBetween = line.is(next, 'between');
  if (!isBetween && !line.is(next, 'from')) return undefined;
  next = line.skip(next + 1, 'article', 'versions', 'branch');
  const first = readVersion(line, next);
  const from = first?.value[0];
  if (first === undefined || from === undefined || first.value.length > 1) return undefined;
  next = passIncluded(line, first.next).next;
  const middle = isBetween ? line.skip(next, 'and') : line.skip(next, 'to', 'until', 'and');
  if (middle === next) return undefined;
  next = line.skip(middle, 'to', 'article', 'versions', 'branch');
  return endOfSpan(line, from, next);
}

function endOfSpan(line: Cursor, from: Written, at: number): Found<Base> | undefined {
  const last = readVersion(line, at);
  const to = last?.value[0];
  if (last === undefined || to === undefined || last.value.length > 1) return undefined;
  const end = passIncluded(line, last.next);
  return { value: { from, to, isOpen: end.isExcluded }, next: end.next };
}

/** `inclus`, `(incluse)`, `exclue`, `(non incluse)`. */
function passIncluded(line: Cursor, at: number): { next: number; isExcluded: boolean; isIncluded: boolean } {
  const isBracket = line.punct(at) === '(';
  let next = isBracket ? at + 1 : at;
  next = line.skip(next, 'versions');
  const isNot = line.word(next) === 'non';
  if (isNot) next++;
  const said = line.meaning(next);
  const isCompris = /^comprise?s?$/.test(line.word(next) ?? '') && !line.is(next + 1, 'between');
  if (said !== 'included' && said !== 'excluded' && !isCompris)
    return { next: at, isExcluded: false, isIncluded: false };
  next++;
  if (isBracket) {
    if (line.punct(next) !== ')') return { next: at, isExcluded: false, isIncluded: false };
    next++;
  }
  const isExcluded = said === 'excluded' || isNot;
  return { next, isExcluded, isIncluded: !isExcluded };
}

/** Versions and spans: `7.x, 8.x et 9.x`, `8.0.0 à 8.0.41`, `16.11 (inclus 16.0 à 16.10)`. */
function readList(line: Cursor, at: number, hasVersions: boolean): Found<Base[]> | undefined {
  const bases: Base[] = [];
  let next = at;
  let hasRemark = false;
  for (;;) {
    const item = (hasVersions ? readComponent(line, next) : undefined) ?? readItem(line, next);
    if (item === undefined) break;
    bases.push(...item.value);
    hasRemark ||= item.hasRemark === true;
    next = item.next;
    const after = passSeparator(line, next);
    if (after === undefined || (!hasVersions && !line.isVersion(after))) break;
    // `2015 versions 2015.006`: the first is a name, unless it is the branch of the second.
    const isJoined = LIST_MARKS.has(line.punct(next) ?? '') || line.is(next, 'and');
    if (!isJoined && (bases.length !== 1 || bases[0]?.from.branch === undefined)) break;
    next = after;
  }
  return bases.length === 0 ? undefined : { value: bases, next, hasRemark };
}

/** After a comma or `et` (and `version` repeated); undefined when the list ends. */
function passSeparator(line: Cursor, at: number): number | undefined {
  let next = at;
  if (LIST_MARKS.has(line.punct(next) ?? '')) next++;
  next = line.skip(next, 'and');
  next = line.skip(next, 'article', 'versions', 'branch');
  const isItem =
    line.isVersion(next) ||
    (/^[A-Z][A-Z0-9_-]{2,}$/.test(line.tokens[next]?.text ?? '') && line.isVersion(next + 1));
  return next > at && isItem ? next : undefined;
}

function readItem(line: Cursor, at: number): Found<Base[]> | undefined {
  const found = readVersion(line, at);
  if (found === undefined) return undefined;
  const [from] = found.value;
  if (from === undefined) return undefined;
  if (found.value.length > 1) return { value: found.value.map((each) => ({ from: each })), next: found.next };
  const included = readIncluded(line, found.next);
  if (included !== undefined)
    return { value: [{ from: included.value, to: from, isIncluding: true }], next: included.next };
  const middle = passTo(line, found.next);
  if (middle !== undefined) {
    const span = endOfSpan(line, from, middle);
    if (span !== undefined) {
      const isDash = line.punct(found.next) !== undefined;
      return { value: [{ ...span.value, isDash }], next: span.next };
    }
  }
  return { value: [{ from }], next: found.next, hasRemark: found.hasRemark === true };
}

/** `SAP_BASIS 700`: the version of a named component; numbers after it that name none are its own, or not. */
function readComponent(line: Cursor, at: number): Found<Base[]> | undefined {
  const text = line.tokens[at]?.text ?? '';
  if (!/^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$/.test(text) || !/[A-Z].*[A-Z]/.test(text) || isGlued(text))
    return undefined;
  const found = readVersion(line, at + 1);
  const one = found?.value[0];
  if (found === undefined || one === undefined || found.value.length > 1 || one.branch !== undefined)
    return undefined;
  if (line.is(line.skip(found.next, 'and'), 'before', 'after') || passTo(line, found.next) !== undefined)
    return undefined;
  const after = passSeparator(line, found.next);
  const isBare = after !== undefined && readComponent(line, after) === undefined;
  return {
    value: [{ from: { text: `${text} ${one.text}`, isDoubtful: one.isDoubtful || isBare } }],
    next: found.next,
  };
}

/** `(inclus 16.0 - 16.10)` after 16.11: Visual Studio's way to say from 16.0. */
function readIncluded(line: Cursor, at: number): Found<Written> | undefined {
  if (line.punct(at) !== '(' || !line.is(at + 1, 'included') || !line.isVersion(at + 2)) return undefined;
  const first = readVersion(line, at + 2)?.value[0];
  const end = line.closing(at);
  return first === undefined || end - at > 8 ? undefined : { value: first, next: end };
}

/** `à`, `jusqu’à la version`, `-` between two versions. */
function passTo(line: Cursor, at: number): number | undefined {
  if (/^[-–—]$/.test(line.punct(at) ?? '') && line.isVersion(at + 1)) return at + 1;
  const middle = passUntil(line, at) ?? line.skip(at, 'to');
  if (middle === at) return undefined;
  const next = line.skip(middle, 'article', 'versions', 'branch');
  return line.isVersion(next) ? next : undefined;
}

/** `jusqu’à`, however its apostrophe is written. */
function passUntil(line: Cursor, at: number): number | undefined {
  if (!line.is(at, 'until')) return undefined;
  let next = at + 1;
  while (/^['’‘`´]$/.test(line.punct(next) ?? '')) next++;
  return line.skip(next, 'to', 'article', 'versions', 'branch');
}

type Bounds = Omit<Clause, 'shape' | 'strength'>;

/** The bounds that begin at `at`, for the branches before them. */
function readBounds(line: Cursor, at: number, bases: readonly Base[], before: Before): Bounds | undefined {
  const until = passUntil(line, at);
  if (until !== undefined) {
    const target = readVersion(line, until);
    const to = target?.value[0];
    if (target === undefined || to === undefined) return undefined;
    const end = passIncluded(line, target.next);
    return { ...readBefore(bases, target.value, end.isExcluded ? 'lt' : 'le'), next: end.next };
  }
  const sign = readSign(line, at);
  if (sign !== undefined) return { ...sign.value(bases), next: sign.next };
  const partir = readStart(line, at);
  if (partir !== undefined) return { ...readAfter(bases, partir.value, 'ge'), next: partir.next };
  if (line.is(at, 'before')) return readUpper(line, at, bases, before);
  if (line.is(at, 'after')) return readLower(line, at, bases, before);
  return undefined;
}

function readSign(line: Cursor, at: number): Found<(bases: readonly Base[]) => Reading> | undefined {
  const token = line.tokens[at];
  if (token?.kind !== 'sign') return undefined;
  const found = readVersion(line, at + 1);
  const one = found?.value[0];
  if (found === undefined || one === undefined) return undefined;
  const orEqual = /[=≤≥]/.test(token.text);
  if (/^[<≤]/.test(token.text))
    return { value: (bases) => readBefore(bases, [one], orEqual ? 'le' : 'lt'), next: found.next };
  if (/^[>≥]/.test(token.text))
    return { value: (bases) => readAfter(bases, one, orEqual ? 'ge' : 'gt'), next: found.next };
  return { value: () => readBases([{ from: one }]), next: found.next };
}

/** `à partir de la version 2.0`, `depuis la 2.0`. */
function readStart(line: Cursor, at: number): Found<Written> | undefined {
  const word = line.word(at);
  const isStart =
    word === 'depuis' || (line.is(at, 'to') && line.word(at + 1) === 'partir') || word === 'partir';
  if (!isStart) return undefined;
  const next = line.skip(at, 'to', 'from', 'article', 'versions', 'branch');
  const found = readVersion(line, next);
  const one = found?.value[0];
  return found === undefined || one === undefined || found.value.length > 1
    ? undefined
    : { value: one, next: passIncluded(line, found.next).next };
}

/** After `antérieures`: whether `ou égales` follows, and the place of what the bound is made of. */
function passDirection(line: Cursor, at: number): { next: number; orEqual: boolean; hasTo: boolean } {
  let next = at + 1;
  let orEqual = false;
  for (let steps = 0; steps < 3; steps++) {
    const joined = line.skip(next, 'and');
    if (!line.is(joined, 'equal')) break;
    orEqual = true;
    next = joined + 1;
  }
  let hasTo = line.is(next, 'to');
  next = line.skip(next, 'to');
  // `antérieures à antérieures à 5.12.19`
  if (
    hasTo &&
    line.is(next, 'before', 'after') &&
    line.meaning(next) === line.meaning(at) &&
    line.is(next + 1, 'to')
  )
    next = line.skip(next + 1, 'to');
  const glued = line.word(at) ?? '';
  if (/a$/.test(glued) && glued.length > 10) hasTo = true;
  return { next, orEqual, hasTo };
}

interface Target extends Found<Written[]> {
  named?: readonly [number, number];
  isUnsure: boolean;
}

/** The version of a bound, with the product named once more before it or without. */
function readTarget(line: Cursor, at: number, before: Before): Target | undefined {
  let next = line.skip(at, 'article', 'versions', 'branch', 'from');
  const start = next;
  const canName = before.productWords.size === 0;
  let isForeign = false;
  while (next < line.length && next - start < 8 && !line.isVersion(next)) {
    const word = line.word(next);
    if (word === undefined && !/^['’()]$/.test(line.punct(next) ?? '')) break;
    if (line.is(next, 'before', 'after', 'without', 'except')) break;
    if (!canName && line.is(next, 'with', 'platform', 'and')) break;
    if (isSuffix(line, next)) return readRelative(line, next);
    if (word !== undefined && !before.productWords.has(word) && !line.is(next, 'article', 'versions', 'from'))
      isForeign = true;
    next++;
  }
  const found = readVersion(line, next);
  if (found === undefined) return undefined;
  if (MONTHS.test(line.word(found.next) ?? '')) return undefined;
  const isUnsure = isForeign && !canName;
  return next > start && canName ? { ...found, named: [start, next], isUnsure } : { ...found, isUnsure };
}

/** `antérieures à Update 18`: a level of the version that the product's name gives. */
function readRelative(line: Cursor, at: number): Target | undefined {
  const number = line.tokens.findIndex((_token, place) => place > at && line.isVersion(place));
  if (number < 0 || number - at > 3) return undefined;
  const found = readVersion(line, number);
  if (found === undefined) return undefined;
  const text = line.text(at, found.next);
  return { value: [{ text, isDoubtful: true }], next: found.next, isUnsure: true };
}

const MONTHS =
  /^(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)$/;

function readUpper(line: Cursor, at: number, bases: readonly Base[], before: Before): Bounds | undefined {
  const { next, orEqual, hasTo } = passDirection(line, at);
  const target = readTarget(line, next, before);
  const first = target?.value[0];
  if (target === undefined || first === undefined) return undefined;
  const swapped = bases.length === 0 && !hasTo ? readSwapped(line, first, target.next, orEqual) : undefined;
  if (swapped !== undefined) return swapped;
  const list = moreUppers(line, [...target.value], target.next);
  const end = passIncluded(line, list.next);
  const reading = readBefore(bases, list.value, orEqual || end.isIncluded ? 'le' : 'lt');
  // A forgotten `à` changes nothing, unless it stands elsewhere.
  const isPlain = hasTo || (list.value.length === 1 && !line.is(end.next, 'to', 'and'));
  const lower = line.skip(
    line.punct(end.next) === ',' ? end.next + 1 : end.next,
    'and',
    'article',
    'versions',
  );
  const both =
    list.value.length === 1 && line.is(lower, 'after') ? readSecond(line, lower, before) : undefined;
  const bound = both === undefined ? reading : readBoth(bases, both.value, [first, orEqual ? 'le' : 'lt']);
  return {
    ...bound,
    isSure: bound.isSure && !target.isUnsure && isPlain,
    notes: [
      ...bound.notes,
      ...(target.isUnsure || !isPlain ? (['unread'] as const) : []),
      ...(target.hasRemark ? (['remark'] as const) : []),
    ],
    next: both?.next ?? end.next,
    ...(target.named === undefined ? {} : { named: target.named }),
  };
}

/** `antérieures 24.04.x à 24.04.16`: the branch and the bound agree. */
function readSwapped(line: Cursor, first: Written, at: number, orEqual: boolean): Bounds | undefined {
  const middle = line.skip(at, 'to');
  if (first.branch === undefined || middle === at) return undefined;
  const found = readVersion(line, line.skip(middle, 'article', 'versions'));
  const to = found?.value[0];
  if (found === undefined || to === undefined || found.value.length > 1) return undefined;
  const reading = readBefore([{ from: first }], [to], orEqual ? 'le' : 'lt');
  const isSure = reading.isSure && isWithin(first.branch, to.text);
  return { ...reading, isSure, notes: [...reading.notes, 'swapped_words'], next: found.next };
}

/** Further bounds after the first: `17.3.8, 17.9.2 et 17.11.1`; a number with a bound of its own begins another clause. */
function moreUppers(line: Cursor, uppers: Written[], at: number): Found<Written[]> {
  let next = at;
  for (;;) {
    const place = passSeparator(line, next);
    const found = place === undefined ? undefined : readVersion(line, place);
    if (found === undefined || found.value.some((each) => each.branch !== undefined)) break;
    const after = line.skip(
      line.punct(found.next) === ',' ? found.next + 1 : found.next,
      'and',
      'article',
      'versions',
    );
    if (line.is(after, 'before', 'after', 'until') || passTo(line, found.next) !== undefined) break;
    uppers.push(...found.value);
    next = found.next;
  }
  return { value: uppers, next };
}

function readLower(line: Cursor, at: number, bases: readonly Base[], before: Before): Bounds | undefined {
  const { next, orEqual, hasTo } = passDirection(line, at);
  const target = readTarget(line, next, before);
  const lower = target?.value[0];
  if (target === undefined || lower === undefined || target.value.length > 1) return undefined;
  const included = passIncluded(line, target.next);
  const kind = orEqual || included.isIncluded ? 'ge' : 'gt';
  const after = line.punct(included.next) === ',' ? included.next + 1 : included.next;
  const second = line.skip(line.skip(after, 'and'), 'article', 'versions');
  const upper = line.is(second, 'before') ? readSecond(line, second, before) : undefined;
  const isSure = hasTo && !target.isUnsure;
  const reading =
    upper === undefined
      ? readAfter(bases, lower, kind)
      : readBoth(bases, [lower, kind], upper.value as readonly [Written, 'lt' | 'le']);
  return {
    ...join([reading, { ranges: [], notes: isSure ? [] : ['unread'], isSure }]),
    next: upper?.next ?? included.next,
    ...(target.named === undefined ? {} : { named: target.named }),
  };
}

/** The other bound of a pair. */
function readSecond(
  line: Cursor,
  at: number,
  before: Before,
): Found<readonly [Written, 'gt' | 'ge']> | undefined;
function readSecond(line: Cursor, at: number, before: Before): Found<readonly [Written, string]> | undefined {
  const isUpper = line.is(at, 'before');
  const { next, orEqual, hasTo } = passDirection(line, at);
  if (!hasTo) return undefined;
  const target = readTarget(line, next, before);
  const bound = target?.value[0];
  if (target === undefined || bound === undefined || target.isUnsure || target.value.length > 1)
    return undefined;
  const end = passIncluded(line, target.next);
  const closed = orEqual || end.isIncluded;
  const kind = isUpper ? (closed ? 'le' : 'lt') : closed ? 'ge' : 'gt';
  return { value: [bound, kind], next: end.next };
}
