import { z } from 'zod';
import { systemActor } from '../auth/actor.ts';
import { defineJob, type Schedule } from '../jobs/define.ts';
import type { Platform } from '../platform.ts';
import { type CheckRow, readCheck, writeCheck } from './store.ts';
import { verifyJournal } from './verify.ts';

const FULL_EVERY_MS = 24 * 3_600_000;

/**
 * Verifies what was written since the last time, or the whole chain: when asked, once a day, and for as long as it is broken. What
 * it finds is kept for the screens; a break is told in the journal itself, once.
 */
export async function checkJournal(
  p: Platform,
  options: { full: boolean; signal?: AbortSignal },
): Promise<CheckRow> {
  const last = await readCheck(p.db);
  const isDue = !last || p.clock.now().getTime() - last.full_at.getTime() >= FULL_EVERY_MS;
  const isFull = options.full || isDue || last.broken_seq !== null;
  const verdict = await verifyJournal(p.db, { known: last, full: isFull, signal: options.signal });
  const now = p.clock.now();
  const row: CheckRow = {
    // What was once verified stays the measure: an entry put in the place of one cut off must not pass later.
    ...(verdict.intact ? verdict.upTo : { seq: last?.seq ?? 0, hash: last?.hash ?? '' }),
    verified_at: now,
    full_at: isFull ? now : last.full_at,
    broken_seq: verdict.intact ? null : verdict.seq,
    problem: verdict.intact ? null : verdict.problem,
  };
  await p.db.transaction().execute(async (trx) => {
    await writeCheck(trx, row);
    if (verdict.intact || last?.broken_seq === verdict.seq) return;
    await p.journal.append(trx, {
      actor: systemActor,
      action: 'platform.journal.broken',
      details: { seq: verdict.seq, problem: verdict.problem },
    });
  });
  if (!verdict.intact) p.log.error({ seq: verdict.seq, problem: verdict.problem }, 'the journal is broken');
  p.live.publish('platform.journal');
  return row;
}

export const checkJournalJob = defineJob({
  name: 'platform.check-journal',
  input: z.object({ full: z.boolean() }),
  run: async ({ platform, signal }, { full }) => {
    const row = await checkJournal(platform, { full, signal });
    return { upTo: row.seq, brokenAt: row.broken_seq };
  },
});

export const journalSchedules: Schedule[] = [
  { job: checkJournalJob.name, input: { full: false }, every: { minutes: 60 } },
];
