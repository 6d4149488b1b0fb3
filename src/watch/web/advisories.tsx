import type { z } from 'zod';
import { useApi } from '../../platform/web/api.ts';
import type { Format } from '../../platform/web/format.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import {
  type Column,
  DataTable,
  Facts,
  type Filter,
  Screen as Frame,
  Link,
  Severity,
  type View,
} from '../../platform/web/kit/index.ts';
import type { Advisory, WatchSummary } from '../contract.ts';
import { WatchNav } from './watch-nav.tsx';

type Summary = z.infer<typeof WatchSummary>;

/** Everything the sources said, newest first. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const summary = useApi<Summary>('/api/watch/summary', undefined, { topics: ['watch.advisories'] });
  const data = summary.data;
  return (
    <Frame
      title={t('watch:list.title')}
      density="working"
      dek={
        data &&
        (data.vulnerabilities === 0
          ? t('watch:list.empty')
          : t('watch:list.dek', {
              count: data.vulnerabilities,
              exploited: data.exploited,
              blind: data.withoutProducts,
            }))
      }
    >
      <WatchNav />
      <DataTable<Advisory>
        name={t('watch:list.title')}
        list="watch.advisories"
        path="/api/watch/advisories"
        columns={columns(t, f)}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.id} ${row.title}`}
        rowTo={(row) => `/veille/avis/${encodeURIComponent(row.id)}`}
        filters={filters(t)}
        views={views(t)}
        searchPlaceholder={t('watch:list.search')}
        preview={(row) => <Preview advisory={row} />}
        exportable
        tall
        empty={t('watch:list.none')}
      />
    </Frame>
  );
}

function columns(t: Translate, f: Format): Column<Advisory>[] {
  return [
    {
      id: 'severity',
      label: t('watch:column.severity'),
      sort: true,
      cell: (r) => <Severity level={r.severity} />,
      phone: 'aside',
    },
    {
      id: 'title',
      label: t('watch:column.title'),
      sort: 'id',
      primary: true,
      cell: (r) => (
        <>
          {r.title || r.id}
          <span className="l2 one-line" title={r.products}>
            <span className="m">{r.id}</span>
            {r.products && ` · ${r.products}`}
          </span>
        </>
      ),
    },
    {
      id: 'cvss',
      label: t('watch:column.cvss'),
      align: 'end',
      cell: (r) => (r.cvss === null ? <span className="mut">–</span> : f.number(r.cvss, 1)),
    },
    {
      id: 'epss',
      label: t('watch:column.epss'),
      sort: true,
      align: 'end',
      phone: 'none',
      cell: (r) => (r.epss === null ? <span className="mut">–</span> : f.percent(r.epss)),
    },
    {
      id: 'exploited',
      label: t('watch:column.exploited'),
      cell: (r) => (r.isKev ? 'KEV' : r.isExploited ? t('watch:page.yes') : <span className="mut">–</span>),
    },
    {
      id: 'sources',
      label: t('watch:column.sources'),
      phone: 'none',
      hidden: true,
      cell: (r) => r.sources.join(', '),
    },
    {
      id: 'published',
      label: t('watch:column.published'),
      sort: true,
      align: 'end',
      cell: (r) => (r.published ? f.day(r.published) : <span className="mut">–</span>),
    },
    {
      id: 'changed',
      label: t('watch:column.changed'),
      sort: true,
      align: 'end',
      phone: 'none',
      cell: (r) => f.day(r.changedAt),
    },
  ];
}

function views(t: Translate): View[] {
  const path = '/api/watch/advisories';
  const view = (id: string, label: string, search: Record<string, string>): View => ({
    id,
    label,
    search,
    count: { path, query: { ...search, size: 1 } },
  });
  return [
    view('new', t('watch:view.new'), { sort: '-changed' }),
    view('exploited', t('watch:view.exploited'), { exploited: 'true', sort: '-changed' }),
    view('critical', t('watch:view.critical'), { severity: 'critical', sort: '-changed' }),
    view('all', t('watch:view.all'), { sort: '-published' }),
  ];
}

function filters(t: Translate): Filter[] {
  const severities = ['critical', 'high', 'medium', 'low', 'none', 'unknown'] as const;
  const sources = ['cve5', 'cisa-kev', 'epss', 'certfr-avis', 'certfr-alertes'];
  return [
    {
      id: 'severity',
      label: t('watch:filter.severity'),
      options: severities.map((v) => ({ value: v, label: t(`watch:severity.${v}`) })),
    },
    { id: 'kev', label: t('watch:filter.kev'), toggle: true },
    { id: 'exploited', label: t('watch:filter.exploited'), toggle: true },
    { id: 'source', label: t('watch:filter.source'), options: sources.map((v) => ({ value: v, label: v })) },
  ];
}

function Preview({ advisory }: { advisory: Advisory }) {
  const t = useT();
  const f = useFormat();
  return (
    <div>
      <p className="folio">
        <b className="m">{advisory.id}</b>
      </p>
      <h3>{advisory.title}</h3>
      <Facts
        items={[
          [t('watch:column.severity'), <Severity key="s" level={advisory.severity} />],
          [t('watch:column.cvss'), advisory.cvss === null ? null : f.number(advisory.cvss, 1)],
          [t('watch:column.epss'), advisory.epss === null ? null : f.percent(advisory.epss, 1)],
          [t('watch:column.sources'), advisory.sources.join(', ')],
          [t('watch:column.published'), advisory.published ? f.day(advisory.published) : null],
        ]}
      />
      <p className="gap-above">
        <Link to={`/veille/avis/${encodeURIComponent(advisory.id)}`}>{t('watch:page.open')}</Link>
      </p>
    </div>
  );
}
