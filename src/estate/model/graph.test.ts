import { describe, expect, test } from 'vitest';
import { buildGraph, cycleWith, type GraphLink, type GraphNode, servicesReached } from './graph.ts';
import { above, below, layered } from './subgraph.ts';

const KINDS = { s: 'service', a: 'application', h: 'asset', f: 'supplier' } as const;
const node = (id: string): GraphNode => ({
  kind: KINDS[id[0] as keyof typeof KINDS],
  id,
  name: id.toUpperCase(),
});
/** `s1>a1` needs, `s1?a1` needs but can do without. */
const link = (text: string): GraphLink => {
  const [, from = '', sign, to = ''] = /^(\w+)([>?])(\w+)$/.exec(text) ?? [];
  return { from: node(from), to: node(to), type: 'needs', isDegraded: sign === '?' };
};
const graphOf = (text: string) => {
  const links = text.split(' ').map(link);
  const ids = new Set(links.flatMap((l) => [l.from.id, l.to.id]));
  return { links, graph: buildGraph([...ids].map(node), links) };
};
const said = (text: string, from = 'h1') =>
  servicesReached(graphOf(text).graph, from).map(
    (r) => `${r.path.map((n) => n.id).join(' ')}${r.degraded ? ' (degraded)' : ''}`,
  );

describe('the services an asset reaches', () => {
  test.each([
    ['through applications', 's1>a1 a1>a2 a2>h1', ['h1 a2 a1 s1']],
    ['by the shortest path', 's1>a1 a1>a2 a2>h1 s1>a3 a3>h1', ['h1 a3 s1']],
    ['strict before degraded, even when longer', 's1?h1 s1>a1 a1>h1', ['h1 a1 s1']],
    ['degraded when nothing else leads there', 's1?a1 a1>h1 s2>a1', ['h1 a1 s2', 'h1 a1 s1 (degraded)']],
    ['a service through a service', 's2>s1 s1>h1', ['h1 s1', 'h1 s1 s2']],
    ['none when nothing needs it', 'h1>h2 s1>h2', []],
    ['once, with a circle in the data', 's1>a1 a1>a2 a2>a1 a2>h1 h1>h2 h2>h1', ['h1 a2 a1 s1']],
  ])('%s', (_, text, expected) => expect(said(text)).toEqual(expected));

  test('an asset that is not in the graph reaches nothing', () => expect(said('s1>h1', 'h9')).toEqual([]));

  test('agree with a search that tries every path, on random graphs', () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * n);
    };
    const ids = ['h1', 'h2', 'a1', 'a2', 'a3', 's1', 's2'];
    for (let round = 0; round < 300; round++) {
      const texts = Array.from(
        { length: 8 },
        () => `${ids[random(7)]}${random(3) === 0 ? '?' : '>'}${ids[random(7)]}`,
      );
      const { links, graph } = graphOf(texts.join(' '));
      const best = new Map<string, number>();
      const explore = (at: string, seen: string[], degraded: number) => {
        if (at[0] === 's') {
          best.set(at, Math.min(best.get(at) ?? 999, degraded * 100 + seen.length));
        }
        for (const l of graph.dependants.get(`${KINDS[at[0] as 's']}:${at}`) ?? []) {
          const id = l.key.split(':')[1] ?? '';
          if (!seen.includes(id)) explore(id, [...seen, id], degraded || (l.isDegraded ? 1 : 0));
        }
      };
      explore('h1', ['h1'], 0);
      const found = new Map(
        servicesReached(graph, 'h1').map((r) => [r.serviceId, (r.degraded ? 100 : 0) + r.path.length]),
      );
      expect(found, links.map((l) => `${l.from.id}${l.isDegraded ? '?' : '>'}${l.to.id}`).join(' ')).toEqual(
        best,
      );
    }
  });

  test('a chain of 10,000 assets and a fan of 10,000 services are walked without a deep stack', () => {
    const chain = Array.from({ length: 10_000 }, (_, i) => link(`h${i + 2}>h${i + 1}`));
    const fan = Array.from({ length: 10_000 }, (_, i) => link(`s${i}>h10001`));
    const links = [...chain, ...fan];
    const nodes = [...new Set(links.flatMap((l) => [l.from.id, l.to.id]))].map(node);
    const graph = buildGraph(nodes, links);
    expect(servicesReached(graph, 'h10000')).toHaveLength(10_000);
    expect(servicesReached(graph, 'h10000')[0]?.path.map((n) => n.id)).toEqual(['h10000', 'h10001', 's0']);
    const view = layered(graph, links, below(links, 'service:s0'));
    expect(view.nodes.find((n) => n.id === 's0')?.layer).toBe(10_001);
  });
});

describe('a new link', () => {
  test.each([
    ['a1>a2 a2>a3', 'a3>a1', 'asks a1 through a3', ['a3', 'a2', 'a1']],
    ['a1>a2', 'a1>a1', 'to itself', ['a1', 'a1']],
  ])('%s then %s is a circle: %s', (text, added, _, within) => {
    const cycle = cycleWith(graphOf(text).graph, link(added))?.map((key) => key.split(':')[1]);
    expect(cycle?.[0]).toBe(cycle?.at(-1));
    for (const id of within) expect(cycle).toContain(id);
  });

  test('that closes nothing is no circle', () => {
    expect(cycleWith(graphOf('a1>a2 a2>a3').graph, link('a1>a3'))).toBeUndefined();
  });
});

describe('a drawing', () => {
  test('puts each thing right of all it needs, and a circle in the data stops nothing', () => {
    const { links, graph } = graphOf('s1>a1 a1>h1 s1>h1 a1>h2 h2>h1 s2>h1 h1>h3 h3>h1');
    const view = layered(graph, links, below(links, 'service:s1'));
    const layer = new Map(view.nodes.map((n) => [n.id, n.layer]));
    expect([...layer.keys()].sort()).toEqual(['a1', 'h1', 'h2', 'h3', 's1']);
    for (const [from, to] of [
      ['s1', 'a1'],
      ['a1', 'h2'],
      ['h2', 'h1'],
    ] as const)
      expect(layer.get(from)).toBeGreaterThan(layer.get(to) ?? 99);
    expect([...above(links, 'asset:h2')].sort()).toEqual(['application:a1', 'asset:h2', 'service:s1']);
  });
});
