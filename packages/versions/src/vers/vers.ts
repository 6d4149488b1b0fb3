import { comparePrepared, isScheme, type PreparedVersion, prepare, schemeNamed } from '../compare.ts';

/** How a constraint relates the versions it accepts to its own. */
export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '*';

/** One constraint; the version of `*` is empty. */
export interface Constraint {
  comparator: Comparator;
  version: string;
}

/** A `vers:` range: a versioning scheme and constraints. */
export interface Vers {
  /** As written: `npm`, `golang`… may be one that no scheme of this library orders. */
  scheme: string;
  constraints: Constraint[];
}

/** Longest range text that is read, and most constraints in it. */
export const MAX_VERS_LENGTH = 65_536;
export const MAX_CONSTRAINTS = 4_096;

/** Percent-encodes what would be taken for syntax; `:` stays (vers-spec, "version encoding"). */
export function encodeVersion(version: string): string {
  return encodeURIComponent(
    version.replace(/[\uD800-\uDFFF]/g, (unit, at: number) => lone(version, at) ?? unit),
  )
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The replacement of a surrogate without its partner; `encodeURIComponent` throws on one. */
function lone(text: string, at: number): string | undefined {
  const unit = text.charCodeAt(at);
  const partner = unit < 0xdc00 ? text.charCodeAt(at + 1) : text.charCodeAt(at - 1);
  const isPaired =
    unit < 0xdc00 ? partner >= 0xdc00 && partner <= 0xdfff : partner >= 0xd800 && partner < 0xdc00;
  return isPaired ? undefined : '\uFFFD';
}

/** Writes a range; `=` is left out. */
export function formatVers({ scheme, constraints }: Vers): string {
  const texts = constraints.map(({ comparator, version }) =>
    comparator === '*' ? '*' : `${comparator === '=' ? '' : comparator}${encodeVersion(version)}`,
  );
  return `vers:${scheme}/${texts.join('|')}`;
}

interface Bound {
  comparator: Comparator;
  at: PreparedVersion;
}

/** Reads every version; `undefined` when one is not valid in the scheme. */
function prepareAll({ scheme, constraints }: Vers): Bound[] | undefined {
  const bounds: Bound[] = [];
  for (const { comparator, version } of constraints) {
    const at = prepare(scheme, version);
    if (at === undefined) return undefined;
    bounds.push({ comparator, at });
  }
  return bounds;
}

const ORDER: readonly Comparator[] = ['<', '<=', '=', '!=', '>=', '>'];

/** By version; at the same version what ends there before what starts there. */
function byVersion(a: Bound, b: Bound): number {
  return comparePrepared(a.at, b.at) || ORDER.indexOf(a.comparator) - ORDER.indexOf(b.comparator);
}

/** Sorts constraints by version as vers-spec asks; as they stand when the scheme cannot order them. */
export function sortConstraints(vers: Vers): Constraint[] {
  const { scheme, constraints } = vers;
  if (!isScheme(scheme) || constraints.some(({ comparator }) => comparator === '*')) return [...constraints];
  const bounds = prepareAll(vers);
  if (bounds === undefined) return [...constraints];
  return bounds.sort(byVersion).map(({ comparator, at }) => ({ comparator, version: at.text }));
}

/** Drops the bounds that another makes useless (vers-spec, "version ranges simplification"). */
function simplify(bounds: Bound[]): Bound[] {
  const kept: Bound[] = [];
  for (const bound of bounds) {
    const last = kept.at(-1);
    const isUpper = bound.comparator.startsWith('<');
    if (last !== undefined && last.comparator.startsWith('<') === isUpper) {
      // Of two lower bounds the first says more, of two upper bounds the last.
      if (isUpper) kept[kept.length - 1] = bound;
      continue;
    }
    kept.push(bound);
  }
  return kept;
}

/**
 * True when the range holds the version, false when not; `undefined` when that cannot be said: a scheme that is not
 * known, or a version that is not valid in it.
 */
export function contains(vers: Vers, version: string): boolean | undefined {
  if (vers.scheme === 'none') return false;
  if (vers.scheme !== 'all' && schemeNamed(vers.scheme) === undefined) return undefined;
  if (vers.constraints.some(({ comparator }) => comparator === '*')) return true;
  const subject = prepare(vers.scheme, version);
  const bounds = prepareAll(vers);
  if (subject === undefined || bounds === undefined || bounds.length === 0) return undefined;
  const order = (bound: Bound) => comparePrepared(subject, bound.at) ?? 0;
  for (const bound of bounds) if (bound.comparator === '!=' && order(bound) === 0) return false;
  for (const bound of bounds) if (bound.comparator.endsWith('=') && order(bound) === 0) return true;
  const intervals = bounds.filter(({ comparator }) => comparator !== '=' && comparator !== '!=');
  if (intervals.length === 0) return bounds.every(({ comparator }) => comparator === '!=');
  intervals.sort(byVersion);
  return isInside(simplify(intervals), order);
}

/** Bounds now alternate, so the first one above the subject decides. */
function isInside(bounds: readonly Bound[], order: (bound: Bound) => number): boolean {
  for (const bound of bounds) {
    const position = order(bound);
    if (position === 0) return false;
    if (position < 0) return bound.comparator.startsWith('<');
  }
  return bounds.at(-1)?.comparator.startsWith('>') ?? false;
}
