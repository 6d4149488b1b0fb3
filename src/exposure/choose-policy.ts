import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { reassessJob } from './jobs.ts';
import { loadPolicy } from './policies.ts';
import { policyInForce, putInForce, readSavedPolicy } from './store/policies.ts';

/** Puts a decision table in force, with its version when it was written here; every finding is scored again by a job. */
export async function choosePolicy(
  p: Platform,
  actor: Actor,
  { id, version = null }: { id: string; version?: number | null },
): Promise<{ jobId: string }> {
  return p.db.transaction().execute(async (trx) => {
    const saved = version === null ? null : await readSavedPolicy(trx, id, version);
    if (saved === undefined) throw fail('policy-unknown', { details: { policy: `${id} ${version}` } });
    const policy = saved?.document ?? loadPolicy(id);
    const before = await policyInForce(trx);
    await putInForce(trx, id, version);
    await p.journal.append(trx, {
      actor,
      action: 'exposure.policy.chosen',
      object: { kind: 'exposure.policy', id: policy.id, label: policy.title.fr },
      details: {
        before: before.id,
        beforeVersion: loadPolicy(before).version,
        after: policy.id,
        version: policy.version,
      },
    });
    return { jobId: await p.jobs.enqueue(trx, reassessJob, {}, { actor, singletonKey: 'all' }) };
  });
}
