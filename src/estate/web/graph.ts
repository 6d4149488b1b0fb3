import { translate } from '../../platform/web/i18n.ts';
import type { GraphEdge, GraphNode } from '../../platform/web/kit/index.ts';
import type { GraphView } from '../contract.ts';

type Node = GraphView['nodes'][number];
/** Beyond this, a column is a list and not a picture. */
export const DRAWN = 14;

const keyOf = (n: { kind: string; id: string }) => `${n.kind}:${n.id}`;
const ADDRESS: Record<Node['kind'], string> = {
  service: '/services',
  asset: '/patrimoine/biens',
  application: '/patrimoine/applications',
  supplier: '/patrimoine/fournisseurs',
};

/** A part of the estate as a picture: what is needed at the left, what needs it at the right; the first ones of each column. */
export function drawingOf(view: GraphView, onPath?: ReadonlySet<string>) {
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
    layer: n.layer,
    to: `${ADDRESS[n.kind]}/${n.id}`,
    ...(onPath?.has(keyOf(n)) ? { onPath: true } : {}),
  }));
  // A link says "from needs to"; the picture reads from what is needed to what needs it.
  const edges: GraphEdge[] = view.links
    .filter((l) => keys.has(keyOf(l.from)) && keys.has(keyOf(l.to)))
    .map((l) => ({
      from: keyOf(l.to),
      to: keyOf(l.from),
      ...(l.isDegraded ? { degraded: true } : {}),
      ...(onPath?.has(keyOf(l.from)) && onPath.has(keyOf(l.to)) ? { onPath: true } : {}),
    }));
  return { nodes, edges, left: view.nodes.length - kept.length };
}
