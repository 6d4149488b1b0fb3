import { describe, expect, it } from 'vitest';
import { layOut, MOST_A_COLUMN, NODE_H } from './graph-layout.ts';

describe('the dependency graph', () => {
  it('puts layers left to right and draws the path above the rest', () => {
    const g = layOut(
      [
        { id: 's', label: 'service', layer: 2 },
        { id: 'c', label: 'component', layer: 0 },
        { id: 'h', label: 'host', layer: 1 },
      ],
      [
        { from: 'c', to: 'h', onPath: true },
        { from: 'h', to: 's' },
      ],
      true,
    );
    const x = new Map(g.nodes.map((n) => [n.id, n.x]));
    expect([x.get('c'), x.get('h'), x.get('s')]).toEqual([...x.values()].sort((a, b) => a - b));
    expect(g.edges.map((e) => e.from)).toEqual(['h', 'c']);
  });
  it('untangles two columns that cross', () => {
    const g = layOut(
      [
        { id: 'a1', label: '', layer: 0 },
        { id: 'a2', label: '', layer: 0 },
        { id: 'b1', label: '', layer: 1 },
        { id: 'b2', label: '', layer: 1 },
      ],
      [
        { from: 'a1', to: 'b2' },
        { from: 'a2', to: 'b1' },
      ],
      false,
    );
    const y = new Map(g.nodes.map((n) => [n.id, n.y]));
    expect((y.get('a1') ?? 0) < (y.get('a2') ?? 0)).toBe((y.get('b2') ?? 0) < (y.get('b1') ?? 0));
  });
  it('never overlaps nodes, drops edges to nowhere, and bounds a column', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ id: `n${i}`, label: '', layer: 0 }));
    const g = layOut(many, [{ from: 'n0', to: 'gone' }], false);
    expect(g.nodes).toHaveLength(MOST_A_COLUMN);
    expect(g.edges).toEqual([]);
    const ys = g.nodes.map((n) => n.y).sort((a, b) => a - b);
    expect(ys.every((y, i) => i === 0 || y - (ys[i - 1] ?? 0) > NODE_H)).toBe(true);
  });
});
