import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { type TextKey, translateLoose, useLocale, useT } from '../../platform/web/i18n.ts';
import { Band, Columns } from '../../platform/web/kit/band.tsx';
import { Countdown } from '../../platform/web/kit/countdown.tsx';
import { Facts } from '../../platform/web/kit/facts.tsx';
import { Link } from '../../platform/web/kit/link.tsx';
import { SafeText } from '../../platform/web/kit/safe-text.tsx';
import { Screen as Frame } from '../../platform/web/kit/screen.tsx';
import { Severity } from '../../platform/web/kit/severity.tsx';
import { Timeline } from '../../platform/web/kit/timeline.tsx';
import { Verdict } from '../../platform/web/kit/verdict.tsx';
import type { FindingDetail, PolicyTable } from '../contract.ts';
import { Decide } from './decide.tsx';
import { Outcome } from './outcome.tsx';
import { Reached } from './reached.tsx';
import { Why } from './why.tsx';

/** One finding: the sentence, why, what the table says, what it touches, its story; facts and decisions beside. */
export function Screen() {
  const t = useT();
  const { id } = useParams({ strict: false }) as { id: string };
  const finding = useApi<FindingDetail>(`/api/exposure/findings/${id}`, undefined, {
    topics: ['exposure.findings'],
  });
  const decided = finding.data?.decision;
  // The version that decided, which may no longer be the newest.
  const decidedBy = useApi<PolicyTable>(
    `/api/exposure/policies/${decided?.policy}`,
    versionOf(decided?.policyVersion),
    { enabled: decided !== undefined },
  );
  if (finding.error) throw finding.error;
  const data = finding.data;
  if (!data)
    return (
      <Frame
        title={t('shell:state.loading')}
        crumbs={[{ label: t('shell:nav.exposures'), to: '/expositions' }]}
      />
    );
  const product = [data.product, data.version].filter(Boolean).join(' ');
  const policy = decidedBy.data;
  return (
    <Frame
      title={data.title}
      crumbs={[{ label: t('shell:nav.exposures'), to: '/expositions' }]}
      folio={
        <>
          <b>
            <Link to={`/veille/avis/${encodeURIComponent(data.vulnerabilityId)}`}>
              {data.vulnerabilityId}
            </Link>
          </b>
          <span>{t('exposure:page.product-on', { product, asset: data.asset.name })}</span>
          <span>{t(`exposure:state.${data.state}` satisfies TextKey)}</span>
        </>
      }
      dek={<Dek finding={data} />}
    >
      <Columns split="8:4">
        <div className="col">
          <Why finding={data} />
          <Outcome finding={data} policy={policy} />
          <Reached finding={data} />
          <Story finding={data} policy={policy} />
        </div>
        <aside className="col">
          <Standing finding={data} />
          <Decide finding={data} />
          <Side finding={data} />
        </aside>
      </Columns>
    </Frame>
  );
}

function Dek({ finding }: { finding: FindingDetail }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const summary = finding.vulnerability?.summary ?? '';
  if (!summary) return <p>{t('exposure:page.no-summary')}</p>;
  const isLong = summary.length > 320;
  return (
    <div className="read">
      <SafeText max={all ? 6000 : 320}>{summary}</SafeText>
      {isLong && (
        <button type="button" className="link" onClick={() => setAll(!all)}>
          {t(all ? 'exposure:page.less' : 'exposure:page.more')}
        </button>
      )}
    </div>
  );
}

function Standing({ finding }: { finding: FindingDetail }) {
  const t = useT();
  return (
    <div className="standing">
      <p className="k">{t('exposure:column.verdict')}</p>
      <div>
        <Verdict value={finding.verdict} form="large" />
      </div>
      {finding.hasConflict && <p className="sec">{t('exposure:why.conflict')}</p>}
      {finding.verdict === 'affected' && finding.state === 'open' ? (
        <div className="gap-above">
          <Countdown until={finding.deadline} size="big" />
        </div>
      ) : (
        finding.verdict === 'unknown' && <p className="sec">{t('exposure:page.no-deadline-unknown')}</p>
      )}
    </div>
  );
}

function Side({ finding }: { finding: FindingDetail }) {
  const t = useT();
  const f = useFormat();
  const v = finding.vulnerability;
  return (
    <Band title={t('exposure:page.facts')}>
      <Facts
        items={[
          [
            t('exposure:column.severity'),
            <span key="s">
              <Severity level={finding.severity} />{' '}
              {finding.cvss !== null && t('exposure:page.cvss', { score: f.number(finding.cvss, 1) })}
            </span>,
          ],
          [
            t('exposure:column.epss'),
            finding.epss === null ? t('exposure:page.not-scored') : f.percent(finding.epss, 1),
          ],
          [
            t('exposure:page.exploitation'),
            v?.kev || (v?.exploitation.length ?? 0) > 0 ? (
              <ul key="e">
                {v?.kev && <li>{t('exposure:page.kev-since', { date: f.day(v.kev.dateAdded) })}</li>}
                {v?.exploitation
                  .filter((e) => e.source !== 'cisa-kev')
                  .map((e) => (
                    <li key={`${e.source}${e.claim}${e.reference}`}>
                      {translateLoose(`exposure:claim.${e.source}.${e.claim}`, undefined, e.source)}
                      {e.date ? `, ${f.day(e.date)}` : ''}
                    </li>
                  ))}
              </ul>
            ) : (
              t('exposure:page.no-exploitation')
            ),
          ],
          [t('exposure:page.exposed'), t(`exposure:exposed.${finding.asset.exposed}` satisfies TextKey)],
          [
            t('exposure:page.asset'),
            <Link key="a" to={`/patrimoine/biens/${finding.asset.id}`}>
              {finding.asset.name}
            </Link>,
          ],
          [t('exposure:column.owner'), finding.owner?.name ?? t('exposure:page.nobody')],
          [t('exposure:page.published'), v?.published ? f.day(v.published) : null],
          [t('exposure:page.aliases'), v && v.aliases.length > 0 ? v.aliases.join(', ') : null],
          [
            t('exposure:page.siblings'),
            finding.siblings > 0 ? (
              <Link key="o" to="/expositions" search={{ asset: finding.asset.id }}>
                {t('exposure:page.siblings-count', { count: finding.siblings })}
              </Link>
            ) : null,
          ],
          [
            t('exposure:page.method'),
            <span key="m" className="m">
              {finding.method}
            </span>,
          ],
        ]}
      />
    </Band>
  );
}

function Story({ finding, policy }: { finding: FindingDetail; policy: PolicyTable | undefined }) {
  const t = useT();
  const locale = useLocale();
  const outcomes = new Map(policy?.outcomes.map((o) => [o.id, o.label[locale]]));
  const entries = finding.changes.map((change, i) => ({
    id: String(i),
    at: change.at,
    text: <ChangeText kind={change.kind} before={change.before} after={change.after} outcomes={outcomes} />,
    by: change.actor,
  }));
  return (
    <Band title={t('exposure:page.story')} note={t('exposure:page.events', { count: entries.length })}>
      <Timeline entries={entries} />
    </Band>
  );
}

interface ChangeTextProps {
  kind: string;
  before: unknown;
  after: unknown;
  outcomes: ReadonlyMap<string, string>;
}

/** A line of the story in words; values that are codes are shown by their words. */
function ChangeText({ kind, before, after, outcomes }: ChangeTextProps) {
  const t = useT();
  const f = useFormat();
  const head = translateLoose(`exposure:change.${kind}`, undefined, kind);
  if (kind.startsWith('decided.') && after && typeof after === 'object') {
    const { reason, until } = after as { reason?: string; until?: string | null };
    return (
      <>
        <b>{head}</b>
        {until && ` ${t('exposure:page.until', { date: f.day(until) })}`} : {reason}
      </>
    );
  }
  if (kind === 'reopened' && Array.isArray(after)) {
    return (
      <>
        <b>{head}</b> :{' '}
        {after
          .map((trigger) => translateLoose(`exposure:trigger.${String(trigger)}`, undefined, String(trigger)))
          .join(', ')}
        .
      </>
    );
  }
  if (typeof before === 'string' && typeof after === 'string') {
    const word = (value: string) =>
      outcomes.get(value) ?? translateLoose(`exposure:${kind}.${value}`, undefined, value);
    return (
      <>
        <b>{head}</b> : {word(before)} → {word(after)}.
      </>
    );
  }
  return <b>{head}</b>;
}

/** Versions of tables written here are whole numbers; those of shipped tables are the publisher's own. */
function versionOf(version: string | undefined): { version?: string } {
  return version && /^\d+$/.test(version) ? { version } : {};
}
