import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band, Columns, Facet, Link } from '../../platform/web/kit/index.ts';
import { FACETS, type FacetName, type FacetTold, reasonOf, type ServiceTold } from './facets.ts';

type History = { day: string; facets: Record<string, string> }[];

/** The three facets of trust, each with its reason in words and since when. */
export function ServiceFacets({ id }: { id: string }) {
  const t = useT();
  const told = useApi<ServiceTold[]>('/api/steer/services', undefined, {
    topics: ['estate', 'exposure.findings'],
  });
  const history = useApi<History>(`/api/steer/services/${id}/history`);
  const tile = told.data?.find((s) => s.id === id);
  if (!told.data) return null;
  if (!tile) return <p className="sec">{t('estate:service-page.no-facets')}</p>;
  return (
    <Columns split="1:1:1">
      {FACETS.map((name) => (
        <One key={name} name={name} facet={tile.facets[name]} tile={tile} history={history.data ?? []} />
      ))}
    </Columns>
  );
}

function One({
  name,
  facet,
  tile,
  history,
}: {
  name: FacetName;
  facet: FacetTold;
  tile: ServiceTold;
  history: History;
}) {
  const t = useT();
  const f = useFormat();
  const days = daysSame(name, facet.level, history);
  const moved = facet.was !== undefined && facet.was !== facet.level;
  return (
    <Band
      title={t(`estate:service-page.facet-${name}`)}
      note={
        moved && facet.was
          ? t('estate:service-page.was', { state: t(`shell:facet.${facet.was}`).toLowerCase() })
          : days > 1
            ? t('estate:service-page.same-since', { days })
            : undefined
      }
    >
      <p>
        <Facet state={facet.level} large />
      </p>
      <ul className="plainlist gap-small">
        <li>{reasonOf(facet)}</li>
        {name === 'security' && tile.affected > 0 && facet.reason !== 'affected' && (
          <li>
            <Link to="/expositions" search={{ service: tile.id, verdict: 'affected' }}>
              {t('estate:service-page.to-treat', { count: tile.affected })}
            </Link>
          </li>
        )}
        {name === 'security' && tile.toCheck > 0 && facet.reason !== 'to-check' && (
          <li>
            <Link to="/expositions" search={{ service: tile.id, verdict: 'unknown' }}>
              {t('estate:service-page.to-check', { count: tile.toCheck })}
            </Link>
          </li>
        )}
        {name === 'security' && tile.nextDeadline && (
          <li>{t('estate:service-page.next', { when: f.recent(tile.nextDeadline) })}</li>
        )}
      </ul>
    </Band>
  );
}

/** How many days in a row, ending with the last one kept, the facet has been what it is. */
function daysSame(name: FacetName, level: string, history: History): number {
  const newest = [...history].sort((a, b) => (a.day < b.day ? 1 : -1));
  const end = newest.findIndex((d) => d.facets[name] !== level);
  return end === -1 ? newest.length : end;
}
