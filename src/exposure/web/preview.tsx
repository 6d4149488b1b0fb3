import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Countdown, Facts, Link, Severity, Verdict, Votes } from '../../platform/web/kit/index.ts';
import type { Finding } from '../contract.ts';

/** A finding read beside the list. */
export function FindingPreview({ finding }: { finding: Finding }) {
  const t = useT();
  const f = useFormat();
  return (
    <div>
      <p className="folio">
        <b className="m">{finding.vulnerabilityId}</b>
      </p>
      <h3>{finding.title}</h3>
      <p className="gap-small">
        <Verdict value={finding.verdict} form="chip" /> <Severity level={finding.severity} />{' '}
        <Votes votes={finding.votes} />
      </p>
      <Facts
        items={[
          [t('exposure:column.product'), [finding.product, finding.version].filter(Boolean).join(' ')],
          [
            t('exposure:column.asset'),
            <Link key="a" to={`/patrimoine/biens/${finding.asset.id}`}>
              {finding.asset.name}
            </Link>,
          ],
          [t('exposure:page.exposed'), t(`exposure:exposed.${finding.asset.exposed}`)],
          [t('exposure:column.deadline'), <Countdown key="d" until={finding.deadline} />],
          [
            t('exposure:column.epss'),
            finding.epss === null ? t('exposure:page.not-scored') : f.percent(finding.epss, 1),
          ],
          [
            t('exposure:column.services'),
            t('exposure:page.services-users', {
              count: finding.serviceCount,
              users: f.number(finding.userCount),
            }),
          ],
          [t('exposure:column.owner'), finding.owner?.name ?? t('exposure:page.nobody')],
        ]}
      />
      <p className="gap-above">
        <Link to={`/expositions/${finding.id}`}>{t('shell:actions.open')}</Link>
      </p>
    </div>
  );
}
