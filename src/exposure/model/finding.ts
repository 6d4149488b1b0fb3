import type { Reason, Verdict } from '@vigie/vulnmatch';
import type { Severity } from '../../watch/index.ts';

export type FindingState = 'open' | 'planned' | 'mitigated' | 'accepted' | 'not_affected' | 'fixed' | 'gone';
export type Exposed = 'yes' | 'no' | 'unknown';

/** States in which a person has decided and Vigie waits for a date or a trigger. */
export const DECIDED: readonly FindingState[] = ['planned', 'mitigated', 'accepted', 'not_affected'];

export interface DecisionRecord {
  policy: string;
  policyVersion: string;
  outcome: string | null;
  deadlineDays: number | null;
  /** Index of the table's row that applied. */
  row: number | null;
  inputs: { name: string; value: string; isAssumed: boolean; source?: string }[];
}

/** What the engine computes about one finding: everything but what people decide. */
export interface Assessment {
  key: string;
  assetId: string;
  assetName: string;
  assetKind: string;
  exposed: Exposed;
  productKey: string;
  product: string;
  version: string | null;
  componentIds: string[];
  vulnerabilityId: string;
  title: string;
  verdict: Verdict;
  hasConflict: boolean;
  reasons: Reason[];
  method: string;
  severity: Severity;
  cvss: number | null;
  epss: number | null;
  isKev: boolean;
  decision: DecisionRecord;
  outcomeRank: number;
  serviceCount: number;
  userCount: number;
}

const VERDICT_WEIGHT: Record<Verdict, number> = { affected: 2, unknown: 1, not_affected: 0 };

/** Of two copies of one product on an asset, the worse verdict speaks. */
export function worseVerdict(a: Verdict, b: Verdict): Verdict {
  return VERDICT_WEIGHT[a] >= VERDICT_WEIGHT[b] ? a : b;
}

/** Identity of a finding: asset × product without its version × vulnerability (alias group). */
export function findingKey(assetId: string, productKey: string, vulnerabilityId: string): string {
  return `${assetId}|${productKey}|${vulnerabilityId}`;
}

/** A product's name without its version, the same for every version installed. */
export function productKeyOf(component: {
  purl?: string | null;
  cpe?: string | null;
  vendor?: string | null;
  product?: string | null;
  name: string;
}): string {
  if (component.purl) return component.purl.replace(/[@?#].*$/, '').toLowerCase();
  if (component.cpe) {
    const parts = component.cpe.replace(/^cpe:\/(.)/, 'cpe:2.3:$1').split(/(?<!\\):/);
    return `cpe:${parts.slice(2, 5).join(':')}`.toLowerCase();
  }
  return `name:${component.vendor ?? ''}:${component.product ?? component.name}`.toLowerCase();
}

/** What the journal calls one finding, or several by the first of them. */
export function journalObject(
  first: { id: string; vulnerability_id: string; product: string; asset_name: string } | undefined,
  count = 1,
): { object?: { kind: string; id: string; label: string } } {
  if (!first) return {};
  const name = `${first.vulnerability_id} ${first.product} ${first.asset_name}`;
  return {
    object: { kind: 'exposure.finding', id: first.id, label: count > 1 ? `${name} (+${count - 1})` : name },
  };
}
