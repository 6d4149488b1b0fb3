import {
  evaluate,
  joinReasons,
  type Matchable,
  type MatchResult,
  type Reason,
  readsSiblings,
  type Verdict,
} from '@vigie/vulnmatch';
import { findingKey, worseVerdict } from './finding.ts';
import type { ComponentIndex, Place, Product } from './index-components.ts';
import { withoutRejected } from './rejected-products.ts';

/** One source's record with the keys it is found by. */
export interface Keyed {
  matchable: Matchable;
  keys: readonly string[];
}

/** What the sources say together of one product of one asset and one vulnerability. */
export interface Hit {
  key: string;
  vulnerabilityId: string;
  assetId: string;
  productKey: string;
  product: string;
  version: string | null;
  componentIds: string[];
  verdict: Verdict;
  hasConflict: boolean;
  reasons: Reason[];
}

/**
 * Evaluates every candidate of one vulnerability, once a distinct product (and once a kind of asset where the neighbours
 * count). Several sources join their votes; copies of a product on an asset join into one hit, the worse speaking.
 */
export function hitsOf(
  records: readonly Keyed[],
  index: ComponentIndex,
): { hits: Hit[]; candidates: number } {
  const hits = new Map<string, { hit: Hit; speaker: string }>();
  const id = records[0]?.matchable.id ?? '';
  let candidates = 0;
  for (const [product, speaking] of candidatesOf(records, index)) {
    candidates += product.places.length * speaking.length;
    const isLocal = speaking.some(readsSiblings);
    const results = new Map<unknown, MatchResult | undefined>();
    for (const place of product.places) {
      const siblings = index.siblings(place.assetId);
      const context = isLocal ? siblings : null;
      if (!results.has(context)) results.set(context, join(speaking, product, siblings));
      const result = results.get(context);
      if (result) add(hits, hitOf(id, product, place, result), place.id);
    }
  }
  return { hits: [...hits.values()].map((h) => h.hit), candidates };
}

function candidatesOf(records: readonly Keyed[], index: ComponentIndex): Map<Product, Matchable[]> {
  const found = new Map<Product, Matchable[]>();
  for (const { matchable, keys } of records) {
    if (matchable.rejected) continue;
    for (const product of index.candidates(keys)) {
      const known = found.get(product);
      if (known) known.push(matchable);
      else found.set(product, [matchable]);
    }
  }
  return found;
}

function join(
  records: readonly Matchable[],
  product: Product,
  siblings: readonly Product[],
): MatchResult | undefined {
  const said = records.flatMap((record) => {
    const left = withoutRejected(record, product);
    return left ? (evaluate(left, product, siblings) ?? []) : [];
  });
  return said.length > 1 ? joinReasons(said.flatMap((r) => r.reasons)) : said[0];
}

function hitOf(vulnerabilityId: string, product: Product, place: Place, result: MatchResult): Hit {
  return {
    key: findingKey(place.assetId, product.productKey, vulnerabilityId),
    vulnerabilityId,
    assetId: place.assetId,
    productKey: product.productKey,
    product: product.name ?? product.product ?? product.productKey,
    version: product.version ?? null,
    componentIds: [place.id],
    verdict: result.verdict,
    hasConflict: result.conflict,
    reasons: result.reasons,
  };
}

/** Of equally bad copies the one with the lower id speaks, so that the same estate gives the same answer. */
function add(hits: Map<string, { hit: Hit; speaker: string }>, hit: Hit, id: string): void {
  const known = hits.get(hit.key);
  if (!known) {
    hits.set(hit.key, { hit, speaker: id });
    return;
  }
  const isWorse = worseVerdict(known.hit.verdict, hit.verdict) !== known.hit.verdict;
  const speaks = isWorse || (hit.verdict === known.hit.verdict && id < known.speaker);
  const componentIds = [...new Set([...known.hit.componentIds, id])].sort();
  hits.set(hit.key, {
    hit: { ...(speaks ? hit : known.hit), componentIds },
    speaker: speaks ? id : known.speaker,
  });
}
