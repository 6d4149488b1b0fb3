import type { Cpe } from '@vigie/identifiers';
import { readCpe } from './keys.ts';
import type { AffectedClaim } from './model.ts';
import {
  compact,
  ecosystemOfTarget,
  isNoName,
  KERNEL,
  KERNEL_NAMES,
  productKey,
  vendorKey,
  vpKey,
} from './names.ts';
import { ecosystemKey, packageKey } from './package-keys.ts';
import type { Subject } from './subject.ts';

/**
 * How a claim's product and a component are the same thing. `same`: established. `name`: only a name says so, the
 * verdict cannot be more than unknown. `upstream`: the component is a distribution's build of the claim's product.
 * `distro`: the claim is the distribution's own, about this package.
 */
export type Identity = { kind: 'same' | 'name' | 'upstream' | 'distro' | 'rebuild'; note?: string };

/** Pairs known to share nothing but a name: purl key → vendor and product keys. Each was reported as a false alarm. */
const COLLISIONS: Record<string, readonly string[]> = {
  'pkg:pypi/redis': ['vp:redis:redis', 'vp:redislabs:redis', 'vp:debian:redis'],
  'pkg:npm/redis': ['vp:redis:redis', 'vp:redislabs:redis', 'vp:debian:redis'],
  'pkg:gem/redis': ['vp:redis:redis', 'vp:redislabs:redis', 'vp:debian:redis'],
  'pkg:golang/github.com/go-sql-driver/mysql': ['vp:oracle:mysql', 'vp:mysql:mysql'],
  'pkg:npm/mysql': ['vp:oracle:mysql', 'vp:mysql:mysql'],
  'pkg:npm/nx': ['vp:siemens:nx'],
  'pkg:npm/fresh': ['vp:devsaran:fresh', 'vp:fresh:fresh'],
  'pkg:maven/javax.mail/mail': ['vp:nextcloud:mail'],
  'pkg:maven/org.processing/core': ['vp:mobileiron:core'],
};

/** Undefined: the claim does not speak of this component. */
export function identify(claim: AffectedClaim, subject: Subject): Identity | undefined {
  if (claim.distro) return identifyDistro(claim, subject);
  if (subject.distro) return identifyUpstream(claim, subject);
  if (claim.purls?.some((key) => subject.packageKeys.includes(key))) return { kind: 'same' };
  if (isCollision(claim, subject)) return undefined;
  const byCpe = subject.cpe ? identifyByCpe(claim, subject.cpe, subject) : undefined;
  if (byCpe === 'excluded') return undefined;
  if (byCpe) return byCpe;
  if (inEcosystem(claim, subject)) return { kind: 'same' };
  return identifyByName(claim, subject);
}

function identifyDistro(claim: AffectedClaim, subject: Subject): Identity | undefined {
  const { distro } = subject;
  if (!distro || !claim.distro) return undefined;
  const id = distro.rebuild ? 'redhat' : distro.id;
  const own = distro.names.some((name) => claim.purls?.includes(packageKey(distro.type, id, name)));
  if (!own || id !== claim.distro.id) return undefined;
  return { kind: distro.rebuild ? 'rebuild' : 'distro' };
}

/** A distribution's package and upstream's product share the name at best. */
function identifyUpstream(claim: AffectedClaim, subject: Subject): Identity | undefined {
  const names = vpsOfClaim(claim).includes(KERNEL)
    ? [...namesOfClaim(claim), ...KERNEL_NAMES]
    : namesOfClaim(claim);
  return names.some((name) => subject.names.includes(name)) ? { kind: 'upstream' } : undefined;
}

function namesOfClaim(claim: AffectedClaim): string[] {
  const names = claim.product === undefined ? [] : [productKey(claim.vendor, claim.product)];
  if (claim.pkg !== undefined) names.push(compact(claim.pkg));
  for (const text of claim.cpes ?? []) {
    const cpe = readCpe(text);
    if (cpe) names.push(compact(cpe.product));
  }
  return names;
}

function vpsOfClaim(claim: AffectedClaim): string[] {
  const vps: string[] = [];
  if (claim.vendor !== undefined && claim.product !== undefined) vps.push(vpKey(claim.vendor, claim.product));
  if (claim.vendor !== undefined && claim.pkg !== undefined) vps.push(vpKey(claim.vendor, claim.pkg));
  for (const text of claim.cpes ?? []) {
    const cpe = readCpe(text);
    if (cpe && !isNoName(cpe.vendor) && !isNoName(cpe.product)) vps.push(vpKey(cpe.vendor, cpe.product));
  }
  return vps;
}

function isCollision(claim: AffectedClaim, subject: Subject): boolean {
  const known = subject.packageKeys.flatMap((key) => COLLISIONS[key] ?? []);
  return known.length > 0 && vpsOfClaim(claim).some((vp) => known.includes(vp));
}

/** True when the pair of package and product is known to share nothing but a name. */
export function isKnownCollision(packageKeys: readonly string[], vp: string): boolean {
  return packageKeys.some((key) => COLLISIONS[key]?.includes(vp));
}

function inEcosystem(claim: AffectedClaim, subject: Subject): boolean {
  if (!subject.ecosystem) return false;
  return (claim.cpes ?? []).some((text) => {
    const cpe = readCpe(text);
    const ecosystem = cpe && ecosystemOfTarget(cpe.targetSw);
    return (
      ecosystem !== undefined &&
      cpe !== undefined &&
      subject.packageKeys.includes(ecosystemKey(ecosystem, cpe.product))
    );
  });
}

const OTHERS = ['language', 'swEdition', 'targetSw', 'targetHw', 'other'] as const;

function identifyByCpe(claim: AffectedClaim, own: Cpe, subject: Subject): Identity | 'excluded' | undefined {
  let excluded = false;
  for (const text of claim.cpes ?? []) {
    const theirs = readCpe(text);
    if (!theirs || compact(theirs.product) !== compact(own.product) || isNoName(own.product)) continue;
    const openVendor = isNoName(own.vendor);
    if (!openVendor && vendorKey(theirs.vendor) !== vendorKey(own.vendor)) continue;
    const apart = OTHERS.some(
      (a) => !isNoName(theirs[a]) && !isNoName(own[a]) && theirs[a].toLowerCase() !== own[a].toLowerCase(),
    );
    const ecosystem = ecosystemOfTarget(theirs.targetSw);
    if (apart || (subject.ecosystem && ecosystem && ecosystem !== subject.ecosystem)) {
      excluded = true;
      continue;
    }
    if (openVendor) return { kind: 'same', note: 'vendor left open by the inventory' };
    return trusted(subject, theirs.vendor, theirs.product, ecosystem);
  }
  return excluded ? 'excluded' : undefined;
}

/**
 * Tools guess CPEs for language packages from the name alone. Such a guess identifies when the record marks the
 * ecosystem, when the package's namespace holds the vendor, or when the vendor is not simply the name again.
 */
function trusted(subject: Subject, vendor: string, product: string, ecosystem: string | undefined): Identity {
  if (!subject.ecosystem || (ecosystem !== undefined && ecosystem === subject.ecosystem))
    return { kind: 'same' };
  const v = vendorKey(vendor);
  const namespace = compact(subject.purl?.namespace ?? '');
  if (v.length > 2 && namespace.includes(v)) return { kind: 'same' };
  const name = compact(subject.purl?.name ?? '');
  const guessed = v === compact(product) || v === name || v === `${name}project`;
  return guessed
    ? { kind: 'name', note: 'the inventory guessed this product from a package name' }
    : { kind: 'same' };
}

function identifyByName(claim: AffectedClaim, subject: Subject): Identity | undefined {
  const { vendor, product } = claim;
  const shared = vpsOfClaim(claim).some((vp) => subject.vps.includes(vp));
  if (shared) {
    const named = vendor ?? subject.vendor ?? '';
    const isForge =
      subject.purl?.type === 'golang' || subject.purl?.type === 'composer' || subject.purl?.type === 'github';
    return isForge ? { kind: 'same' } : trusted(subject, named, product ?? '', undefined);
  }
  if (subject.ecosystem) return undefined;
  const names = namesOfClaim(claim);
  if (!names.some((name) => subject.names.includes(name))) return undefined;
  if (vendor === undefined && !claim.cpes)
    return claim.attested ? { kind: 'same' } : { kind: 'name', note: 'the record names no vendor' };
  if (!subject.nameOnly) return undefined;
  if (subject.cpe) return { kind: 'same', note: 'vendor left open by the inventory' };
  return { kind: 'name', note: 'the inventory names no vendor' };
}
