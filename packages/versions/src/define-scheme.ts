/** Longest version text that is read; longer is "not a version" (bounds the time of every comparison). */
export const MAX_VERSION_LENGTH = 512;

// What inventories write when they know no version: no scheme may sort these before or after anything.
const ABSENT = new Set([
  'unknown',
  'none',
  'null',
  'undefined',
  'n/a',
  'na',
  'latest',
  'any',
  'all',
  'unspecified',
  '*',
  '-',
]);

/** What one folder of `schemes/` gives: how its package manager reads and orders versions. */
export interface SchemeDefinition<Key> {
  /** Folder name and scheme id: `deb`, `pypi`… */
  id: string;
  /** Other spellings of the same order: `golang` for `go`, `alpine` for `apk`. */
  aliases?: readonly string[];
  /** The purl types whose versions follow this order. */
  purlTypes?: readonly string[];
  /** The OSV ecosystems (without the release suffix) whose versions follow this order. */
  ecosystems?: readonly string[];
  /** Where the order is defined. */
  norm: string;
  /** Reads a version; `undefined` when it is not one in this scheme. Never throws. */
  parse(text: string): Key | undefined;
  /** Orders two keys that `parse` gave: negative, 0 or positive. */
  compare(a: Key, b: Key): number;
}

declare const scheme: unique symbol;

/** A version read by its scheme; opaque, comparable only with keys of the same scheme. */
export interface SchemeKey {
  readonly [scheme]: true;
}

/** A scheme as the registry holds it, its key type hidden. */
export type Scheme = SchemeDefinition<SchemeKey>;

/**
 * Declares a scheme; the default export of `schemes/<id>/index.ts`.
 *
 * @example
 * export default defineScheme({ id: 'cran', norm: 'https://…', parse, compare });
 */
export function defineScheme<Key>(definition: SchemeDefinition<Key>): Scheme {
  const parse = (text: string): SchemeKey | undefined =>
    text.length === 0 || text.length > MAX_VERSION_LENGTH || ABSENT.has(text.trim().toLowerCase())
      ? undefined
      : (definition.parse(text) as SchemeKey | undefined);
  return { ...(definition as unknown as Scheme), parse };
}
