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
    const list = map.get(a);
    if (list) list.push(b);
    else map.set(a, [b]);
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
  const layers = layersOf(keys, needs);
  const nodes = [...keys].flatMap((key) => {
    const node = graph.nodes.get(key);
    return node ? [{ ...node, layer: layers.get(key) ?? 0 }] : [];
  });
  return {
    nodes,
    links: inside.map((l) => ({ from: l.from, to: l.to, type: l.type, isDegraded: l.isDegraded })),
  };
}

/** One more than the deepest thing needed. Without recursion (chains may be long); a link that closes a circle counts for nothing. */
function layersOf(
  keys: ReadonlySet<string>,
  needs: ReadonlyMap<string, readonly string[]>,
): Map<string, number> {
  const layers = new Map<string, number>();
  for (const root of keys) {
    const stack: { key: string; next: number; layer: number }[] = [];
    const open = new Set<string>();
    const enter = (key: string) => {
      stack.push({ key, next: 0, layer: 0 });
      open.add(key);
    };
    if (!layers.has(root)) enter(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const under = needs.get(top.key)?.[top.next];
      if (under === undefined) {
        layers.set(top.key, top.layer);
        open.delete(top.key);
        stack.pop();
        continue;
      }
      const known = layers.get(under);
      if (known === undefined && !open.has(under)) {
        enter(under);
        continue;
      }
      if (known !== undefined) top.layer = Math.max(top.layer, known + 1);
      top.next++;
    }
  }
  return layers;
}
