import type { Assessment, DecisionRecord, FindingState } from './finding.ts';
import { DECIDED } from './finding.ts';
import { type ReopenTrigger, reopenTriggers, type Snapshot } from './reopen.ts';

/** A finding as stored, as far as settling needs it. */
export interface Known {
  id: string;
  key: string;
  state: FindingState;
  assessment: Assessment;
  outcomeSince: Date;
  /** `fingerprintOf` the assessment when it was written; empty when it was never taken. */
  fingerprint: string;
  snapshot: Snapshot | null;
}

export interface ChangeNote {
  kind:
    | 'opened'
    | 'verdict'
    | 'severity'
    | 'outcome'
    | 'kev'
    | 'version'
    | 'conflict'
    | 'services'
    | 'reopened'
    | 'gone'
    | 'fixed'
    | 'back';
  before?: unknown;
  after?: unknown;
}

/** What must be written for one finding; `null` when nothing a reader sees is different. */
export interface Settlement {
  state: FindingState;
  outcomeSince: Date;
  changes: ChangeNote[];
  reopened: ReopenTrigger[];
}

/** A new finding opens, unless nothing is affected. */
export function settleNew(assessment: Assessment, now: Date): Settlement | null {
  if (assessment.verdict === 'not_affected') return null;
  return {
    state: 'open',
    outcomeSince: now,
    changes: [{ kind: 'opened', after: headline(assessment) }],
    reopened: [],
  };
}

/** Compares what is stored with what was just computed, and says what changed for a reader. */
export function settleKnown(known: Known, next: Assessment, now: Date): Settlement | null {
  const before = known.assessment;
  const changes: ChangeNote[] = [];
  const note = (kind: ChangeNote['kind'], a: unknown, b: unknown) => {
    if (a !== b) changes.push({ kind, before: a, after: b });
  };
  note('verdict', before.verdict, next.verdict);
  note('conflict', before.hasConflict, next.hasConflict);
  note('severity', before.severity, next.severity);
  note('kev', before.isKev, next.isKev);
  note('version', before.version, next.version);
  note('outcome', before.decision.outcome, next.decision.outcome);
  const rises = next.outcomeRank > before.outcomeRank || before.decision.outcome === null;
  const outcomeSince = changes.some((c) => c.kind === 'outcome') && rises ? now : known.outcomeSince;

  const { state, reopened, note: stateNote } = nextState(known, next);
  if (stateNote) changes.push(stateNote);
  if (changes.length === 0 && !detailsDiffer(before, next)) return null;
  return { state, outcomeSince, changes, reopened };
}

/** A finding whose product is no longer on the asset, or whose vulnerability was rejected. */
export function settleGone(known: Known): Settlement | null {
  if (known.state === 'gone' || known.state === 'fixed') return null;
  return {
    state: 'gone',
    outcomeSince: known.outcomeSince,
    changes: [{ kind: 'gone', before: known.state }],
    reopened: [],
  };
}

function nextState(
  known: Known,
  next: Assessment,
): { state: FindingState; reopened: ReopenTrigger[]; note?: ChangeNote } {
  const { state } = known;
  if (next.verdict === 'not_affected') {
    if (state === 'fixed' || state === 'gone') return { state, reopened: [] };
    const isFixed = known.assessment.version !== next.version;
    return {
      state: isFixed ? 'fixed' : 'gone',
      reopened: [],
      note: { kind: isFixed ? 'fixed' : 'gone', before: state },
    };
  }
  if (state === 'fixed' || state === 'gone')
    return { state: 'open', reopened: [], note: { kind: 'back', before: state } };
  if (DECIDED.includes(state) && known.snapshot) {
    const reopened = reopenTriggers(known.snapshot, snapshotOf(next));
    if (reopened.length > 0)
      return { state: 'open', reopened, note: { kind: 'reopened', before: state, after: reopened } };
  }
  return { state, reopened: [] };
}

export function snapshotOf(a: Assessment): Snapshot {
  return {
    isKev: a.isKev,
    epss: a.epss,
    exposed: a.exposed,
    version: a.version,
    outcome: a.decision.outcome,
    outcomeRank: a.outcomeRank,
  };
}

function headline(a: Assessment) {
  return { verdict: a.verdict, severity: a.severity, outcome: a.decision.outcome, version: a.version };
}

/** Facts that are rewritten in place without a line in the story: EPSS of the day, wording, counts. */
function detailsDiffer(a: Assessment, b: Assessment): boolean {
  return (
    a.epss !== b.epss ||
    a.cvss !== b.cvss ||
    a.title !== b.title ||
    a.method !== b.method ||
    a.exposed !== b.exposed ||
    a.assetName !== b.assetName ||
    a.serviceCount !== b.serviceCount ||
    a.userCount !== b.userCount ||
    a.componentIds.join() !== b.componentIds.join() ||
    canonical(a.reasons) !== canonical(b.reasons) ||
    decisionText(a.decision) !== decisionText(b.decision)
  );
}

function decisionText(d: DecisionRecord): string {
  return canonical([d.policy, d.policyVersion, d.outcome, d.deadlineDays, d.row, d.inputs]);
}

/** Stored jsonb comes back with its keys in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
