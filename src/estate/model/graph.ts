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
  for (const key of any.keys()) {
    const node = graph.nodes.get(key);
    if (node?.kind !== 'service') continue;
    const degraded = !strict.has(key);
    reached.push({
      serviceId: node.id,
      path: pathNodes(graph, pathTo(degraded ? any : strict, key)),
      degraded,
    });
  }
  return reached.sort(
    (a, b) =>
      Number(a.degraded) - Number(b.degraded) ||
      a.path.length - b.path.length ||
      (a.serviceId < b.serviceId ? -1 : 1),
  );
}

/** Breadth first, so that the first way to a node is a shortest one: each node reached → the one it was reached from. */
function walk(graph: ServiceGraph, start: string, withDegraded: boolean): Map<string, string | null> {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  // A map keeps its order and may grow while it is read: it is the queue too.
  for (const key of cameFrom.keys()) {
    for (const dependant of graph.dependants.get(key) ?? []) {
      if ((dependant.isDegraded && !withDegraded) || cameFrom.has(dependant.key)) continue;
      cameFrom.set(dependant.key, key);
    }
  }
  return cameFrom;
}

function pathTo(cameFrom: ReadonlyMap<string, string | null>, end: string): string[] {
  const path: string[] = [];
  for (let key: string | null | undefined = end; key; key = cameFrom.get(key)) path.push(key);
  return path.reverse();
}

function pathNodes(graph: ServiceGraph, keys: readonly string[]): GraphNode[] {
  return keys.flatMap((key) => graph.nodes.get(key) ?? []);
}

/** The cycle that a new link would close, as node keys from end to end; undefined when there is none. */
export function cycleWith(graph: ServiceGraph, link: GraphLink): string[] | undefined {
  const [from, to] = [keyOf(link.from), keyOf(link.to)];
  if (from === to) return [from, to];
  const cameFrom = walk(graph, from, true);
  return cameFrom.has(to) ? [...pathTo(cameFrom, to), from] : undefined;
}
