import { METHOD_VERSION } from '@vigie/vulnmatch';
import { loadAssets, loadServices } from '../estate/index.ts';
import type { Platform } from '../platform/platform.ts';
import { feedHealth, loadVulnerabilities } from '../watch/index.ts';
import type { Policy } from './model/decide.ts';
import type { Assessment } from './model/finding.ts';
import type { Hit } from './model/hits.ts';
import { loadPolicy } from './policies.ts';
import { type ScoredAsset, scoreAsset, scoreHit } from './score.ts';
import { listReach } from './store/reach.ts';
import { activePolicy } from './store/runs.ts';

/** What one run holds to be known of the installation: the table in force, the assets and what they can hurt. */
export interface Ground {
  policy: Policy;
  isExploitationKnown: boolean;
  assets: ReadonlyMap<string, ScoredAsset>;
}

export async function readGround(p: Platform, assetIds: readonly string[]): Promise<Ground> {
  const policy = loadPolicy(await activePolicy(p.db));
  const isExploitationKnown = (await feedHealth(p.db, p.clock.now())).some(
    (f) => f.id === 'cisa-kev' && f.state !== 'never',
  );
  const services = await loadServices(p.db);
  const reach = new Map<string, string[]>();
  for (const row of await listReach(p.db, assetIds)) {
    const known = reach.get(row.asset_id);
    if (known) known.push(row.service_id);
    else reach.set(row.asset_id, [row.service_id]);
  }
  const assets = new Map<string, ScoredAsset>();
  for (const [id, asset] of await loadAssets(p.db, assetIds)) {
    const hurt = (reach.get(id) ?? []).flatMap((serviceId) => services.get(serviceId) ?? []);
    assets.set(id, scoreAsset(asset, hurt));
  }
  return { policy, isExploitationKnown, assets };
}

/** Scores each hit with what is known of its vulnerability, its asset and the services the asset reaches. */
export async function assess(p: Platform, hits: readonly Hit[], ground: Ground): Promise<Assessment[]> {
  if (hits.length === 0) return [];
  const known = await loadVulnerabilities(p.db, [...new Set(hits.map((h) => h.vulnerabilityId))]);
  const { policy, isExploitationKnown } = ground;
  return hits.flatMap((hit) => {
    const on = ground.assets.get(hit.assetId);
    const facts = known.get(hit.vulnerabilityId);
    // Taken back by the register of its id: what other sources still say of it is no finding.
    if (!on || !facts || facts.rejected) return [];
    return [scoreHit({ hit, method: METHOD_VERSION, on, facts, policy, isExploitationKnown })];
  });
}
