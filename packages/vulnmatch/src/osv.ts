import { dense, type Json, list, object, text, texts } from './json.ts';
import { MalformedRecordError, type Matchable, type PackageClaim, type PackageRange } from './model.ts';
import { type NamedPackage, packageOfOsv } from './osv-ecosystems.ts';
import { readOsvRanges } from './osv-ranges.ts';
import { forgeOf, normalName } from './package-keys.ts';

const MAX_AFFECTED = 5_000;

/**
 * Compiles an OSV record (OSV.dev, GitHub advisories, PyPA, Go, RustSec, distributions' exports), schema 1.x.
 *
 * A withdrawn record is rejected. `aliases` are other names of the weakness; the ids that a distribution's notice fixes
 * (`upstream`, and `related` of errata) are kept in `upstream`; `related` of others says nothing of identity.
 *
 * @param record a parsed OSV document.
 * @throws MalformedRecordError when it is not one; `path` says where.
 * @see https://ossf.github.io/osv-schema/
 */
export function matchableFromOsv(record: unknown): Matchable {
  const root = object(record, '$');
  const id = typeof root.id === 'string' ? text(root.id, 256) : undefined;
  if (id === undefined || /\s/.test(id)) throw new MalformedRecordError('id', 'id');
  const rejected = text(root.withdrawn) !== undefined;
  const matchable: Matchable = {
    id,
    aliases: [...new Set(ids(root.aliases, 'aliases'))].filter((alias) => alias !== id),
    source: 'osv',
    rejected,
  };
  const upstream = upstreamOf(root, id);
  if (upstream.length > 0) matchable.upstream = upstream;
  if (rejected) return matchable;
  const claims = readAffected(root, sourceOfOsv(id));
  if (claims.length > 0) matchable.packages = claims;
  return matchable;
}

const ids = (value: unknown, path: string): string[] =>
  texts(value, path).filter((id) => id.length <= 256 && !/\s/.test(id));

/** Notices of distributions that list the weaknesses they fix under `related`. */
const ERRATA =
  /^(ALSA|ALBA|ALEA|RLSA|RLBA|RLEA|RXSA|RHSA|RHBA|RHEA|ELSA|USN|LSN|DSA|DLA|DTSA|SUSE|openSUSE|MGASA|ALAS)/i;

function upstreamOf(root: Json, id: string): string[] {
  const found = ids(root.upstream, 'upstream');
  if (ERRATA.test(id) && found.length === 0) found.push(...ids(root.related, 'related'));
  return [...new Set(found)].filter((other) => other !== id).slice(0, 2_000);
}

const FAMILIES: [RegExp, string][] = [
  [/^(DEBIAN|DSA|DLA|DTSA)-/i, 'debian'],
  [/^(UBUNTU|USN|LSN)-/i, 'ubuntu'],
  [/^AL[SBE]A-/i, 'almalinux'],
  [/^R(L|X)[SBE]A-/i, 'rocky'],
  [/^RH[SBE]A-/i, 'redhat'],
  [/^openSUSE-/i, 'opensuse'],
  [/^SUSE-/i, 'suse'],
  [/^BIT-/i, 'bitnami'],
  [/^CGA-/i, 'chainguard'],
  [/^OSV-/i, 'oss-fuzz'],
  [/^(A|ASB|PUB)-/, 'android'],
  [/^CVE-/i, 'osv'],
];

/** Who speaks, by the prefix of an id: `GHSA-…` → `ghsa`. */
export function sourceOfOsv(id: string): string {
  const known = FAMILIES.find(([pattern]) => pattern.test(id));
  return known?.[1] ?? (/^([A-Za-z][A-Za-z0-9]{1,20})-/.exec(id)?.[1]?.toLowerCase() || 'osv');
}

function readAffected(root: Json, from: string): PackageClaim[] {
  const affected = list(root.affected, 'affected');
  if (affected.length > MAX_AFFECTED)
    throw new MalformedRecordError('affected', `list of at most ${MAX_AFFECTED}`);
  const claims: PackageClaim[] = [];
  for (const [i, item] of affected.entries()) {
    const path = `affected[${i}]`;
    const entry = object(item, path);
    claims.push(...readEntry(entry, path, from));
  }
  return mergeClaims(claims);
}

function readEntry(entry: Json, path: string, from: string): PackageClaim[] {
  const pack =
    entry.package === undefined || entry.package === null ? {} : object(entry.package, `${path}.package`);
  const named = packageOfOsv(text(pack.ecosystem), text(pack.name, 512), text(pack.purl));
  const ranges = list(entry.ranges, `${path}.ranges`).map((r, i) => object(r, `${path}.ranges[${i}]`));
  const versions = texts(entry.versions, `${path}.versions`);
  if (named) {
    const claim = claimOf(named, entry, path, from, ranges, versions);
    return claim ? [claim] : [];
  }
  return readRepositories(from, path, ranges, versions);
}

function claimOf(
  named: NamedPackage,
  entry: Json,
  path: string,
  from: string,
  ranges: readonly Json[],
  versions: readonly string[],
): PackageClaim | undefined {
  const read = readOsvRanges(named, ranges, versions, `${path}.ranges`);
  // An entry without ranges and versions does not say which versions are meant.
  if (read.ranges.length === 0 && read.versions.length === 0) {
    if (ranges.length > 0 || versions.length > 0) return undefined;
    return dense<PackageClaim>({ from, ...named, s: 'u' } as PackageClaim);
  }
  const bin = named.ns === undefined ? [] : binariesOf(entry, named);
  return dense<PackageClaim>({
    from,
    ...named,
    bin: bin.length > 0 ? bin : undefined,
    ranges: read.ranges.length > 0 ? read.ranges : undefined,
    versions: read.versions.length > 0 ? read.versions : undefined,
  } as PackageClaim);
}

/** Ubuntu and SUSE name the binaries that a source builds. */
function binariesOf(entry: Json, named: NamedPackage): string[] {
  const specific = entry.ecosystem_specific;
  const stated = typeof specific === 'object' && specific !== null ? (specific as Json).binaries : undefined;
  if (!Array.isArray(stated)) return [];
  const names = new Set<string>();
  for (const item of stated.slice(0, 5_000)) {
    if (typeof item !== 'object' || item === null) continue;
    const { binary_name: name } = item as Json;
    const found = typeof name === 'string' ? [name] : Object.keys(item as Json).slice(0, 500);
    for (const one of found)
      if (one.length <= 200 && one !== 'binary_version') names.add(normalName(named.eco, one));
  }
  names.delete(named.name);
  return [...names];
}

/** Ranges of a repository without a package: found by the forge's name, known by its tags. */
function readRepositories(
  from: string,
  path: string,
  ranges: readonly Json[],
  versions: readonly string[],
): PackageClaim[] {
  const repositories = new Map<string, PackageClaim>();
  for (const [i, range] of ranges.entries()) {
    const forge = forgeOf(text(range.repo) ?? '');
    if (!forge) continue;
    const eco = forge.host.slice(0, forge.host.indexOf('.'));
    const name = normalName(eco, `${forge.owner}/${forge.name}`);
    const read = readOsvRanges({ eco, name }, [range], [], `${path}.ranges[${i}]`);
    const known = repositories.get(`${eco}/${name}`);
    if (known) known.ranges?.push(...read.ranges);
    else
      repositories.set(
        `${eco}/${name}`,
        dense<PackageClaim>({
          from,
          eco,
          name,
          ranges: read.ranges,
          versions: versions.length > 0 ? [...versions] : undefined,
        } as PackageClaim),
      );
  }
  return [...repositories.values()];
}

/**
 * Several entries of one package are one claim: a version is affected if any of them says so. Not so for rpm, where each
 * entry can be the fix of another module stream.
 */
function mergeClaims(claims: readonly PackageClaim[]): PackageClaim[] {
  const merged = new Map<string, PackageClaim>();
  for (const claim of claims) {
    const { eco, ns, name, release, s, note } = claim;
    const key = JSON.stringify(eco === 'rpm' ? claim : [eco, ns, name, release, s, note]);
    const known = merged.get(key);
    if (!known) merged.set(key, claim);
    else if (eco !== 'rpm') {
      known.ranges = joined(known.ranges, claim.ranges);
      known.versions = joined(known.versions, claim.versions);
      known.bin = joined(known.bin, claim.bin);
      dense(known);
    }
  }
  return [...merged.values()];
}

function joined<T extends string | PackageRange>(
  a: T[] | undefined,
  b: readonly T[] | undefined,
): T[] | undefined {
  if (!a || !b) return a ?? (b && [...b]);
  const seen = new Set(a.map((item) => JSON.stringify(item)));
  return [...a, ...b.filter((item) => !seen.has(JSON.stringify(item)))];
}
