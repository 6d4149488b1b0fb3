import { type Count, compareCountLists, compareCounts, compareText, toCount } from './digits.ts';

/** A version of the SemVer family: numbers, pre-release identifiers, build identifiers. */
export interface SemanticVersion {
  numbers: Count[];
  pre: (Count | { text: string })[];
  build: string;
}

const SHAPE = /^[vV=]?\s*(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]*))?(?:\+([0-9A-Za-z.-]*))?$/;
const NUMERIC = /^\d+$/;

/** Reads a version of the family, with any number of numeric parts; `undefined` if it is not one. */
export function parseSemantic(raw: string): SemanticVersion | undefined {
  const found = SHAPE.exec(raw.trim());
  if (found === null) return undefined;
  const [, numbers = '', pre = '', build = ''] = found;
  return { numbers: numbers.split('.').map(toCount), pre: readIdentifiers(pre), build };
}

/** Splits pre-release identifiers; numbers are told from texts. */
export function readIdentifiers(text: string): SemanticVersion['pre'] {
  if (text === '') return [];
  return text.split('.').map((part) => (NUMERIC.test(part) ? toCount(part) : { text: part }));
}

/** semver.org §11.4: numbers before texts, numbers by value, texts by ASCII, fewer before more. */
export function compareIdentifiers(a: SemanticVersion['pre'], b: SemanticVersion['pre']): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    if (typeof x === 'object') {
      if (typeof y !== 'object') return 1;
      const order = compareText(x.text, y.text);
      if (order !== 0) return order;
    } else if (typeof y === 'object') return -1;
    else {
      const order = compareCounts(x, y);
      if (order !== 0) return order;
    }
  }
  return a.length - b.length;
}

/** semver.org §11: a pre-release comes before its release; build metadata does not count. */
export function compareSemantic(a: SemanticVersion, b: SemanticVersion): number {
  const order = compareCountLists(a.numbers, b.numbers);
  if (order !== 0) return order;
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length) - Math.sign(a.pre.length);
  return compareIdentifiers(a.pre, b.pre);
}
