import { type Base, join, type Reading, readAfter, readBases, readBefore, readBoth } from './combine.ts';
import type { Cursor } from './cursor.ts';
import { passIncluded, passSeparator, passTo, passUntil } from './list.ts';
import { isWithin } from './version-text.ts';
import { type Found, isSuffix, readVersion, type Written } from './versions.ts';

/** What is known of the line before the clause. */
export interface Before {
  /** Words of the product, which a bound may repeat; empty when the line begins with its versions. */
  productWords: ReadonlySet<string>;
}

/** A bound as read, and where it ends. */
export interface Bounds extends Reading {
  next: number;
  /** Tokens within the bound that name the product: `antérieures à Firefox 69`. */
  named?: readonly [number, number];
}

/** The bounds that begin at `at`, for the branches before them. */
export function readBounds(
  line: Cursor,
  at: number,
  bases: readonly Base[],
  before: Before,
): Bounds | undefined {
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
  const isPlain =
    hasTo || (first.branch === undefined && list.value.length === 1 && !line.is(end.next, 'to', 'and'));
  const lower = line.skip(
    line.punct(end.next) === ',' ? end.next + 1 : end.next,
    'and',
    'article',
    'versions',
  );
  const both =
    list.value.length === 1 && line.is(lower, 'after') ? readSecond(line, lower, before) : undefined;
  const bound =
    both === undefined ? reading : readBoth(bases, asLower(both.value), [first, orEqual ? 'le' : 'lt']);
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
      : readBoth(bases, [lower, kind], asUpper(upper.value));
  return {
    ...join([reading, { ranges: [], notes: isSure ? [] : ['unread'], isSure }]),
    next: upper?.next ?? included.next,
    ...(target.named === undefined ? {} : { named: target.named }),
  };
}

type Lower = readonly [Written, 'gt' | 'ge'];
type Upper = readonly [Written, 'lt' | 'le'];

/** The other bound of a pair. */
function readSecond(
  line: Cursor,
  at: number,
  before: Before,
): Found<{ bound: Written; isClosed: boolean }> | undefined {
  const { next, orEqual, hasTo } = passDirection(line, at);
  if (!hasTo) return undefined;
  const target = readTarget(line, next, before);
  const bound = target?.value[0];
  if (target === undefined || bound === undefined || target.isUnsure || target.value.length > 1)
    return undefined;
  const end = passIncluded(line, target.next);
  return { value: { bound, isClosed: orEqual || end.isIncluded }, next: end.next };
}

const asLower = ({ bound, isClosed }: { bound: Written; isClosed: boolean }): Lower => [
  bound,
  isClosed ? 'ge' : 'gt',
];
const asUpper = ({ bound, isClosed }: { bound: Written; isClosed: boolean }): Upper => [
  bound,
  isClosed ? 'le' : 'lt',
];
