import { joinReasons, type MatchResult, type Reason, type Verdict } from '@vigie/vulnmatch';
import { findingKey, worseVerdict } from './finding.ts';

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

interface Place {
  id: string;
  assetId: string;
  productKey: string;
  name?: string;
  product?: string;
  version?: string;
}

/**
 * Two joins, in this order. Several records of one vulnerability on one component are votes: one says affected and another not
 * affected, that is a conflict, and unknown. Several copies of a product on an asset are not votes: the worse one speaks.
 */
export class HitJoiner {
  readonly #said = new Map<string, { place: Place; vulnerabilityId: string; results: MatchResult[] }>();

  add(place: Place, vulnerabilityId: string, result: MatchResult): void {
    const key = `${place.id}|${vulnerabilityId}`;
    const known = this.#said.get(key);
    if (known) known.results.push(result);
    else this.#said.set(key, { place, vulnerabilityId, results: [result] });
  }

  hits(): Hit[] {
    const hits = new Map<string, Hit>();
    for (const { place, vulnerabilityId, results } of this.#said.values()) {
      const hit = hitOf(place, vulnerabilityId, joined(results));
      const known = hits.get(hit.key);
      hits.set(hit.key, known ? worseOf(known, hit) : hit);
    }
    return [...hits.values()];
  }
}

/** The votes of all records together; what two of them say in the same words is said once. */
function joined(results: readonly MatchResult[]): MatchResult {
  const [only] = results;
  if (results.length === 1 && only) return only;
  const unique = new Map<string, Reason>();
  for (const reason of results.flatMap((r) => r.reasons)) unique.set(JSON.stringify(reason), reason);
  return joinReasons([...unique.values()]);
}

function hitOf(place: Place, vulnerabilityId: string, result: MatchResult): Hit {
  return {
    key: findingKey(place.assetId, place.productKey, vulnerabilityId),
    vulnerabilityId,
    assetId: place.assetId,
    productKey: place.productKey,
    product: place.name ?? place.product ?? place.productKey,
    version: place.version ?? null,
    componentIds: [place.id],
    verdict: result.verdict,
    hasConflict: result.conflict,
    reasons: result.reasons,
  };
}

function worseOf(a: Hit, b: Hit): Hit {
  const speaker = worseVerdict(a.verdict, b.verdict) === a.verdict ? a : b;
  return { ...speaker, componentIds: [...new Set([...a.componentIds, ...b.componentIds])].sort() };
}
