/** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const UNSTORABLE = /[\u0000\p{Surrogate}]/u;
const REPLACEMENT = '\uFFFD';

export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** With U+FFFD in the place of what cannot be stored: one spoiled letter must not lose the whole document. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.replace(new RegExp(UNSTORABLE, 'gu'), REPLACEMENT);
}

/** The same in every string of a small tree, names of fields aside. */
export function storableTree<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  if (Array.isArray(value)) return value.map(storableTree) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, storableTree(v)])) as T;
}

// Each escape is taken whole, so that `\\u0000` (a backslash, then five letters) is left as it is.
const ESCAPES =
  /\\u[dD][89abAB][\dA-Fa-f]{2}\\u[dD][c-fC-F][\dA-Fa-f]{2}|\\u(?:0000|[dD][89a-fA-F][\dA-Fa-f]{2})|\\./gs;

/** A JSON text whose strings and names can all be stored once parsed, of any depth. */
export function storableJson(text: string): string {
  if (!/\\u(?:0000|[dD][89a-fA-F])/.test(text)) return text;
  return text.replace(ESCAPES, (found) =>
    // A whole pair has twelve letters, a plain escape two: six are what was looked for.
    found.length === 6 ? '\\ufffd' : found,
  );
}
