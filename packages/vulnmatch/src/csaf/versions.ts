import { parseVersLoosely } from '@vigie/versions';
import { type Bounds, meansAll, meansNothing, readVersionText } from '../version-text.ts';

const MAX_TEXT = 600;

/**
 * Reads the words of a branch that gives versions: `vers:` ranges, their constraints alone, phrases.
 *
 * @returns ranges, any of which may hold; `undefined` where the words are not understood.
 * @example
 * readBranchVersions('vers:all/>=V7.80<V9.40'); // [{ ge: 'V7.80', lt: 'V9.40' }]
 */
export function readBranchVersions(words: string, product?: string): Bounds[] | undefined {
  if (words.length > MAX_TEXT) return undefined;
  const plain = words.trim().replace(/\s+/g, ' ');
  if (plain === '') return undefined;
  if (plain.startsWith('vers:')) return readVers(plain);
  // `All firmware versions < V6.0`, `all versions prior to 2`.
  const phrase = plain.replace(/^all (?:[a-z]+ ){0,2}versions?\b:?\s*/i, '');
  if (phrase === '' || meansAll(plain)) return [{}];
  if (meansNothing(phrase)) return undefined;
  if (/[<>=|]/.test(phrase)) return readConstraints(phrase.split('|'));
  const read = readVersionText(phrase, product);
  if (read) return read;
  return isVersion(phrase) && phrase === plain ? [{ is: phrase }] : undefined;
}

function readVers(text: string): Bounds[] | undefined {
  const vers = parseVersLoosely(text);
  const constraints = text.slice(text.indexOf('/') + 1).split('|');
  if (!vers) return readConstraints(constraints);
  if (vers.constraints.some(({ comparator }) => comparator === '*')) return [{}];
  // Some producers forget the bar between two bounds.
  if (vers.constraints.some(({ version }) => /[<>=]/.test(version))) return readConstraints(constraints);
  return joined(vers.constraints.map(({ comparator, version }) => ({ comparator, version })));
}

/** `>=12.0.1`, `<= 12.0.14`, `>= V7.80 < V9.30`; undefined when one is not a bound on a version. */
function readConstraints(parts: string[]): Bounds[] | undefined {
  const found: { comparator: string; version: string }[] = [];
  for (const part of parts.flatMap((p) => p.split(/(?<=[^\s<>=!,])\s*,?\s*(?:and )?(?=[<>]=?|!=)/))) {
    const m = /^\s*(>=|=>|<=|=<|>|<|!=|==?)?\s*(?:v(?:er(?:sion|\.)?)?\s(?=\s*\d))?(.+?)\s*$/i.exec(part);
    const version = m?.[2];
    if (version === undefined || !isVersion(version)) return undefined;
    found.push({ comparator: (m?.[1] ?? '=').replace('=>', '>=').replace('=<', '<='), version });
  }
  return found.length === 0 ? undefined : joined(found);
}

/** A word or few that begin like a version: `V16 Update 2`, `3.4.4 Build 16102416`, `MX-V4.0.1.15`. */
function isVersion(text: string): boolean {
  if (text.length > 64 || /\.x\b(?!$)/i.test(text)) return false;
  const [first = '', ...rest] = text.split(/[\s_]+/);
  if (!/^(?:[a-z]{1,4}-?)?\d[\w.+:~()^/-]*$/i.test(first)) return false;
  return /^(?:(?:update|upd|service pack|sp|hotfix|hf|build|patch|rev|revision|release|r)[\s.]*\d[\w.]*\s*)*$/i.test(
    rest.join(' '),
  );
}

/** A lower bound and the upper bound after it are one range; equal versions stand alone; `!=` cuts nothing out that is sure. */
function joined(constraints: readonly { comparator: string; version: string }[]): Bounds[] {
  const ranges: Bounds[] = [];
  for (const { comparator, version } of constraints) {
    const last = ranges.at(-1);
    const isOpen = last && (last.ge ?? last.gt) !== undefined && (last.lt ?? last.le) === undefined;
    if (comparator === '>=') ranges.push({ ge: version });
    else if (comparator === '>') ranges.push({ gt: version });
    else if (comparator === '<' && isOpen) last.lt = version;
    else if (comparator === '<=' && isOpen) last.le = upperOf(version);
    else if (comparator === '<') ranges.push({ lt: version });
    else if (comparator === '<=') ranges.push({ le: upperOf(version) });
    else if (comparator !== '!=') ranges.push({ is: version });
  }
  return ranges;
}

/** `<= V5.x` is the end of that branch. */
const upperOf = (version: string): string => version.replace(/\.x$/i, '.*');
