import { comparePrepared, isScheme, prepare } from '../compare.ts';
import {
  type Comparator,
  type Constraint,
  contains,
  encodeVersion,
  formatVers,
  MAX_CONSTRAINTS,
  MAX_VERS_LENGTH,
  sortConstraints,
  type Vers,
} from './vers.ts';

const SCHEME = /^[a-z][a-z0-9.-]*$/;
const COMPARATOR = /^(?:>=|<=|!=|<|>|=)?/;

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readConstraint(text: string): Constraint | undefined {
  if (text === '*') return { comparator: '*', version: '' };
  const mark = COMPARATOR.exec(text)?.[0] ?? '';
  const version = decode(text.slice(mark.length));
  if (version === undefined || version === '') return undefined;
  return { comparator: (mark || '=') as Comparator, version };
}

function split(text: string): { scheme: string; parts: string[] } | undefined {
  if (text.length > MAX_VERS_LENGTH || !text.startsWith('vers:')) return undefined;
  const slash = text.indexOf('/');
  const scheme = text.slice('vers:'.length, slash);
  if (slash < 0 || !SCHEME.test(scheme)) return undefined;
  const parts = text.slice(slash + 1).split('|');
  return parts.length > MAX_CONSTRAINTS ? undefined : { scheme, parts };
}

function readAll(scheme: string, parts: readonly string[]): Vers | undefined {
  const constraints: Constraint[] = [];
  for (const part of parts) {
    const constraint = readConstraint(part);
    if (constraint === undefined) return undefined;
    constraints.push(constraint);
  }
  // `*` stands alone.
  if (constraints.length > 1 && constraints.some(({ comparator }) => comparator === '*')) return undefined;
  return { scheme, constraints };
}

/** RFC 3339 with upper-case letters is the one spelling of a datetime. */
function isCanonicalVersion(scheme: string, written: string, version: string): boolean {
  if (encodeVersion(version) !== written) return false;
  return scheme !== 'datetime' || !/[a-z]/.test(version);
}

/** Sorted by version; of an order that is not known here, nothing can be said. */
function isSorted(vers: Vers): boolean {
  const sorted = sortConstraints(vers);
  return vers.constraints.every((constraint, i) => constraint.version === sorted[i]?.version);
}

/**
 * Reads a range in canonical form only: no blanks, no empty constraint, no `=`, sorted, canonical percent-encoding.
 *
 * @returns `undefined` for anything else; {@link canonicalVers} repairs what can be. Never throws.
 */
export function parseVers(text: string): Vers | undefined {
  const found = split(text);
  const vers = found && readAll(found.scheme, found.parts);
  if (found === undefined || vers === undefined) return undefined;
  const isWritten = found.parts.every((part, i) => {
    const { comparator, version } = vers.constraints[i] as Constraint;
    const mark = COMPARATOR.exec(part)?.[0] ?? '';
    return (
      comparator === '*' ||
      (mark !== '=' && isCanonicalVersion(found.scheme, part.slice(mark.length), version))
    );
  });
  return isWritten && isSorted(vers) ? vers : undefined;
}

/** Reads a range as people write it: blanks, empty constraints, other encodings and any order are accepted. */
export function parseVersLoosely(text: string): Vers | undefined {
  if (text.length > MAX_VERS_LENGTH) return undefined;
  const found = split(text.replace(/\s+/g, ''));
  const parts = found?.parts.filter((part) => part !== '');
  if (found === undefined || parts === undefined || parts.length === 0) return undefined;
  return readAll(found.scheme, parts);
}

/** The canonical text of a range: constraints sorted by version and each version there once. */
export function canonicalVers(text: string): string | undefined {
  const vers = parseVersLoosely(text);
  if (vers === undefined) return undefined;
  const { scheme } = vers;
  if (
    isScheme(scheme) &&
    !vers.constraints.every(({ comparator, version }) => comparator === '*' || prepare(scheme, version))
  )
    return undefined;
  const constraints = sortConstraints(vers).filter(
    (constraint, i, all) => !repeats(scheme, all[i - 1], constraint),
  );
  return formatVers({ scheme, constraints });
}

function repeats(scheme: string, previous: Constraint | undefined, next: Constraint): boolean {
  if (previous === undefined || previous.comparator !== next.comparator) return false;
  const [a, b] = [prepare(scheme, previous.version), prepare(scheme, next.version)];
  return a !== undefined && b !== undefined && comparePrepared(a, b) === 0;
}

/**
 * Tells whether a range holds a version.
 *
 * @returns `undefined` when it cannot be said: not a range, a scheme without an order here, a version not valid in it.
 * @example
 * inRange('vers:deb/>=1.2|<1.4-2', '1.4-1'); // true
 */
export function inRange(range: string | Vers, version: string): boolean | undefined {
  const vers = typeof range === 'string' ? parseVersLoosely(range) : range;
  return vers === undefined ? undefined : contains(vers, version);
}
