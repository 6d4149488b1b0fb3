import type { Platform } from '../platform/platform.ts';
import { type AssetSheet, ObjectQuery, type ServiceSheet, type Surroundings } from './contract.ts';
import { fail } from './errors.ts';
import { buildGraph, type GraphLink, keyOf, servicesReached } from './model/graph.ts';
import { nextOpening, type OpeningHours } from './model/opening.ts';
import { above, below, layered } from './model/subgraph.ts';
import { loadAssets, loadServices } from './store/assets.ts';
import { countByAsset } from './store/components.ts';
import { loadLinks, loadNodes } from './store/links.ts';
import { getObject, listObjects } from './store/nouns.ts';

/** A service: its sheet, what it rests on, who supplies it, the personal data it handles, and when it opens next. */
export async function openService(p: Platform, id: string, withProcessings: boolean): Promise<ServiceSheet> {
  const service = (await getObject(p.db, 'service', id)) as unknown as ServiceSheet | undefined;
  if (!service) throw fail('object-unknown', { details: { noun: 'service', id } });
  const { graph, links } = await load(p);
  const keys = below(links, keyOf({ kind: 'service', id }));
  const view = layered(graph, links, keys);
  const counts = await countByAsset(p.db);
  const assets = await loadAssets(p.db);
  const named = (kind: string) => view.nodes.filter((n) => n.kind === kind && n.id !== id);
  const suppliers = await Promise.all(named('supplier').map((n) => getObject(p.db, 'supplier', n.id)));
  return {
    ...service,
    ...openingOf(p, service),
    applications: named('application').map((n) => ({
      id: n.id,
      name: n.name,
      isDegraded: isDegraded(links, n),
    })),
    assets: named('asset').flatMap((n) => {
      const asset = assets.get(n.id);
      return asset
        ? [
            {
              id: n.id,
              name: n.name,
              kind: asset.kind as AssetSheet['kind'],
              exposed: asset.exposed,
              components: counts.get(n.id) ?? 0,
              degraded: isDegraded(links, n),
            },
          ]
        : [];
    }),
    suppliers: suppliers.flatMap((s) =>
      s
        ? [
            {
              id: s.id,
              name: String(s.name),
              contact: (s.securityContact ?? s.contactEmail ?? null) as string | null,
            },
          ]
        : [],
    ),
    processings: withProcessings ? await processingsOf(p, id) : [],
    graph: view,
  };
}

/** Open now and until when, or when next. */
export function openingOf(p: Platform, service: { opening: OpeningHours[] }): Pick<ServiceSheet, 'opening_'> {
  const opening = nextOpening(service.opening, p.clock.now(), p.zone.name);
  if (!opening) return { opening_: null };
  const at = opening.state === 'open' ? opening.until : opening.at;
  return { opening_: { state: opening.state, at: at.toISOString() } };
}

/** An asset: its sheet and the services it can hurt, each with the shortest path. */
export async function openAsset(p: Platform, id: string): Promise<AssetSheet> {
  const asset = (await getObject(p.db, 'asset', id)) as unknown as AssetSheet | undefined;
  if (!asset) throw fail('object-unknown', { details: { noun: 'asset', id } });
  const { graph, links } = await load(p);
  const services = await loadServices(p.db);
  return {
    ...asset,
    services: servicesReached(graph, id).flatMap((r) => {
      const service = services.get(r.serviceId);
      return service
        ? [{ id: service.id, name: service.name, users: service.users, path: r.path, degraded: r.degraded }]
        : [];
    }),
    graph: layered(graph, links, above(links, keyOf({ kind: 'asset', id }))),
  };
}

/** An application or a supplier with what surrounds it. */
export async function openSurroundings(
  p: Platform,
  node: { kind: 'application' | 'supplier'; id: string },
): Promise<Surroundings> {
  if (!(await getObject(p.db, node.kind, node.id)))
    throw fail('object-unknown', { details: { noun: node.kind, id: node.id } });
  const { graph, links } = await load(p);
  const users = await loadServices(p.db);
  const up = above(links, keyOf(node));
  const services = [...up].flatMap((key) => {
    const service = key.startsWith('service:') ? users.get(key.slice('service:'.length)) : undefined;
    return service ? [{ id: service.id, name: service.name, users: service.users }] : [];
  });
  return { graph: layered(graph, links, new Set([...up, ...below(links, keyOf(node))])), services };
}

async function load(p: Platform) {
  const links = await loadLinks(p.db);
  return { links, graph: buildGraph(await loadNodes(p.db), links) };
}

/** Every link to it has a degraded mode. */
function isDegraded(links: readonly GraphLink[], node: { kind: string; id: string }): boolean {
  const to = links.filter((l) => keyOf(l.to) === keyOf(node));
  return to.length > 0 && to.every((l) => l.isDegraded);
}

async function processingsOf(p: Platform, serviceId: string): Promise<ServiceSheet['processings']> {
  const { rows } = await listObjects(p.db, 'processing', ObjectQuery.parse({ size: 200 }));
  return rows
    .filter((r) => (r.serviceIds as string[]).includes(serviceId))
    .map((r) => ({
      id: r.id,
      name: String(r.name),
      hasSensitiveData: Boolean(r.hasSensitiveData),
      peopleCount: r.peopleCount as number | null,
    }));
}
