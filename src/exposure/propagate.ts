import { loadServiceGraph, loadServices, servicesReached } from '../estate/index.ts';
import type { Platform } from '../platform/platform.ts';
import { listExposedAssets, refreshCounts, replaceReach } from './store/reach.ts';
import type { ReachRow } from './store/tables.ts';

/** An asset has hundreds of findings at most, as a rule: the screens wait for a fraction of a second. */
const ASSETS_AT_ONCE = 20;

/** Computes which services each asset can hurt, each with the shortest path that explains it. */
export async function propagate(p: Platform): Promise<{ assets: number; paths: number }> {
  const graph = await loadServiceGraph(p.db);
  const services = await loadServices(p.db);
  const rows: ReachRow[] = [];
  const assetIds = graph.assetIds();
  for (const assetId of assetIds) {
    for (const reached of servicesReached(graph, assetId)) {
      const service = services.get(reached.serviceId);
      if (!service) continue;
      rows.push({
        asset_id: assetId,
        service_id: service.id,
        service_name: service.name,
        users: service.users,
        is_degraded: reached.degraded,
        path: reached.path,
      });
    }
  }
  await p.db.transaction().execute((trx) => replaceReach(trx, rows));
  for (const part of await listExposedAssets(p.db, ASSETS_AT_ONCE)) await refreshCounts(p.db, part);
  p.live.publish('exposure.findings');
  return { assets: assetIds.length, paths: rows.length };
}
