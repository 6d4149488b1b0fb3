import type { Scheme, SchemeKey } from './define-scheme.ts';
import { schemes as registry } from './schemes/registry.generated.ts';

const byName = new Map<string, Scheme>();
const byPurlType = new Map<string, string>();
const byEcosystem = new Map<string, string>();
/** Names as they are looked up: lower case, blanks and underscores as hyphens. */
const spelt = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
const byAnyName = new Map<string, string>();
for (const scheme of registry as readonly Scheme[]) {
  for (const name of [scheme.id, ...(scheme.aliases ?? [])]) byName.set(name, scheme);
  for (const type of scheme.purlTypes ?? []) byPurlType.set(type, scheme.id);
  for (const ecosystem of scheme.ecosystems ?? []) byEcosystem.set(ecosystem.toLowerCase(), scheme.id);
}
for (const names of [
  byEcosystem,
  byPurlType,
  new Map(Array.from(byName, ([name, scheme]) => [name, scheme.id])),
])
  for (const [name, id] of names) byAnyName.set(spelt(name), id);

/** Ids of all schemes, sorted. */
export const schemes: readonly string[] = registry.map((scheme) => scheme.id);

/** The order of two versions: before, same, after. */
export type Order = -1 | 0 | 1;

/** A version read once, to be compared many times. */
export interface PreparedVersion {
  readonly scheme: string;
  readonly text: string;
  readonly key: SchemeKey;
}

/** The scheme of that id or alias, for tools that list or explain schemes. */
export function schemeNamed(name: string): Scheme | undefined {
  return byName.get(name) ?? byName.get(name.toLowerCase());
}

/** True when `name` is the id or an alias of a scheme. */
export function isScheme(name: string): boolean {
  return schemeNamed(name) !== undefined;
}

/** The scheme id of a purl type: `golang` → `go`; a type without an order of its own → `generic`. */
export function schemeOfPurlType(type: string): string {
  return byPurlType.get(type.toLowerCase()) ?? 'generic';
}

/** The scheme id of an OSV ecosystem, its release suffix ignored: `Debian:12` → `deb`; `undefined` if unknown. */
export function schemeOfEcosystem(ecosystem: string): string | undefined {
  const colon = ecosystem.indexOf(':');
  return byEcosystem.get((colon < 0 ? ecosystem : ecosystem.slice(0, colon)).toLowerCase());
}

/** Longest name of a scheme that is looked up. */
const MAX_NAME_LENGTH = 128;

/**
 * The scheme id of any name that people and feeds give an order: an id or alias (`debian`, `pep440`, `pan-os`), a purl
 * type (`golang`), a `vers:` scheme (`alpine`) or an OSV ecosystem with or without its release (`crates.io`,
 * `Debian:12`); `undefined` if unknown.
 *
 * @example
 * resolveScheme('Debian:12'); // 'deb'
 */
export function resolveScheme(name: string): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const whole = spelt(name);
  return byAnyName.get(whole) ?? byAnyName.get(whole.split(':', 1)[0] ?? '');
}

// A matching run compares a few thousand distinct bounds with a few thousand versions, millions of times.
const MEMO_SIZE = 8_192;
const memos = new Map<Scheme, Map<string, SchemeKey | null>>();

function read(scheme: Scheme, text: string): SchemeKey | undefined {
  let memo = memos.get(scheme);
  if (memo === undefined) {
    memo = new Map();
    memos.set(scheme, memo);
  }
  const known = memo.get(text);
  if (known !== undefined) return known ?? undefined;
  const key = scheme.parse(text);
  if (memo.size >= MEMO_SIZE) memo.clear();
  if (text.length <= 64) memo.set(text, key ?? null);
  return key;
}

/** True when `text` is a version in that scheme. */
export function isVersion(scheme: string, text: string): boolean {
  const found = schemeNamed(scheme);
  return found !== undefined && read(found, text) !== undefined;
}

/** Reads a version once; `undefined`: scheme unknown, or not a version in it. */
export function prepare(scheme: string, text: string): PreparedVersion | undefined {
  const found = schemeNamed(scheme);
  if (found === undefined) return undefined;
  const key = read(found, text);
  return key === undefined ? undefined : { scheme: found.id, text, key };
}

/** Orders two prepared versions; `undefined` when their schemes differ. */
export function comparePrepared(a: PreparedVersion, b: PreparedVersion): Order | undefined {
  if (a.scheme !== b.scheme) return undefined;
  const found = byName.get(a.scheme);
  return found === undefined ? undefined : sign(found.compare(a.key, b.key));
}

/**
 * Orders two versions as the scheme's own package manager does.
 *
 * @returns -1, 0 or 1; `undefined` when the scheme is unknown or a text is not a version in it. Never throws.
 * @example
 * compareVersions('deb', '1:1.2-1~deb12u1', '1:1.2-1'); // -1
 */
export function compareVersions(scheme: string, a: string, b: string): Order | undefined {
  const found = schemeNamed(scheme);
  if (found === undefined) return undefined;
  const keyA = read(found, a);
  if (keyA === undefined) return undefined;
  const keyB = read(found, b);
  if (keyB === undefined) return undefined;
  return sign(found.compare(keyA, keyB));
}

function sign(order: number): Order {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}
