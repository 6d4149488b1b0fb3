import { systemActor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { reopenIn } from './reopen.ts';
import { listExpired } from './store/decisions.ts';

/** Reopens every finding whose decision ran out. */
export async function expireDecisions(p: Platform): Promise<{ reopened: number }> {
  return p.db.transaction().execute(async (trx) => {
    const expired = await listExpired(trx, p.clock.now());
    const ids = [...new Set(expired.map((d) => d.finding_id))];
    await reopenIn(p, trx, systemActor, ids, { trigger: 'expired' });
    return { reopened: ids.length };
  });
}
