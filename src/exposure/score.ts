import type { AssetFacts, ServiceFacts } from '../estate/index.ts';
import type { VulnerabilityFacts } from '../watch/index.ts';
import { decide, humanImpactOf, missionWellBeingOf, type Policy } from './model/decide.ts';
import type { Assessment, DecisionRecord } from './model/finding.ts';
import type { Hit } from './model/hits.ts';

/** An asset and what its services make of it, worked out once for all its findings. */
export interface ScoredAsset {
  asset: AssetFacts;
  mission: ReturnType<typeof missionWellBeingOf>;
  human: ReturnType<typeof humanImpactOf>;
  serviceCount: number;
  userCount: number;
}

export function scoreAsset(asset: AssetFacts, services: readonly ServiceFacts[]): ScoredAsset {
  const sheets = services.map((s) => criticalityOf(s));
  return {
    asset,
    mission: missionWellBeingOf(sheets),
    human: humanImpactOf(sheets),
    serviceCount: services.length,
    userCount: services.reduce((sum, s) => sum + s.users, 0),
  };
}

export interface ScoreInput {
  hit: Hit;
  method: string;
  on: ScoredAsset;
  facts: VulnerabilityFacts;
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

interface Made {
  decision: DecisionRecord;
  rank: number;
  isKev: boolean;
}
/** Facts of one vulnerability give one decision for each exposure and mission: a handful, whatever the number of assets. */
const made = new WeakMap<VulnerabilityFacts, Map<string, Made>>();
/** And most vulnerabilities bring the same inputs to the table. */
const byInputs = new WeakMap<Policy, Map<string, Made>>();
const MOST_KEPT = 20_000;

/** Adds to a hit what is known of the vulnerability, the asset and the services, and the decision table's outcome. */
export function scoreHit(input: ScoreInput): Assessment {
  const { hit, facts, on } = input;
  const { decision, rank, isKev } = decisionOf(input);
  // Written out: a copy by spread costs ten times as much, hundreds of thousands of times.
  return {
    key: hit.key,
    vulnerabilityId: hit.vulnerabilityId,
    assetId: hit.assetId,
    productKey: hit.productKey,
    product: hit.product,
    version: hit.version,
    componentIds: hit.componentIds,
    verdict: hit.verdict,
    hasConflict: hit.hasConflict,
    reasons: hit.reasons,
    assetName: on.asset.name,
    assetKind: on.asset.kind,
    exposed: on.asset.exposed,
    title: facts.title,
    method: input.method,
    severity: facts.severity,
    cvss: facts.cvss?.score ?? null,
    epss: facts.epss?.score ?? null,
    isKev,
    decision,
    outcomeRank: rank,
    serviceCount: on.serviceCount,
    userCount: on.userCount,
  };
}

function decisionOf(input: ScoreInput): Made {
  const { facts, on, policy } = input;
  const known = made.get(facts) ?? new Map<string, Made>();
  made.set(facts, known);
  const key = `${policy.id}|${policy.version}|${input.isExploitationKnown}|${on.asset.exposed}|${on.mission}|${on.human}`;
  let found = known.get(key);
  if (!found) {
    found = decideOn(input);
    known.set(key, found);
  }
  return found;
}

function decideOn(input: ScoreInput): Made {
  const { policy } = input;
  const inputs = inputsOf(input);
  const kept = byInputs.get(policy) ?? new Map<string, Made>();
  byInputs.set(policy, kept);
  if (kept.size > MOST_KEPT) kept.clear();
  const key = JSON.stringify(inputs);
  let found = kept.get(key);
  if (!found) {
    found = { ...apply(policy, inputs), isKev: inputs.kev?.value === 'yes' };
    kept.set(key, found);
  }
  return found;
}

/** What every decision table may read, each value with where it comes from. */
function inputsOf(input: Pick<ScoreInput, 'on' | 'facts' | 'isExploitationKnown'>): Record<string, Input> {
  const { on, facts } = input;
  const { exposed } = on.asset;
  const exploited = exploitation(input);
  return {
    kev: exploited,
    exploitation: ssvcExploitation(facts, exploited.value),
    exposed: exposed === 'unknown' ? { value: undefined } : { value: exposed, source: 'estate' },
    // SSVC: between « small » and « controlled » nothing known decides; the stricter one.
    exposure:
      exposed === 'unknown'
        ? { value: undefined }
        : { value: exposed === 'yes' ? 'open' : 'controlled', source: 'estate' },
    automatable: fromSsvc(facts.ssvc?.automatable),
    technicalImpact: fromSsvc(facts.ssvc?.technicalImpact),
    missionWellBeing: { value: on.mission, source: 'estate' },
    humanImpact: { value: on.human, source: 'estate' },
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
