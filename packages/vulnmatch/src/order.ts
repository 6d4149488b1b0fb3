import { compareVersions, isScheme, schemeOfPurlType } from '@vigie/versions';

export interface Ordered {
  order: -1 | 0 | 1;
  scheme: string;
  /** False when only a convention nobody wrote down decides between the two. */
  sure: boolean;
}

/** versionType words of records → scheme ids; what is not here is `custom`. */
const TYPE_SCHEMES = new Map([
  ['semver', 'semver'],
  ['semvar', 'semver'],
  ['rpm', 'rpm'],
  ['rpm, exe', 'rpm'],
  ['deb', 'deb'],
  ['dpkg', 'deb'],
  ['apk', 'apk'],
  ['maven', 'maven'],
  ['python', 'pypi'],
  ['pypi', 'pypi'],
  ['npm', 'npm'],
  ['nuget', 'nuget'],
  ['gem', 'gem'],
  ['rubygems', 'gem'],
  ['go', 'go'],
  ['cargo', 'cargo'],
  ['composer', 'composer'],
]);

/** The scheme a record names; `git` stays, because commits have no order; `undefined` is custom. */
export function schemeOfType(versionType: string | undefined): string | undefined {
  const type = versionType?.trim().toLowerCase();
  if (type === 'git') return 'git';
  return type === undefined ? undefined : TYPE_SCHEMES.get(type);
}

/** Products whose own order is known whatever the record says, by vendor and product key. */
const PRODUCT_SCHEMES: Record<string, string> = {
  'vp:openssl:openssl': 'openssl',
  'vp:oracle:jdk': 'jvm',
  'vp:oracle:jre': 'jvm',
  'vp:oracle:openjdk': 'jvm',
  'vp:oracle:javase': 'jvm',
  'vp:sun:jdk': 'jvm',
  'vp:sun:jre': 'jvm',
};

/** How one component's versions are compared with the bounds of a claim. */
export interface OrderChoice {
  /** purl type of the component, if it has one. */
  purlType?: string | undefined;
  /** Vendor and product key of the component. */
  vp?: string | undefined;
}

/**
 * Compares two versions: first by the product's known order, then by the package type's, then by the scheme the
 * record names, and last by the free-form order. `undefined`: nothing can order them.
 */
export function orderVersions(
  a: string,
  b: string,
  type: string | undefined,
  choice: OrderChoice,
): Ordered | undefined {
  const product = choice.vp === undefined ? undefined : PRODUCT_SCHEMES[choice.vp];
  const fromPurl = choice.purlType === undefined ? 'generic' : schemeOfPurlType(choice.purlType);
  for (const scheme of [product, fromPurl === 'generic' ? undefined : fromPurl, type]) {
    if (scheme === undefined || scheme === 'git' || !isScheme(scheme)) continue;
    // A hotfix (10.2.9-h1) follows its release; SemVer would read it as a pre-release.
    if (scheme === 'semver' && (hasPatchWord(a) || hasPatchWord(b))) continue;
    const order = compareVersions(scheme, a, b);
    if (order !== undefined) return { order, scheme, sure: true };
  }
  return freeOrder(a, b);
}

function freeOrder(a: string, b: string): Ordered | undefined {
  const scheme = isScheme('dotted') ? 'dotted' : 'generic';
  for (const id of [scheme, 'generic']) {
    const order = compareVersions(id, a, b);
    if (order !== undefined) return { order, scheme: id, sure: order === 0 || isSure(a, b) };
  }
  if (a.trim().toLowerCase() === b.trim().toLowerCase()) return { order: 0, scheme: 'text', sure: true };
  return undefined;
}

const hasPatchWord = (v: string): boolean => /\d[-_. ]?(?:h|hf|hotfix|p|patch|sp|u|update|cu|mr)\d+/i.test(v);

const KNOWN_WORDS = new Set(
  'alpha beta rc pre preview dev snapshot ea cr m milestone nightly h hf hotfix p pl patch sp su r rev u update build fix final ga release cu mr s es'.split(
    ' ',
  ),
);

/** True when a number, a known word or a single trailing letter makes the first difference. */
function isSure(a: string, b: string): boolean {
  const x = a.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  const y = b.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  for (let i = 0; i < Math.max(x.length, y.length); i += 1) {
    const [p, q] = [x[i], y[i]];
    if (p === q || (p !== undefined && q !== undefined && sameNumber(p, q))) continue;
    return [p, q].every((word, side) => isSureWord(word, (side === 0 ? x : y)[i + 1]));
  }
  return true;
}

const sameNumber = (p: string, q: string): boolean =>
  /^\d+$/.test(p) && /^\d+$/.test(q) && BigInt(p) === BigInt(q);

function isSureWord(word: string | undefined, next: string | undefined): boolean {
  if (word === undefined || /^\d/.test(word) || KNOWN_WORDS.has(word)) return true;
  // 1.1.1k is the eleventh fix; 4.6.0b1 may be a beta.
  return word.length === 1 && !(/[abc]/.test(word) && next !== undefined);
}

/** True when a version belongs to a branch: 2.426.3 to 2.426. */
export function isInBranch(version: string, branch: string): boolean {
  const v = numbersOf(version);
  const b = numbersOf(branch);
  return b.length > 0 && v.length >= b.length && b.every((n, i) => n === v[i]);
}

/** The leading numbers of a version. */
export const numbersOf = (text: string): string[] =>
  (/^[vV]?\d+(?:\.\d+)*/.exec(text.trim().replace(/^\d+:/, ''))?.[0] ?? '')
    .replace(/^v/i, '')
    .split('.')
    .filter((n) => n !== '')
    .map((n) => n.replace(/^0+(?=\d)/, ''));
