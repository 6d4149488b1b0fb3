import { type Component, keysOfComponent } from '@vigie/vulnmatch';
import { productKeyOf } from './finding.ts';

/** Where a product is installed: one component of one asset. */
export interface Place {
  id: string;
  assetId: string;
}

/** A distinct product: the same for every component of which the same is known, wherever it is installed. */
export interface Product extends Component {
  productKey: string;
  rejected?: readonly string[];
  places: Place[];
}

export interface ComponentIndex {
  /** Components in place. */
  size: number;
  /** Distinct products. */
  products: number;
  hasKey(key: string): boolean;
  candidates(keys: readonly string[]): Iterable<Product>;
  /** The products of an asset; assets with the same products give the same list. */
  siblings(assetId: string): readonly Product[];
  keys(): string[];
  assetIds(): string[];
}

/** A component as the estate tells it. */
export interface Told {
  id: string;
  assetId: string;
  name: string;
  version: string | null;
  purl: string | null;
  cpe: string | null;
  vendor: string | null;
  product: string | null;
  platforms: readonly string[];
  /** Index keys of products that people said this is not. */
  rejected?: readonly string[];
}

/** Components gathered by what is known of them, and found by the keys under which a source may name them. */
export class IndexBuilder {
  readonly #products = new Map<string, Product>();
  readonly #byAsset = new Map<string, Set<Product>>();
  #size = 0;

  add(c: Told): void {
    const facts = JSON.stringify([
      c.name,
      c.version,
      c.purl,
      c.cpe,
      c.vendor,
      c.product,
      c.platforms,
      c.rejected ?? [],
    ]);
    let product = this.#products.get(facts);
    if (!product) {
      product = productOf(c);
      this.#products.set(facts, product);
    }
    product.places.push({ id: c.id, assetId: c.assetId });
    const beside = this.#byAsset.get(c.assetId);
    if (beside) beside.add(product);
    else this.#byAsset.set(c.assetId, new Set([product]));
    this.#size++;
  }

  build(): ComponentIndex {
    const byKey = new Map<string, Product[]>();
    const numbers = new Map<Product, number>();
    for (const product of this.#products.values()) {
      numbers.set(product, numbers.size);
      for (const key of keysOfComponent(product)) {
        const known = byKey.get(key);
        if (known) known.push(product);
        else byKey.set(key, [product]);
      }
    }
    const siblings = this.#siblings(numbers);
    return {
      size: this.#size,
      products: numbers.size,
      hasKey: (key) => byKey.has(key),
      candidates(keys) {
        const found = new Set<Product>();
        for (const key of keys) for (const product of byKey.get(key) ?? []) found.add(product);
        return found;
      },
      siblings: (assetId) => siblings.get(assetId) ?? [],
      keys: () => [...byKey.keys()],
      assetIds: () => [...siblings.keys()],
    };
  }

  #siblings(numbers: ReadonlyMap<Product, number>): Map<string, readonly Product[]> {
    const lists = new Map<string, readonly Product[]>();
    const found = new Map<string, readonly Product[]>();
    for (const [assetId, beside] of this.#byAsset) {
      const sorted = [...beside].sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
      const signature = sorted.map((product) => numbers.get(product)).join();
      const list = lists.get(signature) ?? sorted;
      lists.set(signature, list);
      found.set(assetId, list);
    }
    return found;
  }
}

function productOf(c: Told): Product {
  return {
    ref: c.id,
    productKey: productKeyOf(c),
    places: [],
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
