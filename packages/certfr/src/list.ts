import type { Base } from './combine.ts';
import type { Cursor } from './cursor.ts';
import { type Found, isGlued, readVersion, type Written } from './versions.ts';

const LIST_MARKS = new Set([',', ';']);

/** `de la version 4.0.1 à la version 4.1.1`, `comprises entre 5.9.2 et 5.9.5`, `depuis 2.0 jusqu’à 2.5`. */
export function readFromTo(line: Cursor, at: number): Found<Base> | undefined {
  let next = at;
  if (line.is(next, 'included') || line.word(next)?.startsWith('compris') || line.word(next) === 'allant')
    next++;
  const isBetween = line.is(next, 'between');
  if (!isBetween && !line.is(next, 'from')) return undefined;
  next = line.skip(next + 1, 'article', 'versions', 'branch');
  const first = readVersion(line, next);
  const from = first?.value[0];
  if (first === undefined || from === undefined || first.value.length > 1) return undefined;
  next = passIncluded(line, first.next).next;
  const middle = isBetween ? line.skip(next, 'and') : line.skip(next, 'to', 'until', 'and');
  if (middle === next) return undefined;
  next = line.skip(middle, 'to', 'article', 'versions', 'branch');
  return endOfSpan(line, from, next);
}

function endOfSpan(line: Cursor, from: Written, at: number): Found<Base> | undefined {
  const last = readVersion(line, at);
  const to = last?.value[0];
  if (last === undefined || to === undefined || last.value.length > 1) return undefined;
  const end = passIncluded(line, last.next);
  return { value: { from, to, isOpen: end.isExcluded }, next: end.next };
}

/** `inclus`, `(incluse)`, `exclue`, `(non incluse)`. */
export function passIncluded(
  line: Cursor,
  at: number,
): { next: number; isExcluded: boolean; isIncluded: boolean } {
  const isBracket = line.punct(at) === '(';
  let next = isBracket ? at + 1 : at;
  next = line.skip(next, 'versions');
  const isNot = line.word(next) === 'non';
  if (isNot) next++;
  const said = line.meaning(next);
  const isCompris = /^comprise?s?$/.test(line.word(next) ?? '') && !line.is(next + 1, 'between');
  if (said !== 'included' && said !== 'excluded' && !isCompris)
    return { next: at, isExcluded: false, isIncluded: false };
  next++;
  if (isBracket) {
    if (line.punct(next) !== ')') return { next: at, isExcluded: false, isIncluded: false };
    next++;
  }
  const isExcluded = said === 'excluded' || isNot;
  return { next, isExcluded, isIncluded: !isExcluded };
}

/** Versions and spans: `7.x, 8.x et 9.x`, `8.0.0 à 8.0.41`, `16.11 (inclus 16.0 à 16.10)`. */
export function readList(line: Cursor, at: number, hasVersions: boolean): Found<Base[]> | undefined {
  const bases: Base[] = [];
  let next = at;
  let hasRemark = false;
  for (;;) {
    const item = (hasVersions ? readComponent(line, next) : undefined) ?? readItem(line, next);
    if (item === undefined) break;
    bases.push(...item.value);
    hasRemark ||= item.hasRemark === true;
    next = item.next;
    const after = passSeparator(line, next);
    if (after === undefined || (!hasVersions && !line.isVersion(after))) break;
    // `2015 versions 2015.006`: the first is a name, unless it is the branch of the second.
    const isJoined = LIST_MARKS.has(line.punct(next) ?? '') || line.is(next, 'and');
    if (!isJoined && (bases.length !== 1 || bases[0]?.from.branch === undefined)) break;
    next = after;
  }
  return bases.length === 0 ? undefined : { value: bases, next, hasRemark };
}

/** After a comma or `et` (and `version` repeated); undefined when the list ends. */
export function passSeparator(line: Cursor, at: number): number | undefined {
  let next = at;
  if (LIST_MARKS.has(line.punct(next) ?? '')) next++;
  next = line.skip(next, 'and');
  next = line.skip(next, 'article', 'versions', 'branch');
  const isItem =
    line.isVersion(next) ||
    (/^[A-Z][A-Z0-9_-]{2,}$/.test(line.tokens[next]?.text ?? '') && line.isVersion(next + 1));
  return next > at && isItem ? next : undefined;
}

function readItem(line: Cursor, at: number): Found<Base[]> | undefined {
  const found = readVersion(line, at);
  if (found === undefined) return undefined;
  const [from] = found.value;
  if (from === undefined) return undefined;
  if (found.value.length > 1) return { value: found.value.map((each) => ({ from: each })), next: found.next };
  const included = readIncluded(line, found.next);
  if (included !== undefined)
    return { value: [{ from: included.value, to: from, isIncluding: true }], next: included.next };
  const middle = passTo(line, found.next);
  if (middle !== undefined) {
    const span = endOfSpan(line, from, middle);
    if (span !== undefined) {
      const isDash = line.punct(found.next) !== undefined;
      return { value: [{ ...span.value, isDash }], next: span.next };
    }
  }
  return { value: [{ from }], next: found.next, hasRemark: found.hasRemark === true };
}

/** `SAP_BASIS 700`: the version of a named component; numbers after it that name none are its own, or not. */
function readComponent(line: Cursor, at: number): Found<Base[]> | undefined {
  const text = line.tokens[at]?.text ?? '';
  if (!/^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$/.test(text) || !/[A-Z].*[A-Z]/.test(text) || isGlued(text))
    return undefined;
  const found = readVersion(line, at + 1);
  const one = found?.value[0];
  if (found === undefined || one === undefined || found.value.length > 1 || one.branch !== undefined)
    return undefined;
  if (line.is(line.skip(found.next, 'and'), 'before', 'after') || passTo(line, found.next) !== undefined)
    return undefined;
  const after = passSeparator(line, found.next);
  const isBare = after !== undefined && readComponent(line, after) === undefined;
  return {
    value: [{ from: { text: `${text} ${one.text}`, isDoubtful: one.isDoubtful || isBare } }],
    next: found.next,
  };
}

/** `(inclus 16.0 - 16.10)` after 16.11: Visual Studio's way to say from 16.0. */
function readIncluded(line: Cursor, at: number): Found<Written> | undefined {
  if (line.punct(at) !== '(' || !line.is(at + 1, 'included') || !line.isVersion(at + 2)) return undefined;
  const first = readVersion(line, at + 2)?.value[0];
  const end = line.closing(at);
  return first === undefined || end - at > 8 ? undefined : { value: first, next: end };
}

/** `à`, `jusqu’à la version`, `-` between two versions. */
export function passTo(line: Cursor, at: number): number | undefined {
  if (/^[-–—]$/.test(line.punct(at) ?? '') && line.isVersion(at + 1)) return at + 1;
  const middle = passUntil(line, at) ?? line.skip(at, 'to');
  if (middle === at) return undefined;
  const next = line.skip(middle, 'article', 'versions', 'branch');
  return line.isVersion(next) ? next : undefined;
}

/** `jusqu’à`, however its apostrophe is written. */
export function passUntil(line: Cursor, at: number): number | undefined {
  if (!line.is(at, 'until')) return undefined;
  let next = at + 1;
  while (/^['’‘`´]$/.test(line.punct(next) ?? '')) next++;
  return line.skip(next, 'to', 'article', 'versions', 'branch');
}
