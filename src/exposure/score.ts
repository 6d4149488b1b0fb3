import type { AssetFacts, ServiceFacts } from '../estate/index.ts';
import type { VulnerabilityFacts } from '../watch/index.ts';
import { decide, humanImpactOf, missionWellBeingOf, type Policy } from './model/decide.ts';
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

/** What `inputsOf` may answer, by input: a table that asks for anything else could never be filled. */
export const INPUT_VALUES: Readonly<Record<string, readonly string[]>> = {
  kev: ['no', 'yes'],
  exploitation: ['none', 'poc', 'active'],
  exposed: ['no', 'yes'],
  exposure: ['small', 'controlled', 'open'],
  automatable: ['no', 'yes'],
  technicalImpact: ['partial', 'total'],
  missionWellBeing: ['low', 'medium', 'high'],
  humanImpact: ['low', 'medium', 'high', 'very-high'],
};

interface Input {
  value: string | undefined;
  source?: string;
}

/** Adds to a hit what is known of the vulnerability, the asset and the services, and the decision table's outcome. */
export function scoreHit(input: ScoreInput): Assessment {
  const { hit, asset, facts, services, policy } = input;
  const inputs = inputsOf(input);
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
    isKev: inputs.kev?.value === 'yes',
    decision,
    outcomeRank: rank,
    serviceCount: services.length,
    userCount: services.reduce((sum, s) => sum + s.users, 0),
  };
}

/** What every decision table may read, each value with where it comes from. */
export function inputsOf(
  input: Pick<ScoreInput, 'asset' | 'facts' | 'services' | 'isExploitationKnown'>,
): Record<string, Input> {
  const { asset, facts, services } = input;
  const exploited = exploitation(input);
  const sheets = services.map((s) => criticalityOf(s));
  return {
    kev: exploited,
    exploitation: ssvcExploitation(facts, exploited.value),
    exposed: asset.exposed === 'unknown' ? { value: undefined } : { value: asset.exposed, source: 'estate' },
    // SSVC: between « small » and « controlled » nothing known decides; the stricter one.
    exposure:
      asset.exposed === 'unknown'
        ? { value: undefined }
        : { value: asset.exposed === 'yes' ? 'open' : 'controlled', source: 'estate' },
    automatable: fromSsvc(facts.ssvc?.automatable),
    technicalImpact: fromSsvc(facts.ssvc?.technicalImpact),
    missionWellBeing: { value: missionWellBeingOf(sheets), source: 'estate' },
    humanImpact: { value: humanImpactOf(sheets), source: 'estate' },
  };
}

/**
 * A catalogue of exploited vulnerabilities, or an open alert of a national centre, counts as known exploitation. The
 * SSVC points of a record have their own input.
 */
function exploitation({
  facts,
  isExploitationKnown,
}: Pick<ScoreInput, 'facts' | 'isExploitationKnown'>): Input {
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

export function apply(
  policy: Policy,
  inputs: Record<string, Input>,
): { decision: DecisionRecord; rank: number } {
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
