import { ANY, type Cpe, NA, wildcardShape } from './cpe/cpe.ts';
import { normaliseName } from './name.ts';
import type { Purl } from './purl/purl.ts';

/** Index key of a package, without version and qualifiers: `pkg:npm/%40scope/name` → `pkg:npm/@scope/name`. */
export function keyOfPurl(purl: Pick<Purl, 'type' | 'namespace' | 'name'>): string {
  const name = purl.type === 'pypi' ? purl.name.toLowerCase().replace(/[-_.]+/g, '-') : purl.name;
  const path = purl.namespace ? `${purl.namespace}/${name}` : name;
  // NuGet compares ids without case; the spec keeps their case in the text.
  return `pkg:${purl.type}/${purl.type === 'nuget' ? path.toLowerCase() : path}`;
}

/** Index key of a CPE name: `cpe:apache:http_server`; `undefined` when vendor or product is ANY, NA or a pattern. */
export function keyOfCpe(cpe: Pick<Cpe, 'vendor' | 'product'>): string | undefined {
  const { vendor, product } = cpe;
  if (!isPlain(vendor) || !isPlain(product)) return undefined;
  return `cpe:${vendor.toLowerCase()}:${product.toLowerCase()}`;
}

function isPlain(value: string): boolean {
  return value !== ANY && value !== NA && wildcardShape(value) === undefined;
}

/** Index key of a vendor and product as people write them: `vp:apache:http server`. */
export function keyOfNames(vendor: string, product: string): string {
  return `vp:${normaliseName(vendor, 'vendor')}:${normaliseName(product)}`;
}
