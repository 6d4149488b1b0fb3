import { evaluateVersions, type VersionVerdict } from './evaluate-versions.ts';
import { type Identity, identify } from './identify.ts';
import type { AffectedClaim, DistroClaim, Reason, Status, Verdict } from './model.ts';
import { platformFits, restrictionOf } from './platforms.ts';
import type { DistroPackage, Subject } from './subject.ts';

export interface Vote {
  reason: Reason;
  /** The claim could not be compared at all: it gives way to the source's other claims. */
  weak: boolean;
}

const VERDICTS: Record<Status, Verdict> = { a: 'affected', n: 'not_affected', u: 'unknown' };

/** The votes of all affected entries that speak of a component. */
export function voteOnAffected(
  claims: readonly AffectedClaim[],
  subject: Subject,
  families: ReadonlySet<string>,
): Vote[] {
  const found: { claim: AffectedClaim; identity: Identity }[] = [];
  for (const claim of claims) {
    const identity = identify(claim, subject);
    if (identity) found.push({ claim, identity });
  }
  const own = found.filter(({ identity }) => identity.kind === 'distro' || identity.kind === 'rebuild');
  if (own.length > 0) return voteOfDistro(own, subject);
  return found.map(({ claim, identity }) => voteOf(claim, identity, subject, families));
}

function voteOf(
  claim: AffectedClaim,
  identity: Identity,
  subject: Subject,
  families: ReadonlySet<string>,
): Vote {
  const verdict = evaluateVersions(claim, subject.version, {
    purlType: subject.ecosystem,
    vp: subject.vps[0],
  });
  const reason = reasonOf(claim, verdict, subject.version);
  const fit = platformFits(restrictionOf(claim.platforms), families);
  if (fit === 'no')
    return {
      reason: {
        ...reason,
        rule: 'cve5.platform',
        vote: 'not_affected',
        quote: `only on ${claim.platforms?.join(', ')}`,
      },
      weak: false,
    };
  if (identity.kind === 'upstream')
    return { reason: upstream(reason, subject.distro), weak: verdict.weak === true };
  if (identity.kind === 'name' && reason.vote === 'affected')
    return {
      reason: { ...reason, rule: 'guard.name-only', vote: 'unknown', ...note(identity.note) },
      weak: false,
    };
  if (fit === 'maybe' && reason.vote === 'affected')
    return {
      reason: {
        ...reason,
        rule: 'cve5.platform-unconfirmed',
        vote: 'unknown',
        quote: `only on ${claim.platforms?.slice(0, 8).join(', ')}; the platform is not known`,
      },
      weak: false,
    };
  return { reason: { ...reason, ...(reason.quote ? {} : note(identity.note)) }, weak: verdict.weak === true };
}

const note = (text: string | undefined): { quote?: string } => (text === undefined ? {} : { quote: text });

function reasonOf(claim: AffectedClaim, verdict: VersionVerdict, version: string | undefined): Reason {
  return {
    source: claim.from,
    rule: verdict.rule,
    ...(verdict.range === undefined ? {} : { range: verdict.range }),
    ...(version === undefined ? {} : { compared: version }),
    ...(verdict.scheme === undefined ? {} : { scheme: verdict.scheme }),
    vote: VERDICTS[verdict.status],
    ...note(verdict.quote),
  };
}

/** Distributions carry fixes back without changing upstream's number: only their own tracker decides. */
function upstream(reason: Reason, distro: DistroPackage | undefined): Reason {
  if (reason.vote === 'not_affected' && !distro?.special)
    return { ...reason, rule: 'distro.upstream-excludes' };
  return {
    ...reason,
    rule: 'distro.tracker-decides',
    vote: 'unknown',
    quote: `package of a distribution (${distro?.version ?? 'version not known'}): upstream's range does not decide`,
  };
}

/** The distribution's own claims: those of the host's support stream first, else those of its release. */
function voteOfDistro(found: { claim: AffectedClaim; identity: Identity }[], subject: Subject): Vote[] {
  const { distro } = subject;
  if (!distro) return [];
  const release = releaseOf(distro);
  const stream = found.filter(
    ({ claim }) => claim.distro?.stream !== undefined && claim.distro.stream === release.stream,
  );
  const main = found.filter(({ claim }) => isMain(claim.distro, release.major));
  const chosen = stream.length > 0 ? stream : main;
  if (chosen.length === 0) return [noStatement(found, distro)];
  return chosen.map(({ claim, identity }) => {
    const verdict = evaluateVersions(claim, distro.version, { purlType: distro.type });
    const reason = reasonOf(
      claim,
      { ...verdict, rule: verdict.rule.replace('cve5.', 'distro.') },
      distro.version,
    );
    if (identity.kind === 'rebuild' && reason.vote !== 'unknown')
      return {
        reason: {
          ...reason,
          rule: 'distro.rebuild',
          vote: 'unknown',
          quote: `${distro.id} rebuilds this package: Red Hat's statement is a hint`,
        },
        weak: false,
      };
    if (/eus|e4s|aus|tus/.test(distro.release ?? '') && stream.length === 0 && reason.vote === 'affected')
      return {
        reason: {
          ...reason,
          rule: 'distro.no-statement',
          vote: 'unknown',
          quote: 'no statement for this extended-support stream',
        },
        weak: false,
      };
    return { reason, weak: verdict.weak === true };
  });
}

const isMain = (claim: DistroClaim | undefined, major: string | undefined): boolean =>
  claim !== undefined &&
  claim.stream === undefined &&
  (claim.major === undefined || major === undefined || claim.major === major);

/** `rhel-9.4` or the build's own tag `.el9_4`. */
function releaseOf(distro: DistroPackage): { major?: string; stream?: string } {
  const tag = /\.(?:el|fc)(\d+)(?:_(\d+))?/i.exec(distro.version ?? '');
  const stated = /(\d+)(?:\.(\d+))?/.exec(distro.release ?? '');
  const major = tag?.[1] ?? stated?.[1];
  const minor = tag?.[2] ?? stated?.[2];
  return {
    ...(major === undefined ? {} : { major }),
    ...(major === undefined || minor === undefined ? {} : { stream: `${major}.${minor}` }),
  };
}

function noStatement(found: { claim: AffectedClaim }[], distro: DistroPackage): Vote {
  const claim = found[0]?.claim;
  return {
    reason: {
      source: claim?.from ?? 'cna',
      rule: 'distro.no-statement',
      vote: 'unknown',
      ...(distro.version === undefined ? {} : { compared: distro.version }),
      quote: 'the distribution says nothing of this release',
    },
    weak: false,
  };
}
