import { useApi } from '../../platform/web/api.ts';
import { type Format, useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import {
  type Column,
  DataTable,
  Empty,
  Facet,
  FacetTriplet,
  Screen as Frame,
  Link,
  useUrlState,
  type View,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { Service } from '../contract.ts';
import { FACETS, reasonOf, type ServiceTold } from './facets.ts';
import { orDash } from './noun-list.tsx';

const PATH = '/api/estate/services';
const LEVELS = ['reached', 'fragile', 'unknown', 'solid'] as const;
/** An id no service has: a facet nobody is in lists nothing, not everything. */
const NOBODY = '-';

/** Public services, with what each facet of trust says of them. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const [search] = useUrlState();
  const told = useApi<ServiceTold[]>('/api/steer/services', undefined, {
    topics: ['estate', 'exposure.findings'],
    enabled: can('steer:brief:read'),
  });
  const tiles = new Map((told.data ?? []).map((s) => [s.id, s]));
  const idsIn = (levels: readonly string[]) =>
    (told.data ?? []).filter((s) => levels.includes(s.facets.security.level)).map((s) => s.id);
  const count = (level: string) => f.number(idsIn([level]).length);
  const asked = search.facet?.split(',');
  return (
    <Frame
      title={t('estate:services.title')}
      density="working"
      dek={
        told.data &&
        t('estate:services.dek', {
          count: told.data.length,
          reached: count('reached'),
          fragile: count('fragile'),
          unknown: count('unknown'),
        })
      }
      actions={
        can('estate:service:change') && (
          <Link to="/services/nouveau" className="btn pri">
            {t('estate:act.add-service')}
          </Link>
        )
      }
    >
      <DataTable<Service>
        name={t('estate:services.title')}
        list="estate.services"
        path={PATH}
        columns={columns(t, f, tiles)}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        rowTo={(row) => `/services/${row.id}`}
        defaultSort="-need"
        {...(asked ? { fixed: { ids: idsIn(asked).join(',') || NOBODY } } : {})}
        filters={[
          {
            id: 'facet',
            label: t('estate:services.filter-facet'),
            options: LEVELS.map((value) => ({ value, label: t(`shell:facet.${value}`) })),
          },
          {
            id: 'assets',
            label: t('estate:services.filter-assets'),
            single: true,
            options: [{ value: 'none', label: t('estate:services.without-assets') }],
          },
        ]}
        views={views(t, idsIn)}
        searchPlaceholder={t('estate:services.search')}
        exportable
        tall
        empty={
          <Empty
            title={t('estate:services.empty')}
            action={
              can('estate:service:change') && (
                <Link to="/services/nouveau">{t('estate:act.add-service')}</Link>
              )
            }
          >
            {t('estate:services.empty-why')}
          </Empty>
        }
      />
    </Frame>
  );
}

function views(t: Translate, idsIn: (levels: readonly string[]) => string[]): View[] {
  const of = (id: string, level: string, label: string): View => ({
    id,
    label,
    search: { facet: level },
    count: { path: PATH, query: { ids: idsIn([level]).join(',') || NOBODY } },
  });
  return [
    { id: 'all', label: t('estate:services.view-all'), search: {}, count: { path: PATH } },
    of('reached', 'reached', t('estate:services.view-reached')),
    of('fragile', 'fragile', t('estate:services.view-fragile')),
    of('unknown', 'unknown', t('estate:services.view-unknown')),
  ];
}

function columns(t: Translate, f: Format, tiles: ReadonlyMap<string, ServiceTold>): Column<Service>[] {
  return [
    {
      id: 'name',
      label: t('estate:service'),
      sort: true,
      primary: true,
      cell: (r) => (
        <>
          {r.name}
          {r.unitName && <span className="l2">{r.unitName}</span>}
        </>
      ),
    },
    {
      id: 'trust',
      label: t('estate:column.trust'),
      phone: 'aside',
      cell: (r) => {
        const facet = tiles.get(r.id)?.facets.security;
        if (!facet) return <span className="mut">–</span>;
        return (
          <>
            <Facet state={facet.level} {...(facet.was ? { was: facet.was } : {})} />
            <span className="l2">{reasonOf(facet)}</span>
          </>
        );
      },
    },
    {
      id: 'facets',
      label: t('estate:column.facets'),
      phone: 'none',
      cell: (r) => {
        const tile = tiles.get(r.id);
        return tile ? (
          <FacetTriplet
            states={FACETS.map((name) => tile.facets[name].level)}
            labels={FACETS.map((name) => t(`estate:service-page.facet-${name}`))}
          />
        ) : (
          <span className="mut">–</span>
        );
      },
    },
    {
      id: 'needs',
      label: t('estate:column.needs'),
      sort: 'need',
      cell: (r) => t('estate:column.needs-of', { d: r.needD, i: r.needI, c: r.needC, p: r.needP }),
    },
    {
      id: 'users',
      label: t('estate:column.users'),
      sort: true,
      align: 'end',
      cell: (r) => (r.users > 0 ? f.number(r.users) : <span className="mut">–</span>),
    },
    {
      id: 'exposures',
      label: t('estate:column.exposures'),
      align: 'end',
      cell: (r) => {
        const tile = tiles.get(r.id);
        if (!tile) return <span className="mut">–</span>;
        return (
          <>
            {f.number(tile.affected)}
            {tile.toCheck > 0 && (
              <span className="l2">{t('estate:column.to-check', { count: tile.toCheck })}</span>
            )}
          </>
        );
      },
    },
    {
      id: 'opening',
      label: t('estate:column.opening'),
      phone: 'none',
      cell: (r) =>
        r.opening_ ? (
          t(r.opening_.state === 'open' ? 'estate:opens.now' : 'estate:opens.at', {
            at: r.opening_.state === 'open' ? f.time(r.opening_.at) : f.recent(r.opening_.at),
          })
        ) : (
          <span className="mut">{t('estate:unknown-fact')}</span>
        ),
    },
    { id: 'owner', label: t('estate:column.owner'), cell: (r) => orDash(r.ownerName) },
  ];
}
