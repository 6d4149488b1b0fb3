import type { GraphView } from '../contract.ts';
import { type GraphLink, keyOf, type ServiceGraph } from './graph.ts';

/** All that a node rests on, itself included. */
export function below(links: readonly GraphLink[], start: string): Set<string> {
  return reach(
    start,
    mapOf(links, (l) => [keyOf(l.from), keyOf(l.to)]),
  );
}

/** All that rests on a node, itself included. */
export function above(links: readonly GraphLink[], start: string): Set<string> {
  return reach(
    start,
    mapOf(links, (l) => [keyOf(l.to), keyOf(l.from)]),
  );
}

function mapOf(links: readonly GraphLink[], ends: (l: GraphLink) => [string, string]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const link of links) {
    const [a, b] = ends(link);
    map.set(a, [...(map.get(a) ?? []), b]);
  }
  return map;
}

function reach(start: string, next: Map<string, string[]>): Set<string> {
  const seen = new Set([start]);
  const queue = [start];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const other of next.get(key) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      queue.push(other);
    }
  }
  return seen;
}

/** The nodes given with a layer each, from what rests on nothing (left) to services (right), for a left-to-right drawing. */
export function layered(
  graph: ServiceGraph,
  links: readonly GraphLink[],
  keys: ReadonlySet<string>,
): GraphView {
  const inside = links.filter((l) => keys.has(keyOf(l.from)) && keys.has(keyOf(l.to)));
  const needs = mapOf(inside, (l) => [keyOf(l.from), keyOf(l.to)]);
  const layers = new Map<string, number>();
  const layerOf = (key: string, trail: ReadonlySet<string>): number => {
    const known = layers.get(key);
    if (known !== undefined) return known;
    if (trail.has(key)) return 0;
    const under = (needs.get(key) ?? []).map((n) => layerOf(n, new Set([...trail, key])));
    const layer = under.length === 0 ? 0 : Math.max(...under) + 1;
    layers.set(key, layer);
    return layer;
  };
  const nodes = [...keys].flatMap((key) => {
    const node = graph.nodes.get(key);
    return node ? [{ ...node, layer: layerOf(key, new Set()) }] : [];
  });
  return {
    nodes,
    links: inside.map((l) => ({ from: l.from, to: l.to, type: l.type, isDegraded: l.isDegraded })),
  };
}
