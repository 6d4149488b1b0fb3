import { compareVersions } from '../compare.ts';
import { type Comparator, type Constraint, contains, sortConstraints } from './vers.ts';

/** Bounds of a range with alternatives beyond which it is not read: the work grows with their square. */
const MAX_BOUNDS = 256;

/**
 * One list of constraints for a range with alternatives (`||`): all of them sorted, where that says the same, else
 * their union. Sorted, `<1.3 || >=1.2 <1.4` would read `>=1.2|<1.3|<1.4` and lose all that comes before 1.2.
 *
 * @returns `undefined` when there are too many bounds, or no version fits.
 */
export function joinAlternatives(
  scheme: string,
  alternatives: readonly (readonly Constraint[])[],
): Constraint[] | undefined {
  const flat = sortConstraints({ scheme, constraints: alternatives.flat() });
  if (alternatives.length === 1) return flat;
  if (flat.length > MAX_BOUNDS) return undefined;
  const bounds: string[] = [];
  const places = new Map<string, number>();
  for (const { version } of flat) {
    const last = bounds.at(-1);
    if (last === undefined || compareVersions(scheme, last, version) !== 0) bounds.push(version);
    places.set(version, 2 * bounds.length);
  }
  // The bounds stand at even places; an odd place is any version between two bounds.
  const placed = (constraints: readonly Constraint[]) => ({
    scheme: 'intdot',
    constraints: constraints.map(({ comparator, version }) => ({
      comparator,
      version: String(places.get(version) ?? 0),
    })),
  });
  const parts = alternatives.map(placed);
  const whole = placed(flat);
  const isIn: boolean[] = [];
  let isSame = true;
  for (let at = 1; at <= 2 * bounds.length + 1; at++) {
    isIn[at] = parts.some((part) => contains(part, String(at)) === true);
    isSame &&= isIn[at] === (contains(whole, String(at)) === true);
  }
  return isSame ? flat : unionOf(bounds, isIn);
}

/** By whether the place before a bound, the bound, and the place after it belong to the range. */
const COMPARATORS: Readonly<Record<string, Comparator>> = {
  'in out out': '<',
  'in in out': '<=',
  'out out in': '>',
  'out in in': '>=',
  'out in out': '=',
  'in out in': '!=',
};

function unionOf(bounds: readonly string[], isIn: readonly boolean[]): Constraint[] | undefined {
  if (isIn.slice(1).every(Boolean)) return [{ comparator: '*', version: '' }];
  const word = (at: number) => (isIn[at] ? 'in' : 'out');
  const union = bounds.flatMap((version, i) => {
    const at = 2 * i + 2;
    const comparator = COMPARATORS[`${word(at - 1)} ${word(at)} ${word(at + 1)}`];
    return comparator === undefined ? [] : [{ comparator, version }];
  });
  return union.length === 0 ? undefined : union;
}
