import type { Format } from '../../platform/web/format.ts';
import type { Translate } from '../../platform/web/i18n.ts';
import { type Column, Countdown, Severity, Verdict, Votes } from '../../platform/web/kit/index.ts';
import type { Finding } from '../contract.ts';

/** The columns of a list of findings; the name is the title, the facts stand under it. */
export function findingColumns(t: Translate, f: Format): Column<Finding>[] {
  return [
    {
      id: 'severity',
      label: t('exposure:column.severity'),
      sort: true,
      cell: (r) => <Severity level={r.severity} />,
      phone: 'aside',
    },
    {
      id: 'title',
      label: t('exposure:column.title'),
      sort: 'vulnerability',
      primary: true,
      cell: (r) => (
        <>
          {r.title}
          <span className="l2">
            <span className="m">{r.vulnerabilityId}</span> ·{' '}
            {[r.product, r.version].filter(Boolean).join(' ')} · {r.asset.name}
          </span>
        </>
      ),
    },
    { id: 'verdict', label: t('exposure:column.verdict'), cell: (r) => <Verdict value={r.verdict} /> },
    { id: 'votes', label: t('exposure:column.votes'), cell: (r) => <Votes votes={r.votes} />, phone: 'none' },
    {
      id: 'services',
      label: t('exposure:column.services'),
      sort: true,
      align: 'end',
      cell: (r) => (
        <>
          {f.number(r.serviceCount)}
          {r.userCount > 0 && (
            <span className="l2">{t('exposure:list.users', { users: f.number(r.userCount) })}</span>
          )}
        </>
      ),
    },
    {
      id: 'epss',
      label: t('exposure:column.epss'),
      sort: true,
      align: 'end',
      phone: 'none',
      cell: (r) => (r.epss === null ? <span className="mut">–</span> : f.percent(r.epss)),
    },
    {
      id: 'kev',
      label: t('exposure:column.kev'),
      phone: 'none',
      cell: (r) => (r.isKev ? t('exposure:list.yes') : <span className="mut">–</span>),
    },
    {
      id: 'deadline',
      label: t('exposure:column.deadline'),
      sort: true,
      align: 'end',
      cell: (r) =>
        r.state === 'open' || r.state === 'planned' ? (
          <Countdown until={r.deadline} size="row" />
        ) : (
          <span className="mut">{t(`exposure:state.${r.state}`)}</span>
        ),
    },
    {
      id: 'state',
      label: t('exposure:column.state'),
      hidden: true,
      cell: (r) => t(`exposure:state.${r.state}`),
    },
    {
      id: 'owner',
      label: t('exposure:column.owner'),
      hidden: true,
      cell: (r) => r.owner?.name ?? <span className="mut">–</span>,
    },
    {
      id: 'opened',
      label: t('exposure:column.opened'),
      hidden: true,
      align: 'end',
      cell: (r) => f.day(r.openedAt),
    },
  ];
}
