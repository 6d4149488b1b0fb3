import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import {
  Band,
  Countdown,
  DataTable,
  Empty,
  Link,
  Severity,
  type SeverityLevel,
  Verdict,
  type VerdictValue,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';

/** What the estate reads of another room's list (`/api/exposure/findings`). */
interface FindingTold {
  id: string;
  vulnerabilityId: string;
  title: string;
  asset: { id: string; name: string };
  product: string;
  version: string | null;
  verdict: VerdictValue;
  severity: SeverityLevel;
  deadline: string | null;
}

/** The open findings of a service or of an asset, the soonest first; the rest behind a link. */
export function Findings({
  of,
  withAsset,
}: {
  of: { service: string } | { asset: string };
  withAsset: boolean;
}) {
  const t = useT();
  const f = useFormat();
  const may = useCan()('exposure:finding:read');
  const path = '/api/exposure/findings';
  const fixed = { ...of, verdict: 'affected,unknown', state: 'open,planned' };
  const total = useApi<{ total: number }>(path, { ...fixed, size: 1 }, { enabled: may });
  if (!may) return null;
  return (
    <Band
      title={t('estate:service-page.exposures')}
      note={total.data && f.number(total.data.total)}
      go={
        <Link to="/expositions" search={{ ...of, view: 'all' }}>
          {t('service' in of ? 'estate:service-page.all-exposures' : 'estate:asset-page.all-exposures')}
        </Link>
      }
    >
      <DataTable<FindingTold>
        name={t('estate:service-page.exposures')}
        list="estate.findings"
        path={path}
        fixed={fixed}
        defaultSort="deadline"
        defaultSize={10}
        plain
        tall
        rowId={(r) => r.id}
        rowLabel={(r) => `${r.vulnerabilityId} ${r.product} ${r.asset.name}`}
        rowTo={(r) => `/expositions/${r.id}`}
        columns={[
          {
            id: 'severity',
            label: t('estate:column.severity'),
            cell: (r) => <Severity level={r.severity} />,
            phone: 'aside',
          },
          {
            id: 'vulnerability',
            label: t('estate:column.vulnerability'),
            primary: true,
            cell: (r) => (
              <>
                {r.title}
                <span className="l2">
                  <span className="m">{r.vulnerabilityId}</span> ·{' '}
                  {[[r.product, r.version].filter(Boolean).join(' '), withAsset && r.asset.name]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            ),
          },
          { id: 'verdict', label: t('estate:column.verdict'), cell: (r) => <Verdict value={r.verdict} /> },
          {
            id: 'deadline',
            label: t('estate:column.deadline'),
            align: 'end',
            cell: (r) => <Countdown until={r.deadline} size="row" />,
          },
        ]}
        empty={
          <Empty title={t('estate:service-page.no-exposures')}>
            {t('estate:service-page.no-exposures-why')}
          </Empty>
        }
      />
    </Band>
  );
}
