import type { AssetFacts, ServiceFacts } from '../estate/index.ts';
import type { VulnerabilityFacts } from '../watch/index.ts';
import { decide, missionWellBeingOf, type Policy } from './model/decide.ts';
import type { Assessment, DecisionRecord } from './model/finding.ts';
import type { Hit } from './model/join-hits.ts';

export interface ScoreInput {
  hit: Hit;
  method: string;
  asset: AssetFacts;
  facts: VulnerabilityFacts;
  services: readonly ServiceFacts[];
  policy: Policy;
  /** False while no catalogue of exploited vulnerabilities was ever read: "not in it" then means nothing. */
  isExploitationKnown: boolean;
}

interface Input {
  value: string | undefined;
  source?: string;
}

/** Adds to a hit what is known of the vulnerability, the asset and the services, and the decision table's outcome. */
export function scoreHit(input: ScoreInput): Assessment {
  const { hit, asset, facts, services, policy } = input;
  const exploited = exploitation(input);
  const inputs: Record<string, Input> = {
    kev: exploited,
    exploitation: ssvcExploitation(facts, exploited.value),
    exposed: asset.exposed === 'unknown' ? { value: undefined } : { value: asset.exposed, source: 'estate' },
    automatable: fromSsvc(facts.ssvc?.automatable),
    technicalImpact: fromSsvc(facts.ssvc?.technicalImpact),
    missionWellBeing: { value: missionWellBeingOf(services.map((s) => criticalityOf(s))), source: 'estate' },
  };
  const { decision, rank } = apply(policy, inputs);
  return {
    ...hit,
    assetName: asset.name,
    assetKind: asset.kind,
    exposed: asset.exposed,
    title: facts.title,
    method: input.method,
    severity: facts.severity,
    cvss: facts.cvss?.score ?? null,
    epss: facts.epss?.score ?? null,
    isKev: exploited.value === 'yes',
    decision,
    outcomeRank: rank,
    serviceCount: services.length,
    userCount: services.reduce((sum, s) => sum + s.users, 0),
  };
}

/**
 * A catalogue of exploited vulnerabilities, or an open alert of a national centre, counts as known exploitation. The
 * SSVC points of a record have their own input.
 */
function exploitation({ facts, isExploitationKnown }: ScoreInput): Input {
  if (facts.kev) return { value: 'yes', source: `${facts.kev.source} ${facts.kev.dateAdded.slice(0, 10)}` };
  const [claim] = facts.exploitation.filter((c) => c.claim !== 'poc' && c.claim !== 'active');
  if (claim)
    return { value: 'yes', source: [claim.source, claim.date?.slice(0, 10)].filter(Boolean).join(' ') };
  return isExploitationKnown ? { value: 'no', source: 'cisa-kev' } : { value: undefined };
}

function ssvcExploitation(facts: VulnerabilityFacts, exploited: string | undefined): Input {
  if (exploited === 'yes') return { value: 'active', source: 'ledger' };
  return fromSsvc(facts.ssvc?.exploitation);
}

function fromSsvc(value: string | null | undefined): Input {
  return value ? { value, source: 'SSVC (CISA)' } : { value: undefined };
}

function criticalityOf(service: ServiceFacts) {
  const { d, i, c, p } = service.criticality;
  return { availability: d, integrity: i, confidentiality: c, proof: p };
}

function apply(policy: Policy, inputs: Record<string, Input>): { decision: DecisionRecord; rank: number } {
  const made = decide(
    policy,
    Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value])),
  );
  const { policy: id, policyVersion, outcome, deadlineDays, row, rank } = made;
  return {
    rank,
    decision: {
      policy: id,
      policyVersion,
      outcome,
      deadlineDays,
      row,
      inputs: made.inputs.map((i) => ({ ...i, ...(i.isAssumed ? {} : sourceOf(inputs[i.name])) })),
    },
  };
}

function sourceOf(input: Input | undefined): { source?: string } {
  return input?.source ? { source: input.source } : {};
}
