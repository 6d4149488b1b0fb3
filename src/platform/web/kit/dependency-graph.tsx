import { useState } from 'react';
import { useT } from '../i18n.ts';
import { Button } from './button.tsx';
import { type GraphEdge, type GraphNode, layOut, NODE_H, NODE_W, type PlacedNode } from './graph-layout.ts';
import { Link } from './link.tsx';
import { useNarrow } from './use-narrow.ts';

export interface DependencyGraphProps {
  /** What the graph shows, for those who do not see it. */
  label: string;
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  /** Column headings, by layer. */
  layers?: readonly string[];
  /** The subject, drawn inverted. */
  subject?: string;
}

const MOST_ON_A_PHONE = 8;

/** From component to service, left to right; the exploitable path is red and thicker, a degraded dependency dashed. */
export function DependencyGraph({ label, nodes, edges, layers = [], subject }: DependencyGraphProps) {
  const t = useT();
  // On a phone a large drawing shows a corner of itself: it begins as text.
  const isNarrow = useNarrow();
  const [chosen, setAsText] = useState<boolean>();
  const asText = chosen ?? (isNarrow && nodes.length > MOST_ON_A_PHONE);
  const hasPath = edges.some((e) => e.onPath);
  return (
    <div className="graph-box">
      {asText ? (
        <GraphText nodes={nodes} edges={edges} />
      ) : (
        <Drawing label={label} nodes={nodes} edges={edges} layers={layers} subject={subject} />
      )}
      <p className="graph-legend">
        {!asText && `${t('shell:graph.legend')} ${hasPath ? t('shell:graph.legend-path') : ''} `}
        <Button tone="quiet" size="small" onPress={() => setAsText(!asText)}>
          {t(asText ? 'shell:graph.as-graph' : 'shell:graph.as-text')}
        </Button>
      </p>
    </div>
  );
}

function Drawing({
  label,
  nodes,
  edges,
  layers,
  subject,
}: Omit<DependencyGraphProps, 'layers'> & { layers: readonly string[]; subject: string | undefined }) {
  const t = useT();
  const g = layOut(nodes, edges, layers.length > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="graph" tabIndex={0} aria-label={`${label}. ${t('shell:graph.region')}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with links in it has no element of its own */}
      <svg
        viewBox={`0 0 ${g.width} ${g.height}`}
        width={g.width}
        height={g.height}
        aria-label={label}
        role="group"
      >
        {layers.map((name, i) =>
          g.columns[i] === undefined ? null : (
            <text key={name} className="m" x={g.columns[i]} y="14">
              {name}
            </text>
          ),
        )}
        {g.edges.map((edge) => (
          <path
            key={`${edge.from}-${edge.to}`}
            className={['e', edge.degraded && 'soft', edge.onPath && 'hot'].filter(Boolean).join(' ')}
            d={edge.d}
          />
        ))}
        {g.nodes.map((node) => (
          <NodeBox key={node.id} node={node} isSubject={node.id === subject} />
        ))}
      </svg>
    </section>
  );
}

const clip = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function NodeBox({ node, isSubject }: { node: PlacedNode; isSubject: boolean }) {
  const state = isSubject ? 'nd me' : node.onPath ? 'nd hot' : 'nd';
  const inside = (
    <>
      <title>{node.note ? `${node.label}, ${node.note}` : node.label}</title>
      <rect className={state} x={node.x} y={node.y} width={NODE_W} height={NODE_H} rx="2" />
      <text className={isSubject ? 'b me-t' : 'b'} x={node.x + 10} y={node.y + (node.note ? 20 : 28)}>
        {clip(node.label, 20)}
      </text>
      {node.note && (
        <text className={isSubject ? 'me-m' : 'm'} x={node.x + 10} y={node.y + 36}>
          {clip(node.note, 23)}
        </text>
      )}
    </>
  );
  return node.to ? (
    <Link to={node.to} className="node-link">
      {inside}
    </Link>
  ) : (
    <g>{inside}</g>
  );
}

function GraphText({ nodes, edges }: Pick<DependencyGraphProps, 'nodes' | 'edges'>) {
  const t = useT();
  const name = new Map(nodes.map((n) => [n.id, n.label]));
  return (
    <ul className="graph-text">
      {nodes.map((node) => {
        const out = edges.filter((e) => e.from === node.id);
        return (
          <li key={node.id}>
            <b>{node.to ? <Link to={node.to}>{node.label}</Link> : node.label}</b>
            {node.note && <span className="mut"> {node.note}</span>}
            {out.length > 0 && (
              <>
                {' '}
                {t('shell:graph.leads-to')}{' '}
                {out
                  .map((e) =>
                    [
                      name.get(e.to) ?? e.to,
                      e.degraded && t('shell:graph.degraded'),
                      e.onPath && t('shell:graph.on-path'),
                    ]
                      .filter(Boolean)
                      .join(', '),
                  )
                  .join(' ; ')}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
