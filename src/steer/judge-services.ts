import { countByAsset, loadServices } from '../estate/index.ts';
import { listReach, summariseByService } from '../exposure/index.ts';
import type { Platform } from '../platform/platform.ts';
import { localDateTime } from '../platform/zoned-time.ts';
import { feedHealth } from '../watch/index.ts';
import type { ServiceTile } from './contract.ts';
import { compareTiles, direction, securityFacet, unmeasured } from './model/facets.ts';
import { loadDay, saveDay } from './store.ts';

/** Every service with its three facets, what each was yesterday, and why; worst and most moved first. */
export async function judgeServices(p: Platform): Promise<ServiceTile[]> {
  const now = p.clock.now();
  const services = await loadServices(p.db);
  const summary = await summariseByService(p.db, now);
  const inventory = assetsByService(await listReach(p.db), await countByAsset(p.db));
  const staleFeeds = (await feedHealth(p.db, now)).filter(
    (f) => f.state !== 'fresh' && f.state !== 'disabled',
  ).length;
  const yesterday = await loadDay(p.db, dayOf(new Date(now.getTime() - 86_400_000), p.zone.name));
  const tiles = [...services.values()].map((service): ServiceTile => {
    const s = summary.get(service.id);
    const assets = inventory.get(service.id) ?? { assets: 0, assetsKnown: 0 };
    const was = yesterday.get(service.id);
    const security = securityFacet({
      ...assets,
      affected: s?.affected ?? 0,
      toCheck: s?.toCheck ?? 0,
      critical: s?.critical ?? 0,
      kev: s?.kev ?? 0,
      overdue: s?.overdue ?? 0,
      staleFeeds,
    });
    const facets = {
      security: was ? { ...security, was: was.security } : security,
      procedures: unmeasured('no-check'),
      acceptance: unmeasured('no-measure'),
    };
    return {
      id: service.id,
      name: service.name,
      users: service.users,
      criticality: service.criticality,
      facets,
      direction: direction(facets),
      affected: s?.affected ?? 0,
      toCheck: s?.toCheck ?? 0,
      nextDeadline: s?.nextDeadline?.toISOString() ?? null,
    };
  });
  return tiles.sort(compareTiles);
}

/** Keeps today's facets, so that tomorrow can be compared with them. */
export async function keepDay(p: Platform): Promise<{ services: number }> {
  const tiles = await judgeServices(p);
  const day = dayOf(p.clock.now(), p.zone.name);
  await saveDay(
    p.db,
    day,
    tiles.map((t) => ({
      serviceId: t.id,
      facets: {
        security: t.facets.security.level,
        procedures: t.facets.procedures.level,
        acceptance: t.facets.acceptance.level,
      },
    })),
  );
  return { services: tiles.length };
}

function dayOf(at: Date, timeZone: string): string {
  const { year, month, day } = localDateTime(at, timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** How many assets each service rests on, and how many of them say what they are made of. */
function assetsByService(
  reach: readonly { asset_id: string; service_id: string }[],
  components: ReadonlyMap<string, number>,
): Map<string, { assets: number; assetsKnown: number }> {
  const counts = new Map<string, { assets: number; assetsKnown: number }>();
  for (const { asset_id, service_id } of reach) {
    const count = counts.get(service_id) ?? { assets: 0, assetsKnown: 0 };
    count.assets++;
    if (components.has(asset_id)) count.assetsKnown++;
    counts.set(service_id, count);
  }
  return counts;
}
