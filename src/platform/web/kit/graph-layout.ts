export interface GraphNode {
  id: string;
  label: string;
  note?: string;
  /** Column, from 0 at the left. */
  layer: number;
  to?: string;
  onPath?: boolean;
}
export interface GraphEdge {
  from: string;
  to: string;
  /** A degraded mode exists: dashed. */
  degraded?: boolean;
  onPath?: boolean;
}
export interface PlacedNode extends GraphNode {
  x: number;
  y: number;
}

export const NODE_W = 164;
export const NODE_H = 48;
const GAP_X = 44;
const GAP_Y = 16;
/** Beyond this a column is read as text, not seen. */
export const MOST_A_COLUMN = 40;

/** Columns by layer; inside a column, each node near the middle of what leads to it (two sweeps of barycentres). */
export function layOut(nodes: readonly GraphNode[], edges: readonly GraphEdge[], headed: boolean) {
  const layers = [...new Set(nodes.map((n) => n.layer))].sort((a, b) => a - b);
  const columns = layers.map((layer) => nodes.filter((n) => n.layer === layer).slice(0, MOST_A_COLUMN));
  const rank = new Map<string, number>();
  const number = () => {
    for (const column of columns)
      for (const [i, n] of column.entries()) rank.set(n.id, i - (column.length - 1) / 2);
  };
  const sortBy = (near: (id: string) => string[]) => {
    for (const column of columns) {
      const weight = new Map(
        column.map((n) => [n.id, mean(near(n.id).map((id) => rank.get(id))) ?? rank.get(n.id) ?? 0]),
      );
      column.sort((a, b) => (weight.get(a.id) ?? 0) - (weight.get(b.id) ?? 0));
      number();
    }
  };
  number();
  sortBy((id) => edges.filter((e) => e.to === id).map((e) => e.from));
  sortBy((id) => edges.filter((e) => e.from === id).map((e) => e.to));
  sortBy((id) => edges.filter((e) => e.to === id).map((e) => e.from));

  const top = headed ? 28 : 4;
  const most = Math.max(1, ...columns.map((c) => c.length));
  const height = top + most * NODE_H + (most - 1) * GAP_Y + 4;
  const placed = columns.flatMap((column, c) => {
    const tall = column.length * NODE_H + (column.length - 1) * GAP_Y;
    const from = top + (height - top - 4 - tall) / 2;
    return column.map(
      (node, i): PlacedNode => ({
        ...node,
        x: 2 + c * (NODE_W + GAP_X),
        y: Math.round(from + i * (NODE_H + GAP_Y)),
      }),
    );
  });
  const at = new Map(placed.map((n) => [n.id, n]));
  return {
    width: columns.length * NODE_W + (columns.length - 1) * GAP_X + 4,
    height,
    columns: layers.map((_, c) => 2 + c * (NODE_W + GAP_X)),
    nodes: placed,
    // Paths last, so that they are drawn above the others.
    edges: [...edges]
      .sort((a, b) => Number(a.onPath ?? false) - Number(b.onPath ?? false))
      .flatMap((edge) => {
        const from = at.get(edge.from);
        const to = at.get(edge.to);
        return from && to ? [{ ...edge, d: curve(from, to) }] : [];
      }),
  };
}

function curve(from: PlacedNode, to: PlacedNode): string {
  const y1 = from.y + NODE_H / 2;
  const y2 = to.y + NODE_H / 2;
  if (from.x === to.x) {
    const down = to.y > from.y;
    return `M${from.x + NODE_W / 2} ${down ? from.y + NODE_H : from.y}V${down ? to.y : to.y + NODE_H}`;
  }
  const forward = to.x > from.x;
  const x1 = forward ? from.x + NODE_W : from.x;
  const x2 = forward ? to.x : to.x + NODE_W;
  const bend = (x2 - x1) / 2;
  return y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((v): v is number => v !== undefined);
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0) / known.length;
}
