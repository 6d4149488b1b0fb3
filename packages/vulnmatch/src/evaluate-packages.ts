import type { Vote } from './evaluate-affected.ts';
import { evaluatePackage, reasonOfClaim } from './evaluate-claim.ts';
import { type DistroClaims, voteOfDistribution } from './evaluate-distribution.ts';
import type { PackageClaim } from './model.ts';
import type { Subject } from './subject.ts';

/** The votes of all package claims that speak of a component. */
export function voteOnPackages(claims: readonly PackageClaim[], subject: Subject): Vote[] {
  const { distro, pack } = subject;
  if (distro) {
    const found: DistroClaims = { own: [], origin: [] };
    for (const claim of claims)
      if (claim.eco === distro.type && isNamed(claim, distro.names)) {
        if ((claim.ns ?? '') === distro.id) found.own.push(claim);
        else if (distro.rebuild && claim.ns === 'redhat') found.origin.push(claim);
      }
    return voteOfDistribution(found, distro);
  }
  if (!pack) return [];
  const votes: Vote[] = [];
  for (const claim of claims)
    if (claim.name === pack.name && claim.eco === pack.eco && claim.ns === undefined) {
      const verdict = evaluatePackage(claim, subject.version);
      votes.push({ reason: reasonOfClaim(claim, verdict, subject.version, 'osv'), weak: false });
    }
  return votes;
}

function isNamed(claim: PackageClaim, names: readonly string[]): boolean {
  return names.includes(claim.name) || (claim.bin !== undefined && names.some((n) => claim.bin?.includes(n)));
}
