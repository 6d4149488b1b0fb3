/** Any value fits. */
export const ANY = '*';
/** The attribute does not apply. */
export const NA = '-';

/** The eleven attributes of a CPE 2.3 name, in the order of the formatted string. */
export const CPE_ATTRIBUTES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'swEdition',
  'targetSw',
  'targetHw',
  'other',
] as const;

/** Name of an attribute. */
export type CpeAttribute = (typeof CPE_ATTRIBUTES)[number];

/**
 * A CPE 2.3 name. Values are plain text without escapes (`6.0(2)a6(8)`), with `*` for ANY and `-` for NA; a leading or
 * trailing `*` and leading or trailing `?`s are wildcards. Only where plain text would be taken for one of these does
 * a backslash stay: `\*`, `\?`, `\\`, and `\-` alone.
 */
export type Cpe = Record<CpeAttribute, string>;

/** Longest CPE name that is read. */
export const MAX_CPE_LENGTH = 2048;

const PARTS = new Set(['a', 'o', 'h', ANY, NA]);

/** True when the part is one that CPE knows. */
export function isPart(value: string): boolean {
  return PARTS.has(value);
}

/** A name whose attributes are all ANY but those given. */
export function cpeOf(attributes: Partial<Cpe>): Cpe {
  const cpe = {} as Cpe;
  for (const attribute of CPE_ATTRIBUTES) cpe[attribute] = attributes[attribute] || ANY;
  return cpe;
}

/** Splits a value into leading wildcards, literal text and trailing wildcards; `undefined` when there are none. */
export function wildcardShape(value: string): { head: string; text: string; tail: string } | undefined {
  let from = 0;
  if (value[0] === '*') from = 1;
  else while (value[from] === '?') from++;
  let to = value.length;
  if (isWild(value, to - 1, '*') && to > from) to--;
  else while (to > from && isWild(value, to - 1, '?')) to--;
  if (from === 0 && to === value.length) return undefined;
  return { head: value.slice(0, from), text: value.slice(from, to), tail: value.slice(to) };
}

/** True when the character at `at` is `mark`, not escaped. */
function isWild(value: string, at: number, mark: string): boolean {
  if (at < 0 || value[at] !== mark) return false;
  let slashes = 0;
  for (let i = at - 1; i >= 0 && value[i] === '\\'; i--) slashes++;
  return slashes % 2 === 0;
}

/** True when every unescaped wildcard stands at the start or at the end (NISTIR 7695 §5.3.2). */
export function isWellFormed(value: string): boolean {
  if (value === ANY || value === NA) return true;
  const { text } = wildcardShape(value) ?? { text: value };
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '*' || text[i] === '?') return false;
  }
  return value !== '';
}

/** Keeps a literal character apart from a wildcard of the same look. */
export function literal(char: string): string {
  return char === '*' || char === '?' || char === '\\' ? `\\${char}` : char;
}

/** Keeps a literal `-` alone apart from NA. */
export function literalValue(value: string, isNa: boolean): string {
  return value === NA && !isNa ? `\\${NA}` : value;
}
