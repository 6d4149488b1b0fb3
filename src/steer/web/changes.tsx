import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band, Link, Severity, type SeverityLevel } from '../../platform/web/kit/index.ts';
import type { Brief } from '../contract.ts';

/** What changed since the last visit, newest first, by day. */
export function Changes({ brief }: { brief: Brief }) {
  const t = useT();
  const f = useFormat();
  const sorted = [...brief.changes].sort((a, b) => (a.at < b.at ? 1 : -1));
  let day = '';
  return (
    <Band
      id="change"
      title={t('steer:today.changes')}
      note={t('steer:today.changes-note', { since: f.recent(brief.since) })}
      go={
        <Link to="/expositions" search={{ view: 'all', sort: '-changed' }}>
          {t('steer:today.all-changes')}
        </Link>
      }
    >
      {sorted.length === 0 ? (
        <p className="sec">{t('steer:today.no-change')}</p>
      ) : (
        <ol className="feed">
          {sorted.map((change) => {
            const own = f.relativeDay(change.at);
            const heading = own === day ? undefined : own;
            day = own;
            return (
              <li key={`${change.at}${change.kind}${change.vulnerabilityId}`}>
                {heading && <span className="day">{heading}</span>}
                <time dateTime={change.at}>{f.time(change.at)}</time>
                <div>
                  <Severity level={change.severity as SeverityLevel} />{' '}
                  <Link
                    to={change.findings === 1 ? `/expositions/${change.findingId}` : '/expositions'}
                    search={change.findings === 1 ? {} : { view: 'all', q: change.vulnerabilityId }}
                  >
                    {change.vulnerabilityId}
                  </Link>{' '}
                  {change.title} :{' '}
                  {translateLoose(`steer:change.${change.kind}`, { count: change.findings }, change.kind)}.{' '}
                  <span className="why">
                    {t('steer:today.assets', { count: change.assets })}, {change.actor}
                  </span>
                </div>
              </li>
            );
          })}
        </ol>
      )}
    </Band>
  );
}
