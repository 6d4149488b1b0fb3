import { type Before, type Bounds, readBounds } from './bounds.ts';
import { type Base, type Reading, readAfter, readBases, withUpper } from './combine.ts';
import type { Cursor } from './cursor.ts';
import { readFromTo, readList } from './list.ts';
import type { Note } from './model.ts';
import { isWithin } from './version-text.ts';

/** One version clause, as far as it was read. */
export interface Clause extends Bounds {
  /** `weak`: only a branch such as `4.x`, without a word that calls it a version. */
  strength: 'strong' | 'weak';
  /** What the ranges were made of: the text before the clause may still name the branch of a `bound` or `all`. */
  shape: 'bound' | 'all' | 'versions';
  /** Tokens of a platform between the branch and its bound. */
  platform?: readonly [number, number];
}

/** Words between `versions` and the number that change nothing. */
const FILLERS = new Set(
  'logiciel logicielle logicielles stable stables majeure majeures client serveur firmware microgiciel microcode progiciel forme numero strictement anciennes les suivantes :'.split(
    ' ',
  ),
);

/** Reads the clause that begins at `at`; undefined when none begins there. */
export function readClause(line: Cursor, at: number, before: Before): Clause | undefined {
  const lead = readLead(line, at);
  if (lead === undefined) return undefined;
  const { next, hasAll, hasVersions } = lead;
  const bounds = readBounds(line, next, [], before);
  if (bounds !== undefined) return { ...bounds, shape: 'bound', strength: 'strong' };
  const interval = readFromTo(line, next);
  if (interval !== undefined) return follow(line, [interval.value], interval.next, before, true);
  const list = readList(line, next, hasVersions);
  if (list !== undefined) {
    const clause = follow(line, list.value, list.next, before, hasVersions);
    if (clause !== undefined && list.hasRemark) clause.notes.push('remark');
    return clause;
  }
  if (hasAll && hasVersions)
    return { ranges: [{ all: true }], notes: [], isSure: true, next, strength: 'strong', shape: 'all' };
  return undefined;
}

/** `toutes les versions`, `versions`, `la version`, `pour les versions`, `branche`; nothing at all before a number. */
function readLead(
  line: Cursor,
  at: number,
): { next: number; hasAll: boolean; hasVersions: boolean } | undefined {
  let next = at;
  const hasAll = line.is(next, 'all');
  if (hasAll) next = line.skip(next + 1, 'article');
  let hasVersions = false;
  while (line.is(next, 'versions', 'branch', 'article') || (hasVersions && isFiller(line, next))) {
    if (line.is(next, 'versions', 'branch')) hasVersions = true;
    else if (line.is(next, 'article') && !hasVersions && !line.is(next + 1, 'versions', 'branch')) break;
    next++;
  }
  if (hasAll && !hasVersions) return undefined;
  return { next, hasAll, hasVersions };
}

function isFiller(line: Cursor, at: number): boolean {
  const word = line.word(at) ?? line.punct(at) ?? '';
  if (FILLERS.has(word) || word === '-') return true;
  return (word === 'de' || word === 'du') && FILLERS.has(line.word(line.skip(at + 1, 'article')) ?? '');
}

/** Bases were read: a bound may follow, or `et antérieures`; else they stand for themselves. */
function follow(
  line: Cursor,
  bases: readonly Base[],
  at: number,
  before: Before,
  hasVersions: boolean,
): Clause | undefined {
  const open = readBranchEnd(line, bases, at) ?? readOpenEnd(line, bases, at);
  if (open !== undefined) return open;
  const gap = readGap(line, at, hasVersions);
  const bounds = readBounds(line, gap.next, bases, before);
  if (bounds !== undefined) {
    if (!hasVersions && !isBranchOf(bases, bounds)) return undefined;
    const clause: Clause = { ...bounds, shape: 'versions', strength: 'strong' };
    return gap.platform === undefined ? clause : { ...clause, platform: gap.platform };
  }
  const areBranches = bases.every((base) => base.from.branch !== undefined);
  const isSpan = bases.some((base) => base.to !== undefined);
  if (!hasVersions && !areBranches && !isSpan) return undefined;
  const strength = hasVersions ? 'strong' : 'weak';
  const reading = readBases(bases);
  if (hasVersions) return { ...reading, next: at, strength, shape: 'versions' };
  // Models are numbered as well: `Nexus 3000 à 9500`.
  const isNumbers = bases.some(
    ({ from, to }) => to !== undefined && !(/\d\.\d/.test(from.text) && /\d\.\d/.test(to.text)),
  );
  if (isNumbers) return undefined;
  const isSure = reading.isSure && !bases.some((base) => base.isDash);
  return {
    ...reading,
    isSure,
    notes: isSure ? reading.notes : ['unread'],
    next: at,
    strength,
    shape: 'versions',
  };
}

/** Without the word `versions`, a number before a bound is its branch only when the bound lies in it. */
function isBranchOf(bases: readonly Base[], bounds: Reading): boolean {
  // A year is an edition, `Acrobat 2017`; letters before the number belong to a name, `OS15.1X53`.
  const areNumbers = bases.every(({ from }) => /^[A-Za-z]?\d/.test(from.text) && !/^\d{4}$/.test(from.text));
  if (!areNumbers) return false;
  return bases.every(({ from }) =>
    bounds.ranges.some((range) =>
      'lt' in range || 'le' in range
        ? isWithin(from.branch ?? from.text, ('lt' in range ? range.lt : range.le) ?? '')
        : false,
    ),
  );
}

/** Between a branch and its bound: a comma, `versions`, a remark, `sur Windows`. */
function readGap(
  line: Cursor,
  at: number,
  hasVersions: boolean,
): { next: number; platform?: readonly [number, number] } {
  let next = at;
  if (line.punct(next) === ',' || (line.punct(next) === '.' && line.is(next + 1, 'before'))) next++;
  if (line.is(next, 'platform')) {
    for (let end = next + 1; end < next + 8 && end < line.length; end++) {
      if (line.punct(end) !== undefined || line.is(end, 'without', 'with', 'versions')) break;
      if (line.is(end, 'before', 'after', 'until')) return { next: end, platform: [next, end] };
    }
  }
  if (line.word(next) === 'strictement') next++;
  const end = hasVersions && line.punct(next) === '(' ? line.closing(next) : next;
  const isRemark =
    end > next && end - next <= 8 && !line.tokens.slice(next, end).some((token) => token.kind === 'version');
  if (isRemark && line.is(line.skip(end, 'article', 'versions'), 'before', 'after')) next = end;
  next = line.skip(next, 'all');
  const isPlural = line.is(next, 'to') && line.is(next + 1, 'versions');
  const direct = line.skip(isPlural ? next + 1 : next, 'article', 'versions');
  // `7.1.x à 7.4.x et antérieures à 7.4.3.92`
  const joined = line.skip(next, 'and', 'article', 'versions');
  return { next: line.is(joined, 'before', 'after') ? joined : direct };
}

/** `9.5.4 et versions 9.x antérieures`: from the start of the branch to the version. */
function readBranchEnd(line: Cursor, bases: readonly Base[], at: number): Clause | undefined {
  const [last, within] = bases;
  const branch = within?.from.branch;
  if (bases.length !== 2 || last === undefined || branch === undefined || !isWithin(branch, last.from.text))
    return undefined;
  if (last.from.branch !== undefined || !line.is(at, 'before') || line.is(at + 1, 'to', 'equal', 'and'))
    return undefined;
  return {
    ...withUpper({ ge: branch }, last.from, 'le'),
    next: at + 1,
    strength: 'strong',
    shape: 'versions',
  };
}

/** `8.4.3 et antérieures`, `et les versions ultérieures`. */
function readOpenEnd(line: Cursor, bases: readonly Base[], at: number): Clause | undefined {
  let next = at;
  while (line.punct(next) === '(' && line.closing(next) - next <= 8) next = line.closing(next);
  const hasRemark = next > at;
  if (line.punct(next) === ',') next++;
  const joined = line.skip(next, 'and');
  const direction = line.skip(joined, 'article', 'all', 'versions');
  if (!line.is(direction, 'before', 'after') || (direction === next && hasRemark)) return undefined;
  let end = direction + 1;
  if (line.is(end, 'versions')) end++;
  // `antérieures à …` is another bound.
  if (line.is(end, 'to', 'equal') || (line.is(end, 'and') && line.is(end + 1, 'equal'))) return undefined;
  if (line.isVersion(end)) return undefined;
  if (joined === next && direction === joined) return undefined;
  const last = bases.at(-1);
  if (last === undefined) return undefined;
  const reading = line.is(direction, 'before')
    ? withUpper({}, last.to ?? last.from, 'le')
    : readAfter([], last.to ?? last.from, 'ge');
  const branch = bases.length === 2 && last.to === undefined ? bases[0]?.from.branch : undefined;
  if (branch !== undefined && isWithin(branch, last.from.text) && line.is(direction, 'before'))
    return {
      ...withUpper({ ge: branch }, last.from, 'le'),
      next: end,
      strength: 'strong',
      shape: 'versions',
    };
  const isOdd = bases.length > 1 || last.to !== undefined;
  const rest = isOdd ? readBases(bases.slice(0, -1)) : { ranges: [], notes: [], isSure: true };
  const notes: Note[] = [...reading.notes, ...(hasRemark ? (['remark'] as const) : [])];
  return {
    ranges: [...rest.ranges, ...reading.ranges],
    notes: isOdd ? [...notes, 'unread'] : notes,
    isSure: reading.isSure && !isOdd,
    next: end,
    strength: 'strong',
    shape: 'versions',
  };
}
