import type { PackageRange } from './model.ts';
import { numbersOf } from './order.ts';
import { comparePackageVersions } from './package-order.ts';

const MAX_LENGTH = 1_000;
const TERM = /^\s*(\^|~>|~|>=|<=|==|=|!=|>|<)?\s*v?([0-9][0-9A-Za-z.+_-]*|\*)\s*(?:,|$|\s)/;

/**
 * A constraint of a language's own advisories (`>= 1.2, < 2`, `~> 1.4.1`, `^0.3.2`), all of whose terms hold together.
 *
 * @returns undefined when it is not understood.
 */
export function readConstraint(words: string, eco: 'gem' | 'cargo' | 'composer'): PackageRange | undefined {
  if (words.length > MAX_LENGTH) return undefined;
  let rest = words.trim();
  let range: PackageRange | undefined;
  while (rest !== '') {
    const found = TERM.exec(rest);
    if (!found) return undefined;
    const term = rangeOfTerm(found[1] ?? (eco === 'cargo' ? '^' : '='), found[2] ?? '', eco);
    if (!term) return undefined;
    range = both(range ?? {}, term, eco);
    rest = rest.slice(found[0].length).trim();
  }
  return range;
}

function rangeOfTerm(sign: string, version: string, eco: string): PackageRange | undefined {
  if (version === '*') return {};
  switch (sign) {
    case '>=':
      return { ge: version };
    case '>':
      return { gt: version };
    case '<':
      return { lt: version };
    case '<=':
      return { le: version };
    case '=':
    case '==':
      return { ge: version, le: version };
    case '^':
      return { ge: version, lt: beforeRelease(afterCaret(version), eco) };
    case '~':
    case '~>':
      return { ge: version, lt: beforeRelease(afterTilde(version, eco), eco) };
    default:
      return undefined;
  }
}

/** A pre-release of the bound is already beyond the branch. */
const beforeRelease = (version: string, eco: string): string =>
  eco === 'gem' ? `${version}.a` : `${padded(version)}-0`;

const padded = (version: string): string => [...version.split('.'), '0', '0'].slice(0, 3).join('.');

/** `^1.2.3` ends before 2, `^0.2.3` before 0.3, `^0.0.3` before 0.0.4. */
function afterCaret(version: string): string {
  const numbers = numbersOf(version);
  const at = numbers.findIndex((n) => n !== '0');
  return bumped(numbers, at < 0 ? numbers.length - 1 : at);
}

/** `~> 1.4.1` and `~1.4.1` end before 1.5; `~> 1.4` ends before 2, Cargo's `~1.4` before 1.5. */
function afterTilde(version: string, eco: string): string {
  const numbers = numbersOf(version);
  const last = eco === 'cargo' ? Math.min(1, numbers.length - 1) : Math.max(0, numbers.length - 2);
  return bumped(numbers, last);
}

const bumped = (numbers: readonly string[], at: number): string =>
  [...numbers.slice(0, at), String(BigInt(numbers[at] ?? '0') + 1n)].join('.');

function both(a: PackageRange, b: PackageRange, eco: string): PackageRange {
  const joined: PackageRange = { ...a, ...b };
  for (const [key, wanted] of [
    ['ge', 1],
    ['gt', 1],
    ['lt', -1],
    ['le', -1],
  ] as const) {
    const [x, y] = [a[key], b[key]];
    if (x !== undefined && y !== undefined)
      joined[key] = comparePackageVersions(eco, x, y) === wanted ? x : y;
  }
  return joined;
}

/** What lies outside all of the intervals: the affected versions, where an advisory lists those that are not. */
export function outside(intervals: readonly PackageRange[], scheme: string): PackageRange[] {
  const order = (a: PackageRange, b: PackageRange): number => {
    const [x, y] = [a.ge ?? a.gt, b.ge ?? b.gt];
    if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? -1 : 1;
    return comparePackageVersions(scheme, x, y) ?? 0;
  };
  const gaps: PackageRange[] = [];
  let start: PackageRange | undefined = {};
  for (const { ge, gt, lt, le } of [...intervals].sort(order)) {
    if (!start) break;
    const end = ge !== undefined ? { lt: ge } : gt !== undefined ? { le: gt } : undefined;
    if (end && !isEmpty({ ...start, ...end }, scheme)) gaps.push({ ...start, ...end });
    const next: PackageRange | undefined =
      lt !== undefined ? { ge: lt } : le !== undefined ? { gt: le } : undefined;
    start = next && laterStart(start, next, scheme);
  }
  return start ? [...gaps, start] : gaps;
}

function laterStart(a: PackageRange, b: PackageRange, scheme: string): PackageRange {
  const [x, y] = [a.ge ?? a.gt, b.ge ?? b.gt];
  if (x === undefined || y === undefined) return b;
  return comparePackageVersions(scheme, x, y) === 1 ? a : b;
}

function isEmpty(range: PackageRange, scheme: string): boolean {
  const [from, to] = [range.ge ?? range.gt, range.lt ?? range.le];
  if (from === undefined || to === undefined) return false;
  const order = comparePackageVersions(scheme, from, to);
  const isPoint = range.ge !== undefined && range.le !== undefined;
  return order === 1 || (order === 0 && !isPoint);
}
