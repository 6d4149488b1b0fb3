/** A decision table as data: ordered inputs, outcomes from mildest to strictest, one row for each combination. */
export interface Policy {
  id: string;
  version: string;
  title: Label;
  source: string;
  licence: string;
  inputs: { name: string; label: Label; values: { id: string; label: Label }[] }[];
  outcomes: Outcome[];
  /** Values in the order of the inputs, then the outcome's id. */
  rows: string[][];
}

export interface Label {
  fr: string;
  en: string;
}

export interface Outcome {
  id: string;
  /** Calendar days; `null`: the policy sets no term. */
  deadlineDays: number | null;
  /** The policy asks for a search for compromise too. */
  forensic?: boolean;
  label: Label;
}

/** What is known; a value that is absent, `unknown` or not one of the table's is not known. */
export type DecisionInputs = Readonly<Record<string, string | undefined>>;

export interface Decision {
  policy: string;
  policyVersion: string;
  outcome: string;
  deadlineDays: number | null;
  /** Index of the row that applied. */
  row: number;
  /** Position among the policy's outcomes, the strictest highest. */
  rank: number;
  /** `unknown` inputs are shown with the value that was assumed: the one that leads to the strictest outcome. */
  inputs: { name: string; value: string; isAssumed: boolean }[];
  assumed: string[];
  /** Every outcome that the unknown inputs leave open, mildest first. One: nothing unknown changes the decision. */
  possible: string[];
}

/** Applies a table. With an input unknown the strictest reachable row is taken, and what was assumed is said. */
export function decide(policy: Policy, inputs: DecisionInputs): Decision {
  const known = policy.inputs.map(({ name, values }) => {
    const value = inputs[name]?.toLowerCase();
    return values.some((v) => v.id === value) ? value : undefined;
  });
  const reachable = policy.rows
    .map((row, index) => ({ row, index, rank: rankOf(policy, row) }))
    .filter(({ row }) => known.every((value, i) => value === undefined || row[i] === value));
  const strictest = reachable.reduce((a, b) => (b.rank > a.rank ? b : a));
  const outcome = policy.outcomes[strictest.rank] as Outcome;
  const ranks = [...new Set(reachable.map((r) => r.rank))].sort((a, b) => a - b);
  return {
    policy: policy.id,
    policyVersion: policy.version,
    outcome: outcome.id,
    deadlineDays: outcome.deadlineDays,
    row: strictest.index,
    rank: strictest.rank,
    inputs: policy.inputs.map(({ name }, i) => ({
      name,
      value: strictest.row[i] as string,
      isAssumed: known[i] === undefined,
    })),
    assumed: policy.inputs.filter((_, i) => known[i] === undefined).map(({ name }) => name),
    possible: ranks.map((rank) => (policy.outcomes[rank] as Outcome).id),
  };
}

function rankOf(policy: Policy, row: readonly string[]): number {
  return policy.outcomes.findIndex((o) => o.id === row[policy.inputs.length]);
}

type Prevalence = 'minimal' | 'support' | 'essential';
type WellBeing = 'minimal' | 'material' | 'irreversible';

/** CISA's table of mission prevalence by public well-being (docs/ssvc-calc/CISA-Coordinator.json). */
export function missionWellBeing(prevalence: Prevalence, wellBeing: WellBeing): 'low' | 'medium' | 'high' {
  if (prevalence === 'essential' || wellBeing === 'irreversible') return 'high';
  return prevalence === 'support' || wellBeing === 'material' ? 'medium' : 'low';
}

/** Needs of a service from 1 to 4, as its sheet gives them. */
export interface Criticality {
  availability?: number | null;
  integrity?: number | null;
  confidentiality?: number | null;
  proof?: number | null;
}

const level = (values: (number | null | undefined)[]): number | undefined => {
  const given = values.filter((v): v is number => typeof v === 'number' && v >= 1 && v <= 4);
  return given.length === 0 ? undefined : Math.max(...given);
};

/**
 * Mission and well-being of the services hit, the highest of them: prevalence from the need for availability, well-being
 * from what a loss of integrity, confidentiality or proof does to people. `unknown` when no sheet is filled in.
 */
export function missionWellBeingOf(services: readonly Criticality[]): 'low' | 'medium' | 'high' | 'unknown' {
  const order = ['low', 'medium', 'high'] as const;
  let highest = -1;
  for (const sheet of services) {
    const service = level([sheet.availability]);
    const people = level([sheet.integrity, sheet.confidentiality, sheet.proof]);
    if (service === undefined && people === undefined) continue;
    const prevalence =
      service === undefined || service === 1 ? 'minimal' : service === 4 ? 'essential' : 'support';
    const wellBeing =
      people === undefined || people === 1 ? 'minimal' : people === 4 ? 'irreversible' : 'material';
    highest = Math.max(highest, order.indexOf(missionWellBeing(prevalence, wellBeing)));
  }
  return order[highest] ?? 'unknown';
}

/** Rows: safety impact from negligible to catastrophic; columns: mission impact from degraded to mission failure. */
const HUMAN_IMPACT = [
  ['low', 'low', 'medium', 'very-high'],
  ['low', 'low', 'medium', 'very-high'],
  ['medium', 'high', 'high', 'very-high'],
  ['very-high', 'very-high', 'very-high', 'very-high'],
] as const;
type HumanImpact = (typeof HUMAN_IMPACT)[number][number];

/**
 * SSVC's human impact (CERT/CC human_impact 1.0.0), the highest of the services hit: safety from what a loss of integrity,
 * confidentiality or proof does to people, mission from the need for availability, each 1 to 4 as the sheet says.
 */
export function humanImpactOf(services: readonly Criticality[]): HumanImpact | 'unknown' {
  const order: readonly HumanImpact[] = ['low', 'medium', 'high', 'very-high'];
  let highest = -1;
  for (const sheet of services) {
    const mission = level([sheet.availability]);
    const safety = level([sheet.integrity, sheet.confidentiality, sheet.proof]);
    if (mission === undefined && safety === undefined) continue;
    const impact = HUMAN_IMPACT[(safety ?? 1) - 1]?.[(mission ?? 1) - 1];
    if (impact) highest = Math.max(highest, order.indexOf(impact));
  }
  return order[highest] ?? 'unknown';
}
