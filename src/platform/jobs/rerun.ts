import type { Actor } from '../auth/actor.ts';
import type { Platform } from '../platform.ts';
import { fail } from './errors.ts';
import { getJob } from './store.ts';

/** Asks again for the work of a run that has ended, in the name of who asks; gives the id of the new run. */
export async function rerunJob(p: Platform, actor: Actor, id: string): Promise<string> {
  return p.db.transaction().execute(async (trx) => {
    const row = await getJob(trx, id);
    if (!row) throw fail('job-unknown', { details: { id } });
    if (row.state === 'waiting' || row.state === 'running') throw fail('job-not-ended', { details: { id } });
    const newId = await p.jobs.again(trx, row, actor);
    await p.journal.append(trx, {
      actor,
      action: 'platform.job.rerun',
      object: { kind: 'platform.job', id: newId, label: row.name },
      details: { again: id },
    });
    return newId;
  });
}
