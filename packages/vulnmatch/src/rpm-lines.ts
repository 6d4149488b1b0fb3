import type { PackageClaim } from './model.ts';
import { numbersOf } from './order.ts';
import type { DistroPackage } from './subject.ts';

/** The major release an rpm was built for, by its tag: `el9`, `el8sat` → `8`. */
const buildLine = (version: string | undefined): string | undefined =>
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
  // A package outside of modules is not the one that a module brings, though they have one name.
  if (!isModule(distro.version)) return isFar || fixes.every(isModule);
  return isFar || fixes.every((fix) => isModule(fix) && !isSameMajor(fix, distro));
}

/** `el9_4` of `3.9.18-3.el9_4.5`: the minor release whose fixes a build belongs to. */
const minorOf = (version: string | undefined): string | undefined =>
  /\.(el\d+_\d+)(?:\.|$)/i.exec(version ?? '')?.[1]?.toLowerCase();

/**
 * True when a component was built as a fix of one minor release and the claim's fixes are builds of others: the same fix
 * has another number in each, so a lower one is not a sure sign.
 */
export function isOtherMinor(claim: PackageClaim, version: string | undefined): boolean {
  const own = minorOf(version);
  const fixes = fixesOf(claim);
  return own !== undefined && fixes.length > 0 && fixes.every((fix) => minorOf(fix) !== own);
}

const isModule = (version: string): boolean => /\.module[_+]/i.test(version);

const isSameMajor = (fix: string, distro: DistroPackage): boolean =>
  numbersOf(fix)[0] === numbersOf(distro.version ?? '')[0];

/**
 * Of several fixes of one package in modules, those of the component's own stream and build: first the very same build,
 * then the same minor release, then the same stream.
 */
export function narrowModules(
  claims: readonly PackageClaim[],
  distro: DistroPackage,
): readonly PackageClaim[] {
  const { version } = distro;
  if (claims.length < 2 || version === undefined || !isModule(version)) return claims;
  const keep = (from: readonly PackageClaim[], tell: (text: string) => string | undefined) => {
    const own = tell(version);
    const kept = from.filter((claim) => fixesOf(claim).some((fix) => tell(fix) === own));
    return kept.length > 0 ? kept : from;
  };
  const stream = keep(claims, (text) => numbersOf(text).slice(0, 2).join('.'));
  const minor = keep(stream, (text) => /module[_+]el([\d.]+)/i.exec(text)?.[1]);
  return keep(minor, (text) => /module[_+]el.*$/i.exec(text)?.[0]);
}

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
