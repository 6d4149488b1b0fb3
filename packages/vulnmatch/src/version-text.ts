import type { Status, VersionClaim } from './model.ts';

/** Reading of one version phrase: bounds, or nothing when it was not understood. */
export type Bounds = Pick<VersionClaim, 'is' | 'ge' | 'gt' | 'lt' | 'le'>;

const MAX_PHRASE = 600;
const MAX_PARTS = 60;

const ALL =
  /^(\*|all|any|all versions?|any versions?|all releases?|every version|all supported versions?|toutes( les)? versions?)$/i;
const NOTHING =
  /^(n\/?a|-|unspecified|unknown|various|see references?|tbd|none|publication|latest|not specified|undefined|null|\?|affected|unaffected|multiple)?$/i;

/** True for `*`, `all versions` and the like. */
export const meansAll = (text: string): boolean => ALL.test(text.trim());
/** True for `n/a`, `unspecified` and the like: words where a version should stand. */
export const meansNothing = (text: string): boolean => NOTHING.test(text.trim());
/** An address or a sentence where a bound should stand. */
export const isNoBound = (text: string): boolean =>
  meansNothing(text) || /:\/\//.test(text) || text.trim().length > 128 || text.trim().split(/\s+/).length > 4;

const VERSION = String.raw`v?\.?\d[\w.+:~()^-]*`;
const one = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'i');

const FORMS: [RegExp, (m: RegExpExecArray) => Bounds | undefined][] = [
  [one(`(>=|=>|>|<=|=<|<|==?)\\s*(${VERSION})`), (m) => bound(m[1] ?? '', m[2] ?? '')],
  [
    one(
      `(${VERSION}) (?:and|or|&) (?:earlier|prior|below|older|lower|before|previous|under)(?: versions?| releases?)?`,
    ),
    (m) => ({ le: m[1] }),
  ],
  [one(`(${VERSION}) et (?:versions )?ant[ée]rieures?`), (m) => ({ le: m[1] })],
  [
    one(`(${VERSION})\\s*(?:and|or) (?:later|above|newer|higher|onwards?|greater|up)(?: versions?)?`),
    (m) => ({ ge: m[1] }),
  ],
  [
    one(`(?:before|prior to|earlier than|older than|lower than|less than|below)(?: versions?)? (${VERSION})`),
    (m) => ({ lt: m[1] }),
  ],
  [one(`(?:up to and including|through|up to|until)(?: versions?)? (${VERSION})`), (m) => ({ le: m[1] })],
  [one(`(?:from|since|starting (?:from|with)) (${VERSION})`), (m) => ({ ge: m[1] })],
  [
    one(
      `(?:from |between )?(${VERSION}) ?(?: - |to|through|thru|up to|–|—| and including )(?: versions?)? ?(${VERSION})`,
    ),
    (m) => ({ ge: m[1], le: m[2] }),
  ],
  [one(`(?:from )?(${VERSION}) (?:before|prior to|to before) (${VERSION})`), (m) => ({ ge: m[1], lt: m[2] })],
];

function bound(operator: string, version: string): Bounds | undefined {
  if (operator === '<') return { lt: version };
  if (operator === '<=' || operator === '=<') return { le: version };
  if (operator === '>') return { gt: version };
  if (operator === '>=' || operator === '=>') return { ge: version };
  return { is: version };
}

/**
 * Reads a version phrase as records write them: `< 2.0`, `>= 9.2-rc-1, < 14.10.21`, `3.4.2 and earlier`,
 * `before 1.2`, `1.0 - 2.0`, `5.4.x`, `1.0, 1.1, 2.0`.
 *
 * @returns one or several ranges (any of them), or `undefined` when the phrase is not understood.
 */
export function readVersionText(text: string, product?: string): Bounds[] | undefined {
  if (text.length > MAX_PHRASE) return undefined;
  let phrase = text.trim().replace(/\s+/g, ' ').replace(/[“”"]/g, '').replace(/\.$/, '');
  if (product && phrase.toLowerCase().startsWith(`${product.toLowerCase()} `))
    phrase = phrase.slice(product.length + 1);
  phrase = phrase.replace(
    /^(?:all |any )?(?:firmware |software )?(?:versions?|releases?|ver\.?|version:)(?::? +|(?=[<>=]))/i,
    '',
  );
  if (meansAll(phrase)) return [{}];
  if (meansNothing(phrase)) return undefined;
  const single = readPart(phrase);
  if (single) return [single];
  const parts = phrase
    .split(/\s*(?:,|;| and (?=[<>=v\d])|\s+(?=[<>]=?\s*v?\d)|&&|\|\|)\s*/)
    .filter((p) => p !== '');
  if (parts.length < 2 || parts.length > MAX_PARTS) return undefined;
  const bounds: Bounds[] = [];
  for (const part of parts) {
    const read = readPart(part.replace(/^(?:and|or|versions?) /i, ''));
    if (!read) return undefined;
    bounds.push(read);
  }
  return joinComparators(bounds);
}

/** `>= a` followed by `< b` is one range; everything else stands alone. */
function joinComparators(bounds: Bounds[]): Bounds[] {
  const joined: Bounds[] = [];
  for (const next of bounds) {
    const last = joined[joined.length - 1];
    const opens = last && (last.ge ?? last.gt) !== undefined && (last.lt ?? last.le) === undefined;
    const closes = (next.lt ?? next.le) !== undefined && (next.ge ?? next.gt) === undefined;
    if (opens && closes) Object.assign(last, next);
    else joined.push({ ...next });
  }
  return joined;
}

function readPart(part: string): Bounds | undefined {
  const text = part.trim().replace(/^versions? /i, '');
  const branch = /^v?(\d[\w.-]*?)\.[x*](?:\.[x*])*$/i.exec(text);
  if (branch?.[1]) return { ge: branch[1], le: `${branch[1]}.*` };
  for (const [form, read] of FORMS) {
    const m = form.exec(text);
    if (m) {
      const bounds = read(m);
      return bounds && trimmed(bounds);
    }
  }
  return looksLikeVersion(text) ? { is: text } : undefined;
}

const trimmed = (b: Bounds): Bounds =>
  Object.fromEntries(Object.entries(b).map(([k, v]) => [k, v.replace(/[,;:.]+$/, '')]));

/** One word with a digit that a version order could read. */
export function looksLikeVersion(text: string): boolean {
  return text.length <= 128 && /^[vVrR]?\.?\d[\w.+:~()^\\/-]*$/.test(text);
}

/** Status words of records. */
export function statusOf(value: unknown): Status {
  if (value === 'affected') return 'a';
  return value === 'unaffected' ? 'n' : 'u';
}
