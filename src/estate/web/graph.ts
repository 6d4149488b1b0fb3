import { translate } from '../../platform/web/i18n.ts';
import type { GraphEdge, GraphNode } from '../../platform/web/kit/index.ts';
import type { GraphView } from '../contract.ts';

type Node = GraphView['nodes'][number];
/** Beyond this, a column is a list and not a picture. */
export const DRAWN = 16;

const keyOf = (n: { kind: string; id: string }) => `${n.kind}:${n.id}`;
const ADDRESS: Record<Node['kind'], string> = {
  service: '/services',
  asset: '/patrimoine/biens',
  application: '/patrimoine/applications',
  supplier: '/patrimoine/fournisseurs',
};

/**
 * A part of the estate as a picture, its subject at the left: what a service needs, or what an asset serves; the first
 * ones of each column.
 */
export function drawingOf(view: GraphView, reads: 'needs' | 'serves') {
  const deepest = Math.max(0, ...view.nodes.map((n) => n.layer));
  const layers = new Map<number, Node[]>();
  for (const node of view.nodes) {
    const list = layers.get(node.layer);
    if (list) list.push(node);
    else layers.set(node.layer, [node]);
  }
  const kept = [...layers.values()].flatMap((list) => list.slice(0, DRAWN));
  const keys = new Set(kept.map(keyOf));
  const nodes: GraphNode[] = kept.map((n) => ({
    id: keyOf(n),
    label: n.name,
    note: translate(`estate:${n.kind}`),
    layer: reads === 'needs' ? deepest - n.layer : n.layer,
    to: `${ADDRESS[n.kind]}/${n.id}`,
  }));
  const edges: GraphEdge[] = view.links
    .filter((l) => keys.has(keyOf(l.from)) && keys.has(keyOf(l.to)))
    .map((l) => ({
      from: keyOf(reads === 'needs' ? l.from : l.to),
      to: keyOf(reads === 'needs' ? l.to : l.from),
      ...(l.isDegraded ? { degraded: true } : {}),
    }));
  return { nodes, edges, left: view.nodes.length - kept.length };
}
