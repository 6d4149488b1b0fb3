import { type Component, evaluate, keysOfComponent, keysOfMatchable, type Matchable } from '@vigie/vulnmatch';
import { productKeyOf } from './finding.ts';
import type { HitJoiner } from './join-hits.ts';
import { withoutRejected } from './rejected-products.ts';

/** A component as the engine reads it, with where it is installed. */
export interface Installed extends Component {
  id: string;
  assetId: string;
  productKey: string;
  /** Index keys of products that people said this is not. */
  rejected?: readonly string[];
}

export interface ComponentIndex {
  size: number;
  candidates(keys: readonly string[]): Iterable<Installed>;
  siblings(assetId: string): readonly Installed[];
}

/** Components by the keys under which a source may name them. */
export function indexComponents(components: readonly Installed[]): ComponentIndex {
  const byKey = new Map<string, Installed[]>();
  const byAsset = new Map<string, Installed[]>();
  for (const component of components) {
    push(byAsset, component.assetId, component);
    for (const key of keysOfComponent(component)) push(byKey, key, component);
  }
  return {
    size: components.length,
    candidates(keys) {
      const [only] = keys;
      if (keys.length === 1 && only !== undefined) return byKey.get(only) ?? [];
      const found = new Set<Installed>();
      for (const key of keys) for (const component of byKey.get(key) ?? []) found.add(component);
      return found;
    },
    siblings: (assetId) => byAsset.get(assetId) ?? [],
  };
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Evaluates every candidate of one record of a vulnerability. */
export function collectHits(matchable: Matchable, index: ComponentIndex, into: HitJoiner): number {
  if (matchable.rejected) return 0;
  let evaluated = 0;
  for (const component of index.candidates(keysOfMatchable(matchable))) {
    evaluated++;
    const said = withoutRejected(matchable, component);
    if (!said) continue;
    const result = evaluate(said, component, index.siblings(component.assetId));
    if (result) into.add(component, matchable.id, result);
  }
  return evaluated;
}

/** A component of the estate in the shape the engine reads. */
export function installed(c: {
  id: string;
  assetId: string;
  ref: string;
  name: string;
  version: string | null;
  purl: string | null;
  cpe: string | null;
  vendor: string | null;
  product: string | null;
  platforms: readonly string[];
  rejected?: readonly string[];
}): Installed {
  return {
    id: c.id,
    assetId: c.assetId,
    productKey: productKeyOf(c),
    ref: c.ref,
    asset: c.assetId,
    name: c.name,
    ...(c.version === null ? {} : { version: c.version }),
    ...(c.purl === null ? {} : { purl: c.purl }),
    ...(c.cpe === null ? {} : { cpe: c.cpe }),
    ...(c.vendor === null ? {} : { vendor: c.vendor }),
    ...(c.product === null ? {} : { product: c.product }),
    ...(c.platforms.length > 0 ? { platforms: [...c.platforms] } : {}),
    ...(c.rejected?.length ? { rejected: c.rejected } : {}),
  };
}
