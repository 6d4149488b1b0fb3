import { ANY, formatCpe, NA, parseCpe } from '@vigie/identifiers';
import { type AffectedClaim, keysOfComponent, type Matchable, type TreeNode } from '@vigie/vulnmatch';

/** A product as a source names it. */
export interface NamedProduct {
  /** Index key of the matching: `vp:apache:httpserver`. */
  key: string;
  vendor: string;
  product: string;
  cpe: string | null;
}

const MAX_NAME = 256;

/** The products that records name, each once; platforms of a configuration are named too but not affected: left out. */
export function productsOf(matchables: readonly Matchable[]): NamedProduct[] {
  const found = new Map<string, NamedProduct>();
  const seen = new Set<string>();
  for (const m of matchables) {
    if (m.rejected) continue;
    for (const claim of m.affected ?? []) ofClaim(claim, found, seen);
    for (const { claim } of m.products ?? []) ofClaim(claim, found, seen);
    for (const tree of m.trees ?? []) ofNode(tree.root, found, seen);
  }
  return [...found.values()];
}

function ofClaim(claim: AffectedClaim, found: Map<string, NamedProduct>, seen: Set<string>): void {
  for (const cpe of claim.cpes ?? []) ofCpe(cpe, found, seen);
  const { vendor, product } = claim;
  if (!vendor || !product || vendor.length > MAX_NAME || product.length > MAX_NAME) return;
  const spelt = `${vendor}\n${product}`;
  if (seen.has(spelt)) return;
  seen.add(spelt);
  const key = keysOfComponent({ ref: 'product', vendor, product }).find((k) => k.startsWith('vp:'));
  if (!key) return;
  const known = found.get(key);
  const named = { key, vendor, product, cpe: known?.cpe ?? null };
  found.set(key, known && !readsBetter(named, known) ? known : named);
}

function ofNode(node: TreeNode, found: Map<string, NamedProduct>, seen: Set<string>): void {
  for (const criterion of node.m ?? []) if (criterion.v !== false) ofCpe(criterion.c, found, seen);
  for (const child of node.n ?? []) ofNode(child, found, seen);
}

function ofCpe(text: string, found: Map<string, NamedProduct>, seen: Set<string>): void {
  // Vendor and product are the fourth and fifth part; most names differ in the rest.
  const head = text.split(/(?<!\\):/, 5).join(':');
  if (seen.has(head)) return;
  seen.add(head);
  const cpe = parseCpe(text);
  if (!cpe || cpe.vendor.length > MAX_NAME || cpe.product.length > MAX_NAME) return;
  if ([cpe.vendor, cpe.product].some((value) => value === ANY || value === NA)) return;
  const key = keysOfComponent({ ref: 'product', cpe: text }).find((k) => k.startsWith('vp:'));
  if (!key) return;
  const open = formatCpe({
    ...cpe,
    version: ANY,
    update: ANY,
    edition: ANY,
    language: ANY,
    swEdition: ANY,
    targetSw: ANY,
    targetHw: ANY,
    other: ANY,
  });
  const known = found.get(key);
  found.set(key, {
    key,
    vendor: known?.vendor ?? words(cpe.vendor),
    product: known?.product ?? words(cpe.product),
    cpe: known?.cpe ?? open,
  });
}

const words = (value: string): string => value.replace(/\\(.)/g, '$1').replace(/_/g, ' ');

/** Words as people write them (`Web Help Desk`) before those of an identifier (`web_help_desk`). */
export const readsBetter = (a: NamedProduct, b: NamedProduct): boolean =>
  WRITTEN.test(a.product) && !WRITTEN.test(b.product);
const WRITTEN = /[\p{Lu} ]/u;
