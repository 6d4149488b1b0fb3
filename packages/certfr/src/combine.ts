import type { Interval, Note, Range } from './model.ts';
import { afterBranch, compareNumbers, isWithin, stemOf } from './version-text.ts';
import { isIdentifier, isRelative, type Written } from './versions.ts';

/** A version, a branch, or from one to another, before its bounds are known. */
export interface Base {
  from: Written;
  to?: Written;
  /** The end is not part of it: `10.0 à 10.4 (exclue)`. */
  isOpen?: boolean;
  /** Said as `16.11 (inclus 16.0 - 16.10)`. */
  isIncluding?: boolean;
  /** Joined by a dash. */
  isDash?: boolean;
}

/** Ranges of a clause, and what must be said of them. */
export interface Reading {
  ranges: Range[];
  notes: Note[];
  isSure: boolean;
}

const sure = (ranges: Range[], ...notes: Note[]): Reading => ({ ranges, notes, isSure: true });
const unsure = (ranges: Range[], note: Note): Reading => ({ ranges, notes: [note], isSure: false });
const startOf = (written: Written): string => written.branch ?? written.text;

/** The clause says the versions themselves: `8.0.1`, `4.2.x`, `8.0.0 à 8.0.41`. */
export function readBases(bases: readonly Base[]): Reading {
  const readings = bases.map(({ from, to, isOpen, isIncluding }) => {
    // The last minor release may have further patches: 16.11 stands for all of 16.11.
    if (to !== undefined && isIncluding) return unsure([{ ge: startOf(from), le: startOf(to) }], 'unread');
    if (to !== undefined) return withUpper({ ge: startOf(from) }, to, isOpen ? 'lt' : 'le');
    if (from.isDoubtful) return unsure([{ eq: from.text }], 'unread');
    if (from.branch === undefined) return sure([{ eq: from.text }]);
    const end = afterBranch(from.branch);
    return end === undefined ? unsure([{ ge: from.branch }], 'unread') : sure([{ ge: from.branch, lt: end }]);
  });
  return join(readings);
}

/** `2.4.x antérieures à 2.4.5`, or `inférieures ou égales` (`le`). */
export function readBefore(bases: readonly Base[], uppers: readonly Written[], bound: 'lt' | 'le'): Reading {
  const [only] = uppers;
  if (only === undefined) return unsure([], 'unread');
  if (bases.length === 0) {
    if (uppers.length > 1)
      return unsure(
        uppers.map((upper) => ({ [bound]: startOf(upper) })),
        'several_bounds',
      );
    return withUpper({}, only, bound);
  }
  if (bases.length > 1 && bases.length === uppers.length) return pair(bases, uppers, bound);
  if (uppers.length > 1) {
    const lower = bases[0] === undefined ? undefined : startOf(bases[0].from);
    return unsure(
      uppers.map((upper) => ({ ...(lower === undefined ? {} : { ge: lower }), [bound]: startOf(upper) })),
      'several_bounds',
    );
  }
  return join(bases.map((base) => clip(base, only, bound, bases.length > 1)));
}

/** A branch cut by a bound; one that ends before the bound is whole. */
function clip(base: Base, upper: Written, bound: 'lt' | 'le', isOneOfMany: boolean): Reading {
  const stem = base.from.isDoubtful ? stemOf(base.from.text) : undefined;
  if (stem !== undefined && isWithin(stem, upper.text)) return withUpper({ ge: stem }, upper, bound);
  const lower = startOf(base.from);
  if (base.from.isDoubtful) return unsure([{ ge: lower, [bound]: upper.text }], 'unread');
  if (isOneOfMany && !isWithin(lower, upper.text)) {
    const order = compareNumbers(lower, upper.text);
    const end = base.to === undefined && base.from.branch !== undefined ? afterBranch(lower) : undefined;
    if (order === -1 && end !== undefined) return sure([{ ge: lower, lt: end }]);
    if (order === -1 && base.to !== undefined) return withUpper({ ge: lower }, base.to, 'le');
    return unsure([{ ge: lower, [bound]: upper.text }], 'unread');
  }
  return withUpper({ ge: lower }, upper, bound);
}

function pair(bases: readonly Base[], uppers: readonly Written[], bound: 'lt' | 'le'): Reading {
  const readings: Reading[] = [];
  for (const base of bases) {
    const inside = uppers.filter((upper) => isWithin(startOf(base.from), upper.text));
    const [upper] = inside;
    if (inside.length !== 1 || upper === undefined)
      return unsure(
        uppers.map((each) => ({ [bound]: startOf(each) })),
        'several_bounds',
      );
    readings.push(withUpper({ ge: startOf(base.from) }, upper, bound));
  }
  return join(readings);
}

/** Lower bounds: `postérieures à 2.0` (`gt`), `supérieures ou égales à 2.0` (`ge`), within a branch where one is named. */
export function readAfter(bases: readonly Base[], lower: Written, bound: 'gt' | 'ge'): Reading {
  if (lower.isDoubtful || (bound === 'gt' && lower.branch !== undefined))
    return unsure([{ [bound]: startOf(lower) }], 'unread');
  const range: Interval = { [bound]: startOf(lower) };
  const [base] = bases;
  if (base === undefined) return sure([range]);
  const branch = startOf(base.from);
  const end = base.to === undefined ? afterBranch(branch) : undefined;
  if (
    bases.length > 1 ||
    end === undefined ||
    base.from.branch === undefined ||
    !isWithin(branch, lower.text)
  )
    return unsure([range], 'unread');
  return sure([{ ...range, lt: end }]);
}

/** Both: `9.18.x postérieures à 9.18.11-S1 et antérieures à 9.18.24-S1`. */
export function readBoth(
  bases: readonly Base[],
  lower: readonly [Written, 'gt' | 'ge'],
  upper: readonly [Written, 'lt' | 'le'],
): Reading {
  const range: Interval = { [lower[1]]: startOf(lower[0]) };
  const read = withUpper(range, ...upper);
  if (lower[0].isDoubtful || (lower[1] === 'gt' && lower[0].branch !== undefined))
    return { ...read, isSure: false, notes: [...read.notes, 'unread'] };
  const isOdd = bases.length > 1 || bases.some((base) => !isWithin(startOf(base.from), lower[0].text));
  return isOdd ? { ...read, isSure: false, notes: [...read.notes, 'unread'] } : read;
}

/** Adds the upper bound, and looks whether the two fit. */
export function withUpper(range: Interval, upper: Written, bound: 'lt' | 'le'): Reading {
  const end = upper.branch === undefined ? undefined : afterBranch(upper.branch);
  const isWhole = bound === 'le' && end !== undefined;
  const whole: Interval = isWhole ? { ...range, lt: end } : { ...range, [bound]: startOf(upper) };
  if (upper.isDoubtful || (bound === 'le' && upper.branch !== undefined && end === undefined))
    return unsure([whole], 'unread');
  if (isIdentifier(upper.text) || isRelative(upper.text)) return unsure([whole], 'identifier');
  const lower = range.ge ?? range.gt;
  if (lower === undefined) return sure([whole]);
  const top = whole.lt ?? whole.le ?? '';
  const order = compareNumbers(lower, top);
  const isUpsideDown = order === 1 || lower === top;
  // 15.5SY and 15.5(1)SY15, 2402 and CU1: another way of counting.
  return isUpsideDown ? unsure([whole], 'unread') : sure([whole]);
}

/** All ranges; sure when each is. */
export function join(readings: readonly Reading[]): Reading {
  return {
    ranges: readings.flatMap((reading) => reading.ranges),
    notes: [...new Set(readings.flatMap((reading) => reading.notes))],
    isSure: readings.every((reading) => reading.isSure),
  };
}
