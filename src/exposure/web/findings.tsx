import type { z } from 'zod';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useLocale, useT } from '../../platform/web/i18n.ts';
import {
  Chart,
  DataTable,
  type Filter,
  Screen as Frame,
  Link,
  type View,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import type { ExposureSummary, Finding, PolicyTable } from '../contract.ts';
import { BulkActions } from './bulk.tsx';
import { findingColumns } from './columns.tsx';
import { FindingPreview } from './preview.tsx';

type Summary = z.infer<typeof ExposureSummary>;

/** The list of what is to be decided, worst and soonest first. */
export function Screen() {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const can = useCan();
  const summary = useApi<Summary>('/api/exposure/summary');
  const policies = useApi<PolicyTable[]>('/api/exposure/policies');
  const active = policies.data?.find((p) => p.isActive);
  const outcomes = (active?.outcomes ?? []).map((o) => ({ value: o.id, label: o.label[locale] }));
  const run = summary.data?.lastRun;
  return (
    <Frame
      title={t('exposure:list.title')}
      density="working"
      dek={
        run
          ? t('exposure:list.last-run', {
              date: f.recent(run.at),
              vulnerabilities: run.vulnerabilities,
              components: run.components,
            })
          : summary.data && t('exposure:list.never')
      }
      actions={
        can('exposure:finding:read') && <Link to="/expositions/politique">{t('exposure:policy.title')}</Link>
      }
    >
      <DataTable<Finding>
        name={t('exposure:list.title')}
        list="exposure.findings"
        path="/api/exposure/findings"
        columns={findingColumns(t, f)}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.vulnerabilityId} ${row.product} ${row.asset.name}`}
        rowTo={(row) => `/expositions/${row.id}`}
        filters={filters(t, outcomes)}
        views={views(t)}
        searchPlaceholder={t('exposure:list.search')}
        exportable
        tall
        bulk={(rows, clear) => ({
          summary: t('exposure:list.services-max', {
            count: Math.max(...rows.map((r) => r.serviceCount)),
            users: f.number(Math.max(...rows.map((r) => r.userCount))),
          }),
          actions: <BulkActions rows={rows} clear={clear} />,
        })}
        preview={(row) => <FindingPreview finding={row} />}
        empty={t('exposure:list.empty')}
      />
      {summary.data && summary.data.byWeek.length > 0 && <Weeks weeks={summary.data.byWeek} />}
    </Frame>
  );
}

function Weeks({ weeks }: { weeks: Summary['byWeek'] }) {
  const t = useT();
  const f = useFormat();
  return (
    <Chart
      title={t('exposure:list.week')}
      labels={weeks.map((w) => t('exposure:list.week-of', { date: f.day(`${w.week}T12:00:00Z`) }))}
      series={[{ name: t('exposure:list.count'), values: weeks.map((w) => w.count) }]}
    />
  );
}

type T = ReturnType<typeof useT>;

function views(t: T): View[] {
  const path = '/api/exposure/findings';
  const view = (id: string, label: string, search: Record<string, string>): View => ({
    id,
    label,
    search,
    count: { path, query: { ...search, size: 1 } },
  });
  return [
    view('due', t('exposure:view.due'), { verdict: 'affected', sort: 'deadline' }),
    view('check', t('exposure:view.check'), { verdict: 'unknown' }),
    view('kev', t('exposure:view.kev'), { kev: 'true', exposed: 'yes,unknown', verdict: 'affected' }),
    view('conflicts', t('exposure:view.conflicts'), { conflict: 'true' }),
    view('mine', t('exposure:view.mine'), { owner: 'me' }),
    view('accepted', t('exposure:view.accepted'), { state: 'accepted,mitigated,not_affected' }),
    view('all', t('exposure:view.all'), { state: 'open,planned,mitigated,accepted,not_affected,fixed,gone' }),
  ];
}

function filters(t: T, outcomes: { value: string; label: string }[]): Filter[] {
  const severities = ['critical', 'high', 'medium', 'low', 'none', 'unknown'] as const;
  const verdicts = ['affected', 'unknown', 'not_affected'] as const;
  const states = ['open', 'planned', 'mitigated', 'accepted', 'not_affected', 'fixed', 'gone'] as const;
  const exposures = ['yes', 'no', 'unknown'] as const;
  return [
    {
      id: 'severity',
      label: t('exposure:filter.severity'),
      options: severities.map((v) => ({ value: v, label: t(`exposure:severity.${v}`) })),
    },
    {
      id: 'verdict',
      label: t('exposure:filter.verdict'),
      options: verdicts.map((v) => ({ value: v, label: t(`exposure:verdict.${v}`) })),
    },
    {
      id: 'state',
      label: t('exposure:filter.state'),
      options: states.map((v) => ({ value: v, label: t(`exposure:state.${v}`) })),
    },
    { id: 'outcome', label: t('exposure:filter.outcome'), options: outcomes },
    {
      id: 'exposed',
      label: t('exposure:filter.exposed'),
      options: exposures.map((v) => ({ value: v, label: t(`exposure:exposed.${v}`) })),
    },
    { id: 'kev', label: t('exposure:filter.kev'), toggle: true },
    { id: 'conflict', label: t('exposure:filter.conflict'), toggle: true },
  ];
}
