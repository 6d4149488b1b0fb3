import type { PackageClaim } from './model.ts';
import { numbersOf } from './order.ts';
import type { DistroPackage } from './subject.ts';

/** The major release an rpm was built for, by its tag: `el9`, `el8sat` → `8`. */
export const buildLine = (version: string | undefined): string | undefined =>
  /[._+](?:el|module_el|fc)(\d+)/i.exec(version ?? '')?.[1];

const fixesOf = (claim: PackageClaim): string[] =>
  (claim.ranges ?? []).flatMap((range) => range.lt ?? range.le ?? []);

/**
 * True when a claim's fixes were built for another major release, or for another module stream, than the component:
 * their numbers do not compare.
 */
export function isOtherLine(claim: PackageClaim, distro: DistroPackage): boolean {
  if (distro.type !== 'rpm' || distro.version === undefined) return false;
  const fixes = fixesOf(claim);
  const own = buildLine(distro.version);
  if (fixes.length === 0) return false;
  const isFar = own !== undefined && fixes.every((fix) => (buildLine(fix) ?? own) !== own);
  return (
    isFar || (isModule(distro.version) && fixes.every((fix) => isModule(fix) && !isSameMajor(fix, distro)))
  );
}

const isModule = (version: string): boolean => /\.module[_+]/i.test(version);

const isSameMajor = (fix: string, distro: DistroPackage): boolean =>
  numbersOf(fix)[0] === numbersOf(distro.version ?? '')[0];

/** Of several fixes of one package in modules, those of the component's own build, else of its own stream. */
export function narrowModules(
  claims: readonly PackageClaim[],
  distro: DistroPackage,
): readonly PackageClaim[] {
  const { version } = distro;
  if (claims.length < 2 || version === undefined || !isModule(version)) return claims;
  const build = moduleBuild(version);
  const stream = numbersOf(version).slice(0, 2).join('.');
  const sameStream = claims.filter((claim) =>
    fixesOf(claim).some((fix) => numbersOf(fix).slice(0, 2).join('.') === stream),
  );
  const narrowed = sameStream.length > 0 ? sameStream : claims;
  const sameBuild = narrowed.filter((claim) => fixesOf(claim).some((fix) => moduleBuild(fix) === build));
  return sameBuild.length > 0 ? sameBuild : narrowed;
}

/** `module_el8.4.0` of `…module_el8.4.0+2496+12421f43`. */
const moduleBuild = (version: string): string | undefined => /module[_+]el([\d.]+)/i.exec(version)?.[1];

/** The same claim without the epochs of its bounds. */
export function withoutEpoch(claim: PackageClaim): PackageClaim {
  const plain = (bound: string | undefined) => bound?.replace(/^\d+:/, '');
  return {
    ...claim,
    ranges: (claim.ranges ?? []).map((range) => {
      const copy = { ...range };
      for (const key of ['ge', 'gt', 'lt', 'le'] as const) {
        const bound = plain(range[key]);
        if (bound !== undefined) copy[key] = bound;
      }
      return copy;
    }),
  };
}
