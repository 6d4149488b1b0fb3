export type NodeKind = 'asset' | 'application' | 'service' | 'supplier';

export interface GraphNode {
  kind: NodeKind;
  id: string;
  name: string;
}

/** "`from` needs `to`": a service needs an application, an application needs an asset. */
export interface GraphLink {
  from: { kind: NodeKind; id: string };
  to: { kind: NodeKind; id: string };
  type: string;
  /** The one that needs can go on in a degraded mode without the other. */
  isDegraded: boolean;
}

export interface Reached {
  serviceId: string;
  /** From the asset to the service, both included. */
  path: GraphNode[];
  /** Every path goes through a link that has a degraded mode. */
  degraded: boolean;
}

export interface ServiceGraph {
  nodes: ReadonlyMap<string, GraphNode>;
  /** Who needs a node, by the node's key. */
  dependants: ReadonlyMap<string, readonly { key: string; isDegraded: boolean }[]>;
  assetIds(): string[];
}

export const keyOf = (node: { kind: string; id: string }): string => `${node.kind}:${node.id}`;

export function buildGraph(nodes: readonly GraphNode[], links: readonly GraphLink[]): ServiceGraph {
  const byKey = new Map(nodes.map((node) => [keyOf(node), node]));
  const dependants = new Map<string, { key: string; isDegraded: boolean }[]>();
  for (const link of links) {
    const [from, to] = [keyOf(link.from), keyOf(link.to)];
    if (!byKey.has(from) || !byKey.has(to)) continue;
    const list = dependants.get(to) ?? [];
    list.push({ key: from, isDegraded: link.isDegraded });
    dependants.set(to, list);
  }
  for (const list of dependants.values()) list.sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    nodes: byKey,
    dependants,
    assetIds: () => nodes.filter((n) => n.kind === 'asset').map((n) => n.id),
  };
}

/**
 * The services an asset can hurt, each with the shortest path that explains it. A path without a degraded link wins over
 * a shorter one with one, since it hurts more. Cycles in the data are walked once.
 */
export function servicesReached(graph: ServiceGraph, assetId: string): Reached[] {
  const start = keyOf({ kind: 'asset', id: assetId });
  const strict = walk(graph, start, false);
  const any = walk(graph, start, true);
  const reached: Reached[] = [];
  for (const [key, path] of any) {
    const node = graph.nodes.get(key);
    if (node?.kind !== 'service') continue;
    const best = strict.get(key);
    reached.push({ serviceId: node.id, path: pathNodes(graph, best ?? path), degraded: best === undefined });
  }
  return reached.sort((a, b) => a.path.length - b.path.length || (a.serviceId < b.serviceId ? -1 : 1));
}

/** Breadth first: the first path to a node is a shortest one. */
function walk(graph: ServiceGraph, start: string, withDegraded: boolean): Map<string, string[]> {
  const paths = new Map<string, string[]>([[start, [start]]]);
  let frontier = [start];
  while (frontier.length > 0) {
    const next: string[] = [];
    for (const key of frontier) {
      for (const dependant of graph.dependants.get(key) ?? []) {
        if ((dependant.isDegraded && !withDegraded) || paths.has(dependant.key)) continue;
        paths.set(dependant.key, [...(paths.get(key) ?? []), dependant.key]);
        next.push(dependant.key);
      }
    }
    frontier = next;
  }
  paths.delete(start);
  return paths;
}

function pathNodes(graph: ServiceGraph, keys: readonly string[]): GraphNode[] {
  return keys.flatMap((key) => graph.nodes.get(key) ?? []);
}

/** The cycle that a new link would close, as node keys from end to end; undefined when there is none. */
export function cycleWith(graph: ServiceGraph, link: GraphLink): string[] | undefined {
  const [from, to] = [keyOf(link.from), keyOf(link.to)];
  if (from === to) return [from, to];
  const path = walk(graph, from, true).get(to);
  return path ? [...path, from] : undefined;
}
