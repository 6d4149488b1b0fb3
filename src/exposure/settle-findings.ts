import { randomUUID } from 'node:crypto';
import { systemActor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { assess, type Ground } from './assess.ts';
import { findingChanged, findingOpened } from './events.ts';
import type { Reading } from './give-way.ts';
import { deadlineOf } from './model/deadline.ts';
import type { Assessment } from './model/finding.ts';
import { fingerprintOf } from './model/fingerprint.ts';
import type { Hit } from './model/hits.ts';
import { needsClosing, needsLook } from './model/look-again.ts';
import { type Known, type Settlement, settleGone, settleKnown, settleNew } from './model/settle.ts';
import { endDecisions, insertAllChanges } from './store/decisions.ts';
import { loadKnown, loadMarks, type Scope, writeFingerprints } from './store/findings.ts';
import { type FindingWrite, upsertFindings } from './store/write-findings.ts';

export interface Settled {
  opened: number;
  changed: number;
}

/** Everything that the sources say of a scope, from records read at a moment. */
export interface Piece {
  scope: Scope;
  hits: readonly Hit[];
  recordsAt: number;
}

export interface Settling {
  reading: Reading;
  ground: Ground;
  /** Findings in one transaction. */
  most: number;
  signal: AbortSignal | undefined;
}

/** One finding to look at: what was computed of it now, or nothing. */
interface Item {
  key: string;
  assetId: string;
  vulnerabilityId: string;
  next: Assessment | undefined;
}

/**
 * Brings the stored findings of a scope in line with what was computed of the whole scope. Each transaction is short and
 * right by itself: a run cut in the middle leaves findings that are right or not yet looked at, and the next run goes on.
 */
export async function settleFindings(
  p: Platform,
  { scope, hits, recordsAt }: Piece,
  { reading, ground, most, signal }: Settling,
): Promise<Settled> {
  const marks = await loadMarks(p.db, scope);
  // "Not affected" opens nothing: most of what the sources say needs no facts and no score.
  const speaking = hits.filter((hit) => hit.verdict !== 'not_affected' || marks.has(hit.key));
  const assessments = await assess(p, speaking, ground);
  const items: Item[] = [];
  for (const next of assessments) {
    if (needsLook(marks.get(next.key), next))
      items.push({ key: next.key, assetId: next.assetId, vulnerabilityId: next.vulnerabilityId, next });
    marks.delete(next.key);
  }
  for (const mark of marks.values())
    if (needsClosing(mark))
      items.push({
        key: mark.key,
        assetId: mark.asset_id,
        vulnerabilityId: mark.vulnerability_id,
        next: undefined,
      });
  const total: Settled = { opened: 0, changed: 0 };
  for (let i = 0; i < items.length; i += most) {
    signal?.throwIfAborted();
    const slice = items.slice(i, i + most);
    const done = await p.db.transaction().execute(async (trx) => {
      reading.settles();
      const ours = slice.filter(
        (item) => !reading.isOvertaken(item.assetId, item.vulnerabilityId, recordsAt),
      );
      return settleSlice(p, trx, ours);
    });
    total.opened += done.opened;
    total.changed += done.changed;
  }
  return total;
}

/** What one transaction writes. */
class Outcome {
  readonly writes: FindingWrite[] = [];
  readonly lines: Parameters<typeof insertAllChanges>[1][number][] = [];
  readonly same: { id: string; fingerprint: string }[] = [];
  readonly opened: string[] = [];
  readonly changed: string[] = [];
  readonly reopened = new Map<string, string[]>();
  readonly #now: Date;
  readonly #zone: string;
  /** Days of the table → when the work must be done, for what opens now: a few answers for hundreds of findings. */
  readonly #deadlines = new Map<string, Date | null>();

  constructor(now: Date, zone: string) {
    this.#now = now;
    this.#zone = zone;
  }

  take(item: Item, before: Known | undefined): void {
    const { next } = item;
    if (!next) {
      const settlement = before ? settleGone(before) : null;
      if (before && settlement) this.#write(before.id, before.assessment, before.fingerprint, settlement);
      return;
    }
    const settlement = before ? settleKnown(before, next, this.#now) : settleNew(next, this.#now);
    const fingerprint = fingerprintOf(next);
    if (!settlement) {
      if (before && before.fingerprint !== fingerprint) this.same.push({ id: before.id, fingerprint });
      return;
    }
    const id = before?.id ?? randomUUID();
    if (!before) this.opened.push(id);
    this.#write(id, next, fingerprint, settlement, !before);
  }

  #write(id: string, assessment: Assessment, fingerprint: string, s: Settlement, isNew = false): void {
    const { state, outcomeSince } = s;
    const days = assessment.verdict === 'affected' ? assessment.decision.deadlineDays : null;
    const deadline = this.#deadline(outcomeSince, days);
    this.writes.push({ id, assessment, state, outcomeSince, deadline, fingerprint });
    for (const change of s.changes)
      this.lines.push({ ...change, findingId: id, at: this.#now, actorName: systemActor.name });
    if (!isNew && s.changes.length > 0) this.changed.push(id);
    for (const trigger of s.reopened) this.reopened.set(trigger, [...(this.reopened.get(trigger) ?? []), id]);
  }

  #deadline(since: Date, days: number | null): Date | null {
    const key = `${since.getTime()} ${days}`;
    let deadline = this.#deadlines.get(key);
    if (deadline === undefined) {
      deadline = deadlineOf(since, days, this.#zone);
      this.#deadlines.set(key, deadline);
    }
    return deadline;
  }
}

async function settleSlice(p: Platform, trx: Db, items: readonly Item[]): Promise<Settled> {
  if (items.length === 0) return { opened: 0, changed: 0 };
  const now = p.clock.now();
  const known = await loadKnown(
    trx,
    items.map((item) => item.key),
  );
  const outcome = new Outcome(now, p.zone.name);
  for (const item of items) outcome.take(item, known.get(item.key));
  await upsertFindings(trx, outcome.writes, now);
  await writeFingerprints(trx, outcome.same);
  await insertAllChanges(trx, outcome.lines);
  for (const [trigger, ids] of outcome.reopened) {
    await endDecisions(trx, ids, `trigger:${trigger}`, now);
    await p.journal.append(trx, {
      actor: systemActor,
      action: 'exposure.decision.reopened',
      details: { trigger, findings: ids.length, ids: ids.slice(0, 50) },
    });
  }
  if (outcome.opened.length > 0) await p.events.emit(trx, findingOpened, { ids: outcome.opened });
  if (outcome.changed.length > 0) await p.events.emit(trx, findingChanged, { ids: outcome.changed });
  return { opened: outcome.opened.length, changed: outcome.changed.length };
}
