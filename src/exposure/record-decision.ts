import { randomUUID } from 'node:crypto';
import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { TriageResult } from './contract.ts';
import { fail } from './errors.ts';
import { findingChanged } from './events.ts';
import { endOfDay } from './model/deadline.ts';
import { type FindingState, journalObject } from './model/finding.ts';
import { snapshotOf } from './model/settle.ts';
import { findingsOfOwner, notTheirs } from './owner-limits.ts';
import { endDecisions, insertAllChanges, insertDecisions } from './store/decisions.ts';
import { assessmentOf, lockFindings, updateState } from './store/findings.ts';
import type { DecisionRow, FindingRow } from './store/tables.ts';

/** Longest life of each decision, in days: nothing is set aside for ever. */
const LONGEST_DAYS: Record<DecisionRow['kind'], number | null> = {
  plan: 180,
  mitigate: 365,
  accept: 365,
  not_affected: null,
};
/** A weakness known to be exploited is never set aside longer than this. */
const LONGEST_DAYS_KEV = 90;
const DAY_MS = 86_400_000;

export interface DecisionInput {
  ids: readonly string[];
  kind: DecisionRow['kind'];
  reason: string;
  justification?: string;
  /** `YYYY-MM-DD`, the last local day on which the decision holds. */
  until?: string;
}

const STATES: Record<DecisionRow['kind'], FindingState> = {
  plan: 'planned',
  mitigate: 'mitigated',
  accept: 'accepted',
  not_affected: 'not_affected',
};

/**
 * Records one dated decision on each finding, replacing the standing one. What cannot be decided (unknown, closed) is
 * given back as refused; the others are written in one transaction with their journal entries.
 */
export async function recordDecision(p: Platform, actor: Actor, input: DecisionInput): Promise<TriageResult> {
  const now = p.clock.now();
  const until = input.until ? endOfDay(input.until, p.zone.name) : null;
  if (until && until <= now) throw fail('until-past', { details: { until: input.until } });
  return p.db.transaction().execute(async (trx) => {
    const rows = new Map((await lockFindings(trx, [...new Set(input.ids)])).map((r) => [r.id, r]));
    const theirs = await findingsOfOwner(trx, actor, [...rows.values()]);
    const refused = input.ids.flatMap((id) => {
      const row = rows.get(id);
      const code = refusal(row, input.kind, until, now) ?? (row && theirs && notTheirs(row, theirs));
      return code ? [{ id, code }] : [];
    });
    const refusedIds = new Set(refused.map((r) => r.id));
    const taken = [...rows.values()].filter((r) => !refusedIds.has(r.id));
    if (taken.length === 0) return { done: [], refused };
    const done = taken.map((r) => r.id);
    await endDecisions(trx, done, 'replaced', now);
    await insertDecisions(
      trx,
      taken.map((row) => decisionOf(row, actor, input, until, now)),
    );
    await updateState(trx, done, { state: STATES[input.kind] }, now);
    await insertAllChanges(
      trx,
      taken.map((row) => ({
        findingId: row.id,
        at: now,
        actorName: actor.name,
        kind: `decided.${input.kind}`,
        before: row.state,
        after: {
          reason: input.reason,
          until: until?.toISOString() ?? null,
          justification: input.justification ?? null,
        },
      })),
    );
    for (const row of taken) {
      await p.journal.append(trx, {
        actor,
        action: `exposure.decision.${input.kind}`,
        ...journalObject(row),
        details: {
          reason: input.reason,
          until: until?.toISOString() ?? null,
          justification: input.justification ?? null,
        },
      });
    }
    await p.events.emit(trx, findingChanged, { ids: done });
    p.live.publish('exposure.findings');
    return { done, refused };
  });
}

function refusal(
  row: FindingRow | undefined,
  kind: DecisionRow['kind'],
  until: Date | null,
  now: Date,
): string | null {
  if (!row) return 'exposure.finding-unknown';
  if (row.state === 'gone' || row.state === 'fixed') return 'exposure.finding-closed';
  const longest = row.is_kev && kind !== 'not_affected' ? LONGEST_DAYS_KEV : LONGEST_DAYS[kind];
  if (until && longest !== null && until.getTime() > now.getTime() + (longest + 1) * DAY_MS)
    return 'exposure.until-too-far';
  return null;
}

function decisionOf(
  row: FindingRow,
  actor: Actor,
  input: DecisionInput,
  until: Date | null,
  now: Date,
): DecisionRow {
  return {
    id: randomUUID(),
    finding_id: row.id,
    kind: input.kind,
    reason: input.reason,
    justification: input.justification ?? null,
    until,
    snapshot: snapshotOf(assessmentOf(row)),
    decided_by: actor.id,
    decided_by_name: actor.name,
    decided_at: now,
    ended_at: null,
    end_reason: null,
  };
}
