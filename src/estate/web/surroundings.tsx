import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band, DependencyGraph, Link, ServiceChip } from '../../platform/web/kit/index.ts';
import type { Surroundings } from '../contract.ts';
import { drawingOf } from './graph.ts';
import { ADDRESSES, PATHS } from './nouns.ts';

/** An application or a supplier: the services that would feel it, and the way there. */
export function Around({ noun, id }: { noun: 'application' | 'supplier'; id: string }) {
  const t = useT();
  const f = useFormat();
  const { data } = useApi<Surroundings>(`${PATHS[noun]}/${id}/surroundings`);
  if (!data) return null;
  const { nodes, edges, left } = drawingOf(data.graph, 'needs');
  return (
    <Band title={t('estate:sheet.touches')} note={f.number(data.services.length)}>
      {data.services.length === 0 ? (
        <p className="sec">{t('estate:sheet.touches-none')}</p>
      ) : (
        <ul className="plainlist">
          {data.services.map((s) => (
            <li key={s.id}>
              <ServiceChip id={s.id} name={s.name} users={s.users} />
            </li>
          ))}
        </ul>
      )}
      {edges.length > 0 && (
        <DependencyGraph
          label={t('estate:sheet.touches')}
          subject={`${noun}:${id}`}
          nodes={nodes}
          edges={edges}
        />
      )}
      {left > 0 && <p className="note">{t('estate:service-page.not-drawn', { count: left })}</p>}
    </Band>
  );
}

const FIRST = 20;
const NOUNS = ['service', 'application', 'asset'] as const;

/** What a person or a unit answers for, or what a supplier provides. */
export function AnswersFor({ by, id }: { by: 'owner' | 'supplier'; id: string }) {
  const t = useT();
  return (
    <Band title={t(`estate:sheet.${by}`)}>
      {NOUNS.filter((noun) => by === 'owner' || noun !== 'service').map((noun) => (
        <Answered key={noun} noun={noun} by={by} id={id} />
      ))}
    </Band>
  );
}

function Answered({ noun, by, id }: { noun: (typeof NOUNS)[number]; by: 'owner' | 'supplier'; id: string }) {
  const t = useT();
  const f = useFormat();
  const { data } = useApi<{ items: { id: string; name: string }[]; total: number }>(PATHS[noun], {
    [by]: id,
    size: String(FIRST),
  });
  if (!data) return null;
  return (
    <>
      <h3 className="gap-above">
        {t(`estate:sheet.${noun}s`)} <span className="mut">{f.number(data.total)}</span>
      </h3>
      <ul className="plainlist">
        {data.items.map((item) => (
          <li key={item.id}>
            <Link to={`${ADDRESSES[noun]}/${item.id}`}>{item.name}</Link>
          </li>
        ))}
      </ul>
      {data.total > FIRST && <p className="sec">{t('estate:sheet.more', { count: data.total - FIRST })}</p>}
    </>
  );
}
