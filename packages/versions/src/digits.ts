/** True for the code of an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** True for the code of an ASCII letter. */
export function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Index after the run of digits that starts at `from`. */
export function endOfDigits(text: string, from: number): number {
  let i = from;
  while (i < text.length && isDigit(text.charCodeAt(i))) i++;
  return i;
}

/** Index after the run of ASCII letters that starts at `from`. */
export function endOfLetters(text: string, from: number): number {
  let i = from;
  while (i < text.length && isLetter(text.charCodeAt(i))) i++;
  return i;
}

/** Compares two runs of digits as numbers of any length, without building them. */
export function compareDigitRuns(
  a: string,
  aFrom: number,
  aTo: number,
  b: string,
  bFrom: number,
  bTo: number,
): number {
  let i = aFrom;
  let j = bFrom;
  while (i < aTo && a.charCodeAt(i) === 48) i++;
  while (j < bTo && b.charCodeAt(j) === 48) j++;
  const length = aTo - i - (bTo - j);
  if (length !== 0) return length;
  for (; i < aTo; i++, j++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Compares two texts made of digits only, as numbers of any length. */
export function compareNumerals(a: string, b: string): number {
  return compareDigitRuns(a, 0, a.length, b, 0, b.length);
}

/** Compares two texts by UTF-16 code units. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * A number small enough to be exact, else the digits without leading zeros. Numbers of one list are compared by
 * {@link compareCounts}; most versions never leave the fast path.
 */
export type Count = number | string;

/** Reads a run of digits as a {@link Count}. */
export function toCount(digits: string): Count {
  if (digits.length <= 15) return Number(digits);
  const trimmed = digits.replace(/^0+/, '');
  return trimmed.length <= 15 ? Number(trimmed) : trimmed;
}

/** Orders two counts. */
export function compareCounts(a: Count, b: Count): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  if (typeof b === 'number') return 1;
  return a.length - b.length || compareText(a, b);
}

/** Orders two lists of counts, a missing one being `0`. */
export function compareCountLists(a: readonly Count[], b: readonly Count[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareCounts(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
