import { urlOf } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band, Facts, JsonTree } from '../../platform/web/kit/index.ts';
import type { AdvisoryDetail } from '../contract.ts';

/** What each source says, side by side with its dates and its document as received. */
export function SaidBy({ advisory }: { advisory: AdvisoryDetail }) {
  const t = useT();
  const f = useFormat();
  return (
    <Band title={t('watch:page.says')}>
      {advisory.saidBy.map((said) => (
        <section
          key={`${said.feedId}${said.recordId}`}
          className="gap-above"
          aria-label={`${said.feedId} ${said.recordId}`}
        >
          <h3>
            {said.feedId} <span className="m mut">{said.recordId}</span>
          </h3>
          <p className="sec">
            {t('watch:page.received', { when: f.recent(said.receivedAt) })}
            {said.removedAt && `, ${t('watch:page.removed', { date: f.day(said.removedAt) })}`},{' '}
            <a
              className="link"
              href={urlOf(`/api/watch/advisories/${encodeURIComponent(advisory.id)}/original`, {
                feed: said.feedId,
              })}
            >
              {t('watch:page.original')}
            </a>{' '}
            ({f.bytes(said.size)})
          </p>
          <Facts
            items={Object.entries(said.fields).map(([key, value]) => [
              translateLoose(`watch:field.${key}`, undefined, key),
              typeof value === 'object' && value !== null ? (
                <JsonTree key={key} value={value} open={0} />
              ) : (
                String(value)
              ),
            ])}
          />
        </section>
      ))}
    </Band>
  );
}
