import type { Vote } from './evaluate-affected.ts';
import { evaluatePackage, reasonOfClaim } from './evaluate-claim.ts';
import { type DistroClaims, voteOfDistribution } from './evaluate-distribution.ts';
import type { PackageClaim } from './model.ts';
import { KERNEL } from './names.ts';
import type { DistroPackage, Subject } from './subject.ts';

/** The votes of all package claims that speak of a component. */
export function voteOnPackages(claims: readonly PackageClaim[], subject: Subject): Vote[] {
  const { distro, pack } = subject;
  if (distro) return voteOnDistro(claims, distro);
  // Upstream's kernel is no package; distributions' kernels are, and have their own numbers.
  const asked = pack ?? (subject.vps.includes(KERNEL) ? UPSTREAM_KERNEL : undefined);
  return asked ? voteOnPack(claims, asked, subject) : [];
}

const UPSTREAM_KERNEL = { eco: 'linux', name: 'kernel' };

function voteOnPack(
  claims: readonly PackageClaim[],
  pack: { eco: string; name: string },
  subject: Subject,
): Vote[] {
  const votes: Vote[] = [];
  for (const claim of claimsOn(claims, pack.name))
    if (claim.name === pack.name && claim.eco === pack.eco && claim.ns === undefined) {
      const verdict = evaluatePackage(claim, subject.version);
      votes.push({ reason: reasonOfClaim(claim, verdict, subject.version, 'osv'), weak: false });
    }
  return votes;
}

function voteOnDistro(claims: readonly PackageClaim[], distro: DistroPackage): Vote[] {
  const found: DistroClaims = { own: [], origin: [] };
  const seen = distro.names.length > 1 ? new Set<PackageClaim>() : undefined;
  for (const name of distro.names)
    for (const claim of claimsOn(claims, name)) {
      if (claim.eco !== distro.type || seen?.has(claim)) continue;
      if (claim.name !== name && !claim.bin?.includes(name)) continue;
      seen?.add(claim);
      if ((claim.ns ?? '') === distro.id) found.own.push(claim);
      else if (distro.rebuild && claim.ns === 'redhat') found.origin.push(claim);
    }
  return voteOfDistribution(found, distro);
}

/** A notice names hundreds of packages, and each of them is asked for: after a few questions an index pays. */
const MANY = 12;
const FEW_QUESTIONS = 4;
const NONE: readonly PackageClaim[] = [];
let last: { claims: readonly PackageClaim[]; asked: number; names?: Map<string, PackageClaim[]> } = {
  claims: NONE,
  asked: 0,
};

/** The claims that may be on a name: all of them, or those found under it. Records come one after the other. */
function claimsOn(claims: readonly PackageClaim[], name: string): readonly PackageClaim[] {
  if (claims.length <= MANY) return claims;
  if (last.claims !== claims) last = { claims, asked: 0 };
  last.asked += 1;
  if (last.asked <= FEW_QUESTIONS) return claims;
  last.names ??= indexOf(claims);
  return last.names.get(name) ?? NONE;
}

function indexOf(claims: readonly PackageClaim[]): Map<string, PackageClaim[]> {
  const names = new Map<string, PackageClaim[]>();
  for (const claim of claims)
    for (const name of claim.bin ? [claim.name, ...claim.bin] : [claim.name]) {
      const known = names.get(name);
      if (known) known.push(claim);
      else names.set(name, [claim]);
    }
  return names;
}
