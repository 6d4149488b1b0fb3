import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import type { TriageResult } from './contract.ts';
import { findingChanged } from './events.ts';
import { DECIDED, journalObject } from './model/finding.ts';
import { endDecisions, insertAllChanges } from './store/decisions.ts';
import { lockFindings, updateState } from './store/findings.ts';

/** A person takes decisions back: the findings are open again. */
export async function reopen(
  p: Platform,
  actor: Actor,
  input: { ids: readonly string[]; reason: string },
): Promise<TriageResult> {
  return p.db.transaction().execute(async (trx) => {
    const rows = await lockFindings(trx, [...new Set(input.ids)]);
    const decided = rows.filter((r) => DECIDED.includes(r.state));
    const done = decided.map((r) => r.id);
    await reopenIn(p, trx, actor, done, { trigger: 'person', reason: input.reason });
    const refused = input.ids
      .filter((id) => !done.includes(id))
      .map((id) => ({
        id,
        code: rows.some((r) => r.id === id) ? 'exposure.finding-not-decided' : 'exposure.finding-unknown',
      }));
    return { done, refused };
  });
}

/** Reopens inside the caller's transaction: ends the decisions, writes the story and the journal, tells the listeners. */
export async function reopenIn(
  p: Platform,
  trx: Db,
  actor: Actor,
  ids: readonly string[],
  why: { trigger: string; reason?: string },
): Promise<void> {
  if (ids.length === 0) return;
  const now = p.clock.now();
  await endDecisions(trx, ids, `trigger:${why.trigger}`, now);
  await updateState(trx, ids, { state: 'open' }, now);
  await insertAllChanges(
    trx,
    ids.map((findingId) => ({
      findingId,
      at: now,
      actorName: actor.name,
      kind: 'reopened',
      after: [why.trigger],
    })),
  );
  const [first] = await lockFindings(trx, ids.slice(0, 1));
  await p.journal.append(trx, {
    actor,
    action: 'exposure.decision.reopened',
    ...journalObject(first, ids.length),
    details: { ...why, findings: ids.length, ids: ids.slice(0, 50) },
  });
  for (let i = 0; i < ids.length; i += 500)
    await p.events.emit(trx, findingChanged, { ids: ids.slice(i, i + 500) });
  p.live.publish('exposure.findings');
}
