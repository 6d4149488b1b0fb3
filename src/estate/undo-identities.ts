import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { tellAssets } from './decide-identities.ts';
import { fail } from './errors.ts';
import type { IdentityResult } from './identities/contract.ts';
import { lockIdentities, lockIdentityDecision, undoDecisions, writeIdentity } from './store/identities.ts';

/** Takes decisions back: the labels are asked again, as if nobody had answered. */
export async function undoIdentities(
  p: Platform,
  actor: Actor,
  ids: readonly string[],
): Promise<IdentityResult> {
  return p.db.transaction().execute(async (trx) => {
    const labels = new Set<string>();
    for (const id of new Set(ids)) {
      const decision = await lockIdentityDecision(trx, id);
      if (!decision) throw fail('decision-unknown', { details: { id } });
      if (decision.undone_at) throw fail('decision-replaced', { details: { id } });
      const row = (await lockIdentities(trx, [decision.label_key])).get(decision.label_key);
      if (!row) throw fail('identity-unknown', { details: { label: decision.label_key } });
      await writeIdentity(
        trx,
        decision.kind === 'reject'
          ? {
              ...row,
              rejected: row.rejected.filter((key) => key !== decision.product_key),
              candidates:
                decision.evidence && !row.candidates.some((c) => c.key === decision.evidence?.key)
                  ? [...row.candidates, decision.evidence].sort((a, b) => b.score - a.score)
                  : row.candidates,
            }
          : { ...row, state: 'open', product: null },
      );
      labels.add(decision.label_key);
      await undoDecisions(trx, [id], actor.name, p.clock.now());
      await p.journal.append(trx, {
        actor,
        action: 'estate.identity.undo',
        object: { kind: 'estate.identity', id, label: [row.vendor, row.name].filter(Boolean).join(' ') },
        details: { label: decision.label_key, kind: decision.kind, key: decision.product_key },
      });
    }
    const assets = await tellAssets(p, trx, [...labels]);
    return { decisions: [...ids], assets, refused: [] };
  });
}
