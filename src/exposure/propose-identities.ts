import { type Candidate, keepCandidates, loadLabelsToMatch } from '../estate/index.ts';
import type { Platform } from '../platform/platform.ts';
import { countRecordsNaming, streamProducts } from '../watch/index.ts';
import { ProductIndex, type Proposal } from './model/rank-candidates.ts';
import { takeTurns } from './pace.ts';

/** Between two batches others have their turn. */
const BATCH = 100;

interface Found {
  label: string;
  isNamed: boolean;
  proposals: Proposal[];
}

/**
 * Looks, for labels that no source can be held to, which products sources name may be meant. It only proposes: a person
 * decides. Of some assets, only labels never looked at; otherwise all, for sources name new products.
 */
export async function proposeIdentities(
  p: Platform,
  scope: { assetIds?: readonly string[]; signal?: AbortSignal } = {},
): Promise<{ labels: number; products: number; proposed: number }> {
  const labels = await loadLabelsToMatch(p.db, scope.assetIds ? { assetIds: scope.assetIds } : {});
  if (labels.length === 0) return { labels: 0, products: 0, proposed: 0 };
  const index = new ProductIndex();
  const turn = takeTurns();
  for await (const batch of streamProducts(p.db)) {
    for (const product of batch) index.add(product);
    await turn();
  }
  let proposed = 0;
  for (let i = 0; i < labels.length; i += BATCH) {
    scope.signal?.throwIfAborted();
    const found: Found[] = [];
    for (const label of labels.slice(i, i + BATCH)) {
      const isNamed = label.written.every((name) => index.names({ ...label, name }));
      found.push({ label: label.label_key, isNamed, proposals: index.propose(label) });
      await turn();
    }
    const counts = await countRecordsNaming(p.db, [
      ...new Set(found.flatMap((f) => f.proposals.map((x) => x.key))),
    ]);
    const withCount = (x: Proposal): Candidate => ({ ...x, records: counts.get(x.key) ?? 0 });
    await p.db.transaction().execute((trx) =>
      keepCandidates(
        trx,
        found.map((f) => ({ ...f, candidates: f.proposals.map(withCount) })),
        p.clock.now(),
      ),
    );
    proposed += found.filter((f) => f.proposals.length > 0).length;
  }
  p.live.publish('estate.identities');
  return { labels: labels.length, products: index.size, proposed };
}
