import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band } from '../../platform/web/kit/band.tsx';
import { DependencyGraph } from '../../platform/web/kit/dependency-graph.tsx';
import { Empty } from '../../platform/web/kit/empty.tsx';
import type { GraphEdge, GraphNode } from '../../platform/web/kit/graph-layout.ts';
import { Link } from '../../platform/web/kit/link.tsx';
import type { FindingDetail } from '../contract.ts';

/** The services the weakness can hurt, each by the shortest path that explains it. */
export function Reached({ finding }: { finding: FindingDetail }) {
  const t = useT();
  const f = useFormat();
  if (finding.services.length === 0) {
    return (
      <Band title={t('exposure:page.touches')}>
        <Empty
          title={t('exposure:page.touches-none')}
          action={<Link to={`/patrimoine/biens/${finding.asset.id}`}>{t('exposure:page.link-asset')}</Link>}
        >
          {t('exposure:page.touches-none-why')}
        </Empty>
      </Band>
    );
  }
  const { nodes, edges } = graphOf(finding);
  return (
    <Band
      title={t('exposure:page.touches')}
      note={t('exposure:page.services-users', {
        count: finding.services.length,
        users: f.number(finding.userCount),
      })}
    >
      <DependencyGraph label={t('exposure:page.touches')} subject="component" nodes={nodes} edges={edges} />
    </Band>
  );
}

function graphOf(finding: FindingDetail) {
  const product = [finding.product, finding.version].filter(Boolean).join(' ');
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const root = 'component';
  const last = Math.max(...finding.services.map((s) => s.path.length));
  nodes.set(root, { id: root, layer: 0, label: product, onPath: true });
  for (const service of finding.services) {
    let previous = root;
    service.path.forEach((step, i) => {
      const isService = step.kind === 'service';
      const id = `${step.kind}:${step.id}`;
      const layer = isService ? last : Math.min(i + 1, last - 1);
      const known = nodes.get(id);
      if (!known || known.layer < layer) {
        nodes.set(id, {
          id,
          layer,
          label: step.name,
          note: translateLoose(`exposure:node.${step.kind}`, undefined, step.kind),
          onPath: true,
          ...(isService ? { to: `/services/${step.id}` } : {}),
        });
      }
      edges.set(`${previous}>${id}`, {
        from: previous,
        to: id,
        onPath: true,
        ...(service.isDegraded && isService ? { degraded: true } : {}),
      });
      previous = id;
    });
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
