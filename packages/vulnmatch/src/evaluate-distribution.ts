import type { Vote } from './evaluate-affected.ts';
import { boundsInWords, type ClaimVerdict, evaluatePackage, reasonOfClaim } from './evaluate-claim.ts';
import type { PackageClaim, Verdict } from './model.ts';
import { numbersOf } from './order.ts';
import { comparePackageVersions, schemeOfClaim } from './package-order.ts';
import { fitsRelease, isOlderRelease } from './releases.ts';
import { isOtherLine, isOtherMinor, narrowModules, withoutEpoch } from './rpm-lines.ts';
import type { DistroPackage } from './subject.ts';

/** Claims on a distribution's package: its own, and for a rebuild those of the distribution it rebuilds. */
export interface DistroClaims {
  own: PackageClaim[];
  origin: PackageClaim[];
}

/** The votes of a distribution on its own package: those of the component's release, else why there are none. */
export function voteOfDistribution(found: DistroClaims, distro: DistroPackage): Vote[] {
  if (found.own.length > 0) return voteOfClaims(found.own, distro);
  return voteOfClaims(found.origin, distro).map(({ reason }) => ({
    reason: silent(
      reason,
      'distro.rebuild',
      reason.vote === 'affected' ? 'unknown' : reason.vote,
      `${distro.id} rebuilds this package: Red Hat's statement is a hint`,
    ),
    weak: true,
  }));
}

function voteOfClaims(claims: readonly PackageClaim[], distro: DistroPackage): Vote[] {
  if (claims.length === 0) return [];
  const named = narrowNames(claims, distro);
  if (/~bpo\d/i.test(distro.version ?? '')) return [voteOnBackport(named, distro)];
  const sure: PackageClaim[] = [];
  const open: PackageClaim[] = [];
  for (const claim of named) {
    const fit = fitsRelease(claim.release, distro);
    if (fit === 'yes') sure.push(claim);
    else if (fit === 'maybe') open.push(claim);
  }
  const chosen = narrowStreams(sure, distro).filter((claim) => !isOtherLine(claim, distro));
  if (chosen.length > 0) return narrowModules(chosen, distro).map((claim) => voteOf(claim, distro));
  if (sure.length > 0) return [otherStream(sure[0] as PackageClaim, distro)];
  if (open.length === 0) return [elsewhere(named, distro)];
  return [voteWithoutRelease(open, distro)];
}

/** Statements on the binary speak before those on its source. */
function narrowNames(claims: readonly PackageClaim[], distro: DistroPackage): readonly PackageClaim[] {
  const [binary = ''] = distro.names;
  const own = claims.filter((claim) => claim.name === binary || claim.bin?.includes(binary));
  return own.length > 0 ? own : claims;
}

/** An extended-support stream's statement stands before that of the release. */
function narrowStreams(claims: readonly PackageClaim[], distro: DistroPackage): readonly PackageClaim[] {
  if (!distro.on?.includes('.') || distro.id !== 'redhat') return claims;
  const stream = claims.filter((claim) => claim.release === distro.on);
  return stream.length > 0 ? stream : claims;
}

function voteOf(claim: PackageClaim, distro: DistroPackage): Vote {
  const asked = comparedVersion(claim, distro);
  const verdict = evaluatePackage(asked.claim, asked.version);
  const reason = reasonOfClaim(claim, verdict, asked.version, 'distro');
  const doubt = reason.vote === 'affected' ? doubtOf(claim, asked.version, distro) : undefined;
  if (doubt) return { reason: silent(reason, doubt[0], 'unknown', doubt[1]), weak: false };
  if (reason.vote === 'affected' && distro.type === 'rpm' && isOtherMinor(claim, asked.version))
    return { reason: { ...reason, rule: 'distro.other-minor' }, weak: true };
  return { reason, weak: false };
}

/** What may be missing from the inventory when a claim says affected: support stream, source version, epoch. */
function doubtOf(
  claim: PackageClaim,
  version: string | undefined,
  distro: DistroPackage,
): [rule: string, words: string] | undefined {
  if (claim.release !== distro.on && /eus|e4s|aus|tus/.test(distro.release ?? ''))
    return ['distro.no-statement', 'no statement for this extended-support stream'];
  if (version === undefined || claim.ranges === undefined) return undefined;
  if (distro.type === 'rpm' && isOfSource(claim, distro) && distro.sourceVersion === undefined)
    return ['distro.source-version', 'stated of the source package, whose version is not known'];
  const isBare = (distro.type === 'deb' || distro.type === 'rpm') && !/^\d+:/.test(version);
  const hasEpoch = claim.ranges.some((r) => /^[1-9]\d*:/.test(r.lt ?? r.le ?? ''));
  return isBare && hasEpoch && evaluatePackage(withoutEpoch(claim), version).status !== 'a'
    ? ['distro.epoch-unknown', 'only the epoch decides, and the inventory gives none']
    : undefined;
}

const isOfSource = (claim: PackageClaim, distro: DistroPackage): boolean =>
  claim.name !== distro.names[0] &&
  distro.names.includes(claim.name) &&
  !claim.bin?.includes(distro.names[0] ?? '');

/** A statement on a source is compared with the source's version, which is not always the binary's. */
function comparedVersion(
  claim: PackageClaim,
  distro: DistroPackage,
): { claim: PackageClaim; version: string | undefined } {
  if (distro.type === 'bitnami') return { claim, version: distro.version?.replace(/-\d+$/, '') };
  if (!isOfSource(claim, distro) || distro.sourceVersion === undefined)
    return { claim, version: distro.version };
  // The name of a source package does not hold its epoch.
  return distro.type === 'rpm' && !distro.sourceVersion.includes(':')
    ? { claim: withoutEpoch(claim), version: distro.sourceVersion }
    : { claim, version: distro.sourceVersion };
}

/** Its release is named, but the fixes are of another module stream or build. */
function otherStream(claim: PackageClaim, distro: DistroPackage): Vote {
  const fix = claim.ranges?.at(-1);
  return {
    reason: {
      source: claim.from,
      rule: 'distro.other-stream',
      ...(fix ? { range: boundsInWords(fix) } : {}),
      ...(distro.version === undefined ? {} : { compared: distro.version }),
      vote: 'not_affected',
      quote: 'the fix is of another module stream or build line',
    },
    weak: true,
  };
}

/** `openshift:4.14` is a product that brings packages of its own to the same hosts, not a release of the distribution. */
const isOtherProduct = (release: string): boolean => release.includes(':');

function otherProduct(claim: PackageClaim, releases: readonly string[], distro: DistroPackage): Vote {
  return {
    reason: {
      source: claim.from,
      rule: 'distro.other-product',
      range: releases.slice(0, 8).join(', '),
      ...(distro.version === undefined ? {} : { compared: distro.version }),
      vote: 'unknown',
      quote: `stated for the package that ${releases.slice(0, 3).join(', ')} brings: whether this is one is not known`,
    },
    weak: true,
  };
}

/** All statements are on other releases. A tracker of every release then says nothing; a notice did not mean this one. */
function elsewhere(claims: readonly PackageClaim[], distro: DistroPackage): Vote {
  const claim = claims[0] as PackageClaim;
  const releases = [...new Set(claims.flatMap((c) => c.release ?? []))];
  const isSilent = claim.tracker === true && isOlderRelease(distro.on, releases);
  if (releases.length > 0 && releases.every(isOtherProduct)) return otherProduct(claim, releases, distro);
  return {
    reason: {
      source: claim.from,
      rule: isSilent ? 'distro.no-statement' : 'distro.other-release',
      range: `${distro.id} ${releases.slice(0, 8).join(', ')}`,
      ...(distro.version === undefined ? {} : { compared: distro.version }),
      vote: isSilent ? 'unknown' : 'not_affected',
      quote: isSilent
        ? 'the distribution says nothing of this release'
        : `stated for ${releases.slice(0, 8).join(', ')}, not for ${distro.on ?? 'this build'}`,
    },
    weak: true,
  };
}

/** The release is not known: only what all releases agree on. */
function voteWithoutRelease(claims: readonly PackageClaim[], distro: DistroPackage): Vote {
  const votes = claims.map((claim) => voteOf(claim, distro));
  const [first] = votes as [Vote];
  if (votes.every((v) => v.reason.vote === 'not_affected')) return first;
  const telling = votes.find((v) => v.reason.vote === 'affected') ?? first;
  return {
    reason: silent(
      telling.reason,
      'distro.release-unknown',
      'unknown',
      'the release of the distribution is not known',
    ),
    weak: false,
  };
}

/** A backport has a suite of its own, of which trackers say nothing: only a fix in its own upstream branch, or all, clear it. */
function voteOnBackport(claims: readonly PackageClaim[], distro: DistroPackage): Vote {
  const verdicts = claims.map((claim): { claim: PackageClaim; verdict: ClaimVerdict } => ({
    claim,
    verdict: evaluatePackage(claim, distro.version),
  }));
  const branch = branchOf(distro.version);
  const near = verdicts.filter(({ claim }) =>
    claim.ranges?.some((r) => r.lt !== undefined && branchOf(r.lt) === branch),
  );
  const heard = near.length > 0 ? near : verdicts;
  const isClear = heard.every(({ verdict }) => verdict.status === 'n');
  const { claim, verdict } = highestFix(heard, (v) => isClear || v.status !== 'n');
  const reason = reasonOfClaim(claim, verdict, distro.version, 'distro');
  return {
    reason: isClear
      ? reason
      : silent(reason, 'distro.no-statement', 'unknown', 'a backport: its suite has no statement of its own'),
    weak: false,
  };
}

function highestFix<T extends { claim: PackageClaim; verdict: ClaimVerdict }>(
  items: readonly T[],
  isHeard: (verdict: ClaimVerdict) => boolean,
): T {
  let best: T | undefined;
  for (const item of items) {
    if (!isHeard(item.verdict)) continue;
    const [a, b] = [item.claim.ranges?.at(-1)?.lt, best?.claim.ranges?.at(-1)?.lt];
    if (!best || (a !== undefined && b !== undefined && isAfter(item.claim, a, b))) best = item;
  }
  return best ?? (items[0] as T);
}

const isAfter = (claim: PackageClaim, a: string, b: string): boolean =>
  comparePackageVersions(schemeOfClaim(claim), a, b) === 1;

const branchOf = (version: string | undefined): string =>
  numbersOf(version ?? '')
    .slice(0, 2)
    .join('.');

const silent = <R extends { rule: string; vote: Verdict; quote?: string }>(
  reason: R,
  rule: string,
  vote: Verdict,
  quote: string,
): R => ({ ...reason, rule, vote, quote });
