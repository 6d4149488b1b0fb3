import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { TriageResult } from './contract.ts';
import { findingChanged } from './events.ts';
import { journalObject } from './model/finding.ts';
import { insertAllChanges } from './store/decisions.ts';
import { lockFindings, updateState } from './store/findings.ts';

export interface AssignInput {
  ids: readonly string[];
  ownerId: string | null;
  ownerName: string | null;
}

/** Gives findings to a person, or to nobody. */
export async function assign(p: Platform, actor: Actor, input: AssignInput): Promise<TriageResult> {
  const now = p.clock.now();
  return p.db.transaction().execute(async (trx) => {
    const rows = await lockFindings(trx, [...new Set(input.ids)]);
    const done = rows.map((r) => r.id);
    const refused = input.ids
      .filter((id) => !done.includes(id))
      .map((id) => ({ id, code: 'exposure.finding-unknown' }));
    if (done.length === 0) return { done, refused };
    await updateState(trx, done, { owner: { id: input.ownerId, name: input.ownerName } }, now);
    await insertAllChanges(
      trx,
      rows.map((r) => ({
        findingId: r.id,
        at: now,
        actorName: actor.name,
        kind: 'assigned',
        before: r.owner_name,
        after: input.ownerName,
      })),
    );
    await p.journal.append(trx, {
      actor,
      action: 'exposure.finding.assigned',
      ...journalObject(rows[0], rows.length),
      details: { owner: input.ownerName, findings: done.length, ids: done.slice(0, 50) },
    });
    await p.events.emit(trx, findingChanged, { ids: done });
    p.live.publish('exposure.findings');
    return { done, refused };
  });
}
