import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band, Facet, FacetMark, FacetTriplet, Link } from '../../platform/web/kit/index.ts';
import type { ServiceTile } from '../contract.ts';

const FACETS = ['security', 'procedures', 'acceptance'] as const;
const ARROWS = { worse: ArrowDownRight, better: ArrowUpRight, same: ArrowRight };
const LEVELS = ['reached', 'fragile', 'solid', 'unknown'] as const;
/** Tiles in words at most, so that the front page stays a page. */
const MOST_TILES = 12;

/** One tile for each service that moved or is reached; one quiet line for each of the rest. */
export function Services({ tiles }: { tiles: readonly ServiceTile[] }) {
  const t = useT();
  const loud = tiles
    .filter((s) => s.direction !== 'same' || s.facets.security.level === 'reached')
    .slice(0, MOST_TILES);
  const quiet = tiles.filter((s) => !loud.includes(s));
  const moved = tiles.filter((s) => s.direction !== 'same').length;
  const unknown = tiles.filter((s) => s.facets.security.level === 'unknown').length;
  return (
    <Band
      id="services"
      title={t('steer:today.services')}
      note={t('steer:today.services-note', { total: tiles.length, moved, unknown })}
      go={<Link to="/services">{t('steer:today.compare')}</Link>}
    >
      <ul className="tiles">
        {loud.map((service) => (
          <Tile key={service.id} service={service} />
        ))}
      </ul>
      {quiet.length > 0 && (
        <>
          <p className="sub">
            <b>{t('steer:today.unchanged')}</b>
            <span>{t('steer:today.order')}</span>
            {LEVELS.map((level) => (
              <span key={level} className="key">
                <FacetMark state={level} /> {t(`shell:facet.${level}`)}
              </span>
            ))}
          </p>
          <ul className="tiles">
            {quiet.map((service) => (
              <li key={service.id} className="tile hush">
                <h3>
                  <Link to={`/services/${service.id}`}>{service.name}</Link>
                </h3>
                <FacetTriplet
                  states={FACETS.map((facet) => service.facets[facet].level)}
                  labels={FACETS.map((facet) => t(`steer:facet.${facet}`))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </Band>
  );
}

function Tile({ service }: { service: ServiceTile }) {
  const t = useT();
  const Arrow = ARROWS[service.direction];
  const { reason, facts } = service.facets.security;
  return (
    <li className="tile">
      <h3>
        <Link to={`/services/${service.id}`}>{service.name}</Link>
      </h3>
      <p className="mv">
        <Arrow className="i" aria-hidden="true" />
        <span className="vh">{t(`steer:direction.${service.direction}`)} : </span>
        {reasonText(reason, facts)}
      </p>
      <dl className="fac">
        {FACETS.map((facet) => {
          const { level, was } = service.facets[facet];
          return (
            <FacetLine key={facet} label={t(`steer:facet.${facet}`)}>
              <Facet state={level} {...(was ? { was } : {})} />
            </FacetLine>
          );
        })}
      </dl>
    </li>
  );
}

function FacetLine({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

const COUNTED: Record<string, string> = {
  kev: 'kev',
  overdue: 'overdue',
  affected: 'affected',
  'to-check': 'toCheck',
  'stale-feeds': 'staleFeeds',
};

function reasonText(reason: string, facts: Record<string, string | number>): string {
  const counted = COUNTED[reason];
  return translateLoose(
    `steer:reason.${reason}`,
    counted ? { count: Number(facts[counted] ?? 0) } : undefined,
    reason,
  );
}
