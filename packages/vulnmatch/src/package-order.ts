import { compareVersions, schemeOfPurlType } from '@vigie/versions';
import type { PackageClaim } from './model.ts';

const schemes = new Map<string, string>();

/** The scheme a claim's versions are compared in: its own, else that of the purl type. */
export function schemeOfClaim(claim: PackageClaim): string {
  if (claim.scheme !== undefined) return claim.scheme;
  let scheme = schemes.get(claim.eco);
  if (scheme === undefined) {
    scheme = schemeOfPurlType(claim.eco);
    schemes.set(claim.eco, scheme);
  }
  return scheme;
}

/** The order of two versions of a package; `undefined` when one is not a version of that scheme. */
export function comparePackageVersions(scheme: string, a: string, b: string): -1 | 0 | 1 | undefined {
  return compareVersions(scheme, a, b);
}
