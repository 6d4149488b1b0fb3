import type { PackageClaim, PackageRange, Reason, Status, Verdict } from './model.ts';
import { comparePackageVersions, schemeOfClaim } from './package-order.ts';

const VERDICTS: Record<Status, Verdict> = { a: 'affected', n: 'not_affected', u: 'unknown' };

/** What one claim says of one version. */
export interface ClaimVerdict {
  status: Status;
  rule:
    | 'range'
    | 'version'
    | 'git'
    | 'not-comparable'
    | 'no-version'
    | 'unfixed'
    | 'not-affected'
    | 'undecided';
  range?: string;
}

export function reasonOfClaim(
  claim: PackageClaim,
  verdict: ClaimVerdict,
  version: string | undefined,
  family: 'osv' | 'distro',
): Reason {
  const scheme = verdict.rule === 'range' || verdict.rule === 'version' ? schemeOfClaim(claim) : undefined;
  return {
    source: claim.from,
    rule: `${family}.${verdict.rule}`,
    ...(verdict.range === undefined ? {} : { range: verdict.range }),
    ...(version === undefined ? {} : { compared: version }),
    ...(scheme === undefined ? {} : { scheme }),
    vote: VERDICTS[verdict.status],
    ...(claim.note === undefined ? {} : { quote: claim.note }),
  };
}

/** A claim on one version: in a range or listed; else the claim's own status for all others. */
export function evaluatePackage(claim: PackageClaim, version: string | undefined): ClaimVerdict {
  const { ranges, versions } = claim;
  if (ranges === undefined && versions === undefined) return withoutVersion(claim.s ?? 'u');
  if (version === undefined) return versionless(claim);
  const scheme = schemeOfClaim(claim);
  let doubt: PackageRange | undefined;
  if (ranges)
    for (const range of ranges) {
      const fit = fitsPackageRange(range, version, scheme);
      if (fit === 'yes') return { status: range.s ?? 'a', rule: 'range', range: boundsInWords(range) };
      if (fit === 'maybe') doubt = range;
    }
  if (versions && isListed(versions, version, claim, scheme))
    return { status: 'a', rule: 'version', range: `= ${version}` };
  // A repository's list of affected tags leaves out those that are not; of a commit it says nothing.
  if (doubt?.git && !(versions && /\d[._-]\d/.test(version))) return { status: 'u', rule: 'git' };
  if (doubt && !doubt.git) return { status: 'u', rule: 'not-comparable', range: boundsInWords(doubt) };
  const nearest = ranges && !doubt ? nearestRange(ranges, version, scheme) : undefined;
  return {
    status: claim.s ?? 'n',
    rule: nearest ? 'range' : 'version',
    range: nearest ? boundsInWords(nearest) : 'not among the versions listed',
  };
}

function withoutVersion(status: Status): ClaimVerdict {
  return { status, rule: status === 'a' ? 'unfixed' : status === 'n' ? 'not-affected' : 'undecided' };
}

function versionless(claim: PackageClaim): ClaimVerdict {
  const every = claim.ranges?.find(
    (r) => !r.git && [r.gt, r.lt, r.le].every((b) => b === undefined) && !r.ge,
  );
  return every
    ? { status: every.s ?? 'a', rule: 'range', range: boundsInWords(every) }
    : { status: 'u', rule: 'no-version' };
}

/** Lies a version within bounds? `maybe`: not a version of that scheme, or commits. */
export function fitsPackageRange(
  range: PackageRange,
  version: string,
  scheme: string,
): 'yes' | 'no' | 'maybe' {
  if (range.git) return fitsCommit(range, version);
  let maybe = false;
  if (range.ge !== undefined) {
    const order = comparePackageVersions(scheme, version, range.ge);
    if (order === undefined) maybe = true;
    else if (order < 0) return 'no';
  }
  if (range.gt !== undefined) {
    const order = comparePackageVersions(scheme, version, range.gt);
    if (order === undefined) maybe = true;
    else if (order <= 0) return 'no';
  }
  if (range.lt !== undefined) {
    const order = comparePackageVersions(scheme, version, range.lt);
    if (order === undefined) maybe = true;
    else if (order >= 0) return 'no';
  }
  if (range.le !== undefined) {
    const order = comparePackageVersions(scheme, version, range.le);
    if (order === undefined) maybe = true;
    else if (order > 0) return 'no';
  }
  return maybe ? 'maybe' : 'yes';
}

function fitsCommit(range: PackageRange, version: string): 'yes' | 'no' | 'maybe' {
  if (version === range.ge || version === range.le) return 'yes';
  return version === range.lt ? 'no' : 'maybe';
}

function isListed(
  versions: readonly string[],
  version: string,
  claim: PackageClaim,
  scheme: string,
): boolean {
  if (versions.includes(version)) return true;
  if (claim.ranges?.some((r) => r.git)) {
    const tag = tagParts(version);
    return tag !== '' && versions.some((v) => tagParts(v) === tag);
  }
  return versions.some((v) => comparePackageVersions(scheme, v, version) === 0);
}

/** `openssl-3.0.4`, `v3.0.4` and `REL_3_0_4` are one release; its words of doubt count: `3.0.4-rc1`. */
function tagParts(tag: string): string {
  return (tag.toLowerCase().match(/\d+|(?<![a-z])(?:rc|alpha|beta|preview|dev|pre)(?![a-z])/g) ?? []).join(
    '-',
  );
}

/** For a version outside all ranges: the last that ends before it, else the first. */
function nearestRange(
  ranges: readonly PackageRange[],
  version: string,
  scheme: string,
): PackageRange | undefined {
  let nearest = ranges[0];
  for (const range of ranges) {
    const end = range.lt ?? range.le;
    if (end !== undefined && comparePackageVersions(scheme, version, end) !== -1) nearest = range;
  }
  return nearest;
}

/** `>= 2.0.0, < 2.3.1`. */
export function boundsInWords(range: PackageRange): string {
  let words = '';
  const add = (sign: string, bound: string | undefined): void => {
    if (bound !== undefined) words += `${words === '' ? '' : ', '}${sign} ${bound}`;
  };
  add('>=', range.ge);
  add('>', range.gt);
  add('<', range.lt);
  add('<=', range.le);
  return words === '' ? 'every version' : words;
}
