import { useParams } from '@tanstack/react-router';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type Translate, translateLoose, useLocale, useT } from '../../platform/web/i18n.ts';
import {
  Band,
  Columns,
  Facts,
  Screen as Frame,
  SafeText,
  Severity,
  Timeline,
} from '../../platform/web/kit/index.ts';
import type { AdvisoryDetail } from '../contract.ts';
import { Hits } from './hits.tsx';
import { Notices } from './notice.tsx';
import { SaidBy } from './said-by.tsx';

/** One vulnerability: what it is, whether it hits here, what each source says, who says it is exploited, its story. */
export function Screen() {
  const t = useT();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const advisory = useApi<AdvisoryDetail>(`/api/watch/advisories/${encodeURIComponent(id)}`, undefined, {
    topics: ['watch.advisories'],
  });
  if (advisory.error) throw advisory.error;
  const data = advisory.data;
  const crumbs = [{ label: t('shell:nav.watch'), to: '/veille' }];
  if (!data) return <Frame title={t('shell:state.loading')} crumbs={crumbs} />;
  return (
    <Frame
      title={data.title || data.id}
      crumbs={crumbs}
      folio={
        <>
          <b className="m">{data.id}</b>
          {data.rejected && <span>{t('watch:page.rejected')}</span>}
          {data.products && <span>{data.products}</span>}
        </>
      }
      dek={data.summary ? <SafeText max={900}>{data.summary}</SafeText> : <p>{t('watch:page.no-summary')}</p>}
    >
      <Columns split="8:4">
        <div className="col">
          <Hits id={data.id} hasProducts={data.hasProducts} />
          <SaidBy advisory={data} />
          <Notices notices={data.notices} />
          <Story advisory={data} />
        </div>
        <aside className="col">
          <Side advisory={data} />
          <Ledger advisory={data} />
        </aside>
      </Columns>
    </Frame>
  );
}

function Side({ advisory }: { advisory: AdvisoryDetail }) {
  const t = useT();
  const f = useFormat();
  const { epssNow, epssBefore, ssvc } = advisory;
  const probability = epssNow
    ? epssBefore && epssBefore.score !== epssNow.score
      ? t('watch:page.epss-before', {
          now: f.percent(epssNow.score, 1),
          before: f.percent(epssBefore.score, 1),
        })
      : f.percent(epssNow.score, 1)
    : t('watch:page.unknown');
  const said = ssvc
    ? (['exploitation', 'automatable', 'technicalImpact'] as const)
        .map((point) => {
          const value = ssvc[point] ?? '?';
          return `${t(`watch:field.${point}`)} : ${translateLoose(`watch:value.${point}.${value}`, undefined, value)}`;
        })
        .join(', ')
    : null;
  return (
    <Band title={t('watch:page.facts')}>
      <Facts
        items={[
          [t('watch:column.severity'), <Severity key="s" level={advisory.severity} />],
          [
            t('watch:page.scores'),
            advisory.cvssAll.length > 0 ? (
              <ul key="c">
                {advisory.cvssAll.map((c) => (
                  <li key={`${c.source}${c.vector}`}>
                    {f.number(c.score, 1)} <span className="mut">({`CVSS ${c.version}, ${c.source}`})</span>
                    <span className="l2 m">{c.vector}</span>
                  </li>
                ))}
              </ul>
            ) : (
              t('watch:page.unknown')
            ),
          ],
          [t('watch:page.probability'), probability],
          [t('watch:page.ssvc'), said],
          [t('watch:page.due'), advisory.kev?.dueDate ? f.day(advisory.kev.dueDate) : null],
          [
            t('watch:page.ransomware'),
            advisory.kev ? t(advisory.kev.ransomware ? 'watch:page.yes' : 'watch:page.unknown') : null,
          ],
          [t('watch:page.published'), advisory.published ? f.day(advisory.published) : null],
          [t('watch:page.modified'), advisory.modified ? f.day(advisory.modified) : null],
          [t('watch:page.aliases'), advisory.aliases.length > 0 ? advisory.aliases.join(', ') : null],
        ]}
      />
    </Band>
  );
}

function Ledger({ advisory }: { advisory: AdvisoryDetail }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  return (
    <Band title={t('watch:page.ledger')}>
      {advisory.ledger.length === 0 ? (
        <p className="sec">{t('watch:page.ledger-none')}</p>
      ) : (
        <ul className="plainlist">
          {advisory.ledger.map((claim) => (
            <li key={`${claim.source}${claim.recordId}${claim.claim}`}>
              {claim.withdrawnAt ? (
                <s>{translateLoose(`watch:claim.${claim.claim}`, undefined, claim.claim)}</s>
              ) : (
                translateLoose(`watch:claim.${claim.claim}`, undefined, claim.claim)
              )}
              <span className="who">
                {advisory.feedTitles[claim.source]?.[locale] ?? claim.source}
                {claim.date && `, ${f.day(claim.date)}`}
                {claim.withdrawnAt && `, ${t('watch:page.withdrawn', { date: f.day(claim.withdrawnAt) })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Band>
  );
}

function Story({ advisory }: { advisory: AdvisoryDetail }) {
  const t = useT();
  const locale = useLocale();
  return (
    <Band title={t('watch:page.story')}>
      {advisory.changes.length === 0 ? (
        <p className="sec">{t('watch:page.story-none')}</p>
      ) : (
        <Timeline
          entries={advisory.changes.map((change, i) => ({
            id: String(i),
            at: change.at,
            text: (
              <>
                <b>{translateLoose(`watch:field.${change.field}`, undefined, change.field)}</b>{' '}
                {differenceOf(change, t)}
              </>
            ),
            by: advisory.feedTitles[change.feedId]?.[locale] ?? change.feedId,
          }))}
        />
      )}
    </Band>
  );
}

const SHOWN = 4;
const LONG = 160;

/** What a field said before and says now, as far as it fits a line. */
function differenceOf({ before, after }: AdvisoryDetail['changes'][number], t: Translate): string {
  if (Array.isArray(before) && Array.isArray(after)) {
    const list = (items: unknown[]) => short(items.slice(0, SHOWN).map(words).join(' ; '));
    const added = after.filter((item) => !before.includes(item));
    const gone = before.filter((item) => !after.includes(item));
    return [
      ...(added.length > 0 ? [t('watch:page.change-added', { what: list(added) })] : []),
      ...(gone.length > 0 ? [t('watch:page.change-gone', { what: list(gone) })] : []),
    ].join(', ');
  }
  if (isEmpty(before))
    return isEmpty(after) ? '' : t('watch:page.change-added', { what: short(words(after)) });
  if (isEmpty(after)) return t('watch:page.change-gone', { what: short(words(before)) });
  return t('watch:page.change-from', { before: short(words(before)), after: short(words(after)) });
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const short = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
