import { parseCpe } from '@vigie/identifiers';
import { headOf } from './cpe-head.ts';
import type { AffectedClaim, Component, Matchable, PackageClaim, TreeNode } from './model.ts';
import { compact, ecosystemOfTarget, KERNEL, KERNEL_NAMES, productKey, vpKey } from './names.ts';
import { ecosystemKey, packageKey } from './package-keys.ts';
import { subjectOf } from './subject.ts';
import { buildKey, windowsOf } from './windows-builds.ts';

/**
 * Index keys of a record. A component is a candidate when it shares one:
 * `pkg:<type>/<name>` package, `eco:<type>:<name>` product of an ecosystem, `vp:<vendor>:<product>`,
 * `n:<product>` for components without a vendor, `n0:<product>` for claims without one.
 */
export function keysOfMatchable(matchable: Matchable): string[] {
  if (matchable.rejected) return [];
  const keys = new Set<string>();
  for (const claim of matchable.affected ?? []) keysOfClaim(claim, keys);
  for (const tree of matchable.trees ?? []) keysOfNode(tree.root, keys);
  for (const claim of matchable.packages ?? []) keysOfPackage(claim, keys);
  for (const { claim } of matchable.products ?? []) keysOfClaim(claim, keys);
  for (const { family } of matchable.builds ?? []) keys.add(buildKey(family));
  return [...keys];
}

/** Adds the keys under which a claim is found. */
export function keysOfClaim(claim: AffectedClaim, keys: Set<string>): void {
  for (const purl of claim.purls ?? []) keys.add(purl);
  if (claim.distro) return;
  const { vendor, product, pkg } = claim;
  if (product !== undefined) {
    const name = productKey(vendor, product);
    keys.add(`n:${name}`);
    const key = vendor === undefined ? `n0:${name}` : vpKey(vendor, product);
    keys.add(key);
  }
  if (pkg !== undefined) {
    keys.add(`n:${compact(pkg)}`);
    keys.add(vendor === undefined ? `n0:${compact(pkg)}` : vpKey(vendor, pkg));
  }
  for (const name of claim.cpes ?? []) keysOfCpeName(name, keys);
  if (keys.has(KERNEL)) for (const other of KERNEL_NAMES) keys.add(`n:${other}`);
}

function keysOfPackage(claim: PackageClaim, keys: Set<string>): void {
  keys.add(packageKey(claim.eco, claim.ns, claim.name));
  if (claim.eco === 'linux' && claim.name === 'kernel') {
    keys.add(KERNEL);
    for (const name of KERNEL_NAMES) keys.add(`n:${name}`);
  }
  for (const name of claim.bin ?? []) keys.add(packageKey(claim.eco, claim.ns, name));
}

function keysOfCpeName(name: string, keys: Set<string>): void {
  const { vp, product } = headOf(name);
  if (product === '') return;
  keys.add(`n:${product}`);
  keys.add(vp === '' ? `n0:${product}` : vp);
  const ecosystem = ecosystemOfTarget(targetOf(name));
  if (ecosystem) keys.add(ecosystemKey(ecosystem, product));
}

/** target_sw without a full parse: most names end before it. */
export function targetOf(name: string): string {
  return name.split(':').length < 11 ? '*' : (readCpe(name)?.targetSw ?? '*');
}

function keysOfNode(node: TreeNode, keys: Set<string>): void {
  for (const criterion of node.m ?? []) if (criterion.v !== false) keysOfCpeName(criterion.c, keys);
  for (const child of node.n ?? []) keysOfNode(child, keys);
}

type ReadCpe = ReturnType<typeof parseCpe>;
const names = new Map<string, ReadCpe>();

/** `parseCpe` with a bounded memory: the same few names come back in thousands of records. */
export function readCpe(name: string): ReadCpe {
  if (names.has(name)) return names.get(name);
  const cpe = parseCpe(name);
  if (names.size > 60_000) names.clear();
  names.set(name, cpe);
  return cpe;
}

/** Index keys of a component; see {@link keysOfMatchable}. */
export function keysOfComponent(component: Component): string[] {
  const subject = subjectOf(component);
  const keys = new Set<string>([...subject.packageKeys, ...subject.vps]);
  const windows = windowsOf(subject);
  if (windows) keys.add(buildKey(windows.family));
  if (!subject.ecosystem) for (const name of subject.names) keys.add(`n0:${name}`);
  if (subject.nameOnly || subject.distro) for (const name of subject.names) keys.add(`n:${name}`);
  return [...keys];
}
