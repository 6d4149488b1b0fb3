import type { Cursor } from './cursor.ts';
import { branchOf, isDoubtful } from './version-text.ts';

/** A version or a branch as written, `10.2.4 HF5`, `10.1.x`. */
export interface Written {
  text: string;
  /** Start of the branch: `10.1` of `10.1.x`. Absent on a plain version. */
  branch?: string;
  /** Written so that a person must look. */
  isDoubtful: boolean;
}

/** Versions read at one place, and the token after them. */
export interface Found<T> {
  value: T;
  next: number;
  /** Another writing of the same version was passed over. */
  hasRemark?: boolean;
}

/** Update 3a, SP 2, build 20231225: a word and a number that belong to the version before them. */
const COUNTED =
  /^(?:sp|update|upd|updates|build|cu|fp|ifix|hf|hotfix|patch|p|u|rev|rollup|ru|beta|alpha|rc|pre|preview|mr|sr|tl|release|level|fixpack|cr|interim|maj|qu|ep|r|revision|ga|ph|pl|cf|fep|cp)$/;
/** Words that a version may end with. */
const MARKS = /^(?:lts|ltsr|ltss|esr|elts|els|ga|beta|alpha|final|eus|fips|lts-t|su)$/;
const GLUED =
  /^(?:sp|u|p|r|hf|cu|fp|mr|qu|ep|sr|rp|ru|dp|rc|b|h|ifix|if|rev|update|upd|patch|build|beta|alpha|ga|tl|cp|cr|ph|s|up|es|su|mp|hp|q|pl|cf|fep)\d{1,12}[a-z]?(?:[-_.]\w{1,20})?$/i;
const FIRST_WORDS: Readonly<Record<string, string>> = {
  interim: 'fix',
  security: 'patch',
  limited: 'fix',
  service: 'pack',
  fix: 'pack',
  cumulative: 'update',
  feature: 'pack',
};
/** Numbers of patches and bulletins, which are no versions. */
const IDENTIFIER = /^(?:\d{6}-\d\d$|KB|CTX|CSC|APAR|PH\d|PTF|MS\d\d-|SA-?\d{3}|CVE|APSB|SEVD|cisco)/i;

/** `SP2`, `HF5`: what belongs to the version before it. */
export const isGlued = (text: string): boolean => GLUED.test(text);
export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text);
/** A part of a version that says nothing alone: `SP2`, `CU1`. */
export const isRelative = (text: string): boolean => /^(?:sp|cu|hf|fp|update|patch|hotfix)\d/i.test(text);

/** The end of what belongs to the version whose first token is at `at - 1`. */
function endOfVersion(line: Cursor, at: number): number {
  let next = at;
  for (let parts = 0; parts < 6; parts++) {
    const token = line.tokens[next];
    if (token === undefined) break;
    if (token.kind === 'version' && GLUED.test(token.text)) next++;
    else if (token.kind === 'word') {
      const after = wordsOfSuffix(line, next);
      if (after !== undefined && line.isVersion(after)) next = after + 1;
      else if (MARKS.test(token.plain)) next++;
      else break;
    } else break;
  }
  return next;
}

/** After `Update`, `Service Pack`, `mise à jour`: the place of the number. */
function wordsOfSuffix(line: Cursor, at: number): number | undefined {
  const word = line.word(at) ?? '';
  const second = line.word(at + 1);
  const third = line.word(at + 2);
  if (COUNTED.test(word)) return second === 'rollup' || second === 'release' ? at + 2 : at + 1;
  if (word === 'mise' && second === 'a' && third === 'jour') return at + 3;
  if (Object.hasOwn(FIRST_WORDS, word) && FIRST_WORDS[word] === second) return at + 2;
  if (word === 'maintenance' && second === 'release') return at + 2;
  return undefined;
}

/** Whether a word such as `Update` or `Service Pack` stands here, with its number. */
export function isSuffix(line: Cursor, at: number): boolean {
  const number = wordsOfSuffix(line, at);
  return number !== undefined && line.isVersion(number) && !/\d\.\d/.test(line.tokens[number]?.text ?? '');
}

/** The version (or the versions joined by strokes) that begins at `at`. */
export function readVersion(line: Cursor, at: number): Found<Written[]> | undefined {
  const token = line.tokens[at];
  if (token?.kind !== 'version') return undefined;
  const strokes = token.text.split('/');
  const [first = ''] = strokes;
  if (strokes.length > 1) return readStrokes(strokes, first, at);
  const next = endOfVersion(line, at + 1);
  const text = next === at + 1 ? token.text : line.text(at, next).replace(/\s+/g, ' ');
  const read = written(text);
  // `11.2.x FP2`: a branch, or one level of it.
  const isOdd = next > at + 1 && /(?:^|[._(])[xX*]\b/.test(token.text);
  return { value: [isOdd ? { ...read, isDoubtful: true } : read], next };
}

/** 129.0.6668.58/.59 is one build for each platform; 4.6.2/4.7 are two versions. */
function readStrokes(strokes: readonly string[], first: string, at: number): Found<Written[]> {
  const depth = first.split('.').length;
  const others = strokes.slice(1);
  if (depth >= 3 && others.every((part) => /^\.?\d{1,6}$/.test(part)))
    return { value: [written(first)], next: at + 1, hasRemark: true };
  return { value: strokes.filter((part) => part !== '').map(written), next: at + 1 };
}

function written(text: string): Written {
  const branch = branchOf(text);
  const doubt = isDoubtful(text) || (branch === undefined && !/\d/.test(text));
  return branch === undefined ? { text, isDoubtful: doubt } : { text, branch, isDoubtful: doubt };
}
