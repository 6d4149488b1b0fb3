import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { reassessJob } from './jobs.ts';
import { loadPolicy } from './policies.ts';
import { activePolicy, setActivePolicy } from './store/runs.ts';

/** Puts a decision table in force; every finding is scored again by a job. */
export async function choosePolicy(p: Platform, actor: Actor, id: string): Promise<{ jobId: string }> {
  const policy = loadPolicy(id);
  return p.db.transaction().execute(async (trx) => {
    const before = await activePolicy(trx);
    await setActivePolicy(trx, policy.id);
    await p.journal.append(trx, {
      actor,
      action: 'exposure.policy.chosen',
      object: { kind: 'exposure.policy', id: policy.id, label: policy.title.fr },
      details: { before, after: policy.id, version: policy.version },
    });
    return { jobId: await p.jobs.enqueue(trx, reassessJob, {}, { actor, singletonKey: 'all' }) };
  });
}
