import { type TextKey, translateLoose, useT } from '../../platform/web/i18n.ts';
import { Band } from '../../platform/web/kit/band.tsx';
import { WhyPanel } from '../../platform/web/kit/why-panel.tsx';
import type { FindingDetail } from '../contract.ts';

const SOURCES: Record<string, TextKey> = {
  cna: 'exposure:source.cna',
  'adp:CISA-ADP': 'exposure:source.cisa-adp',
  nvd: 'exposure:source.nvd',
};

/** A source's name in words; an unknown one as it calls itself. */
export function sourceName(source: string, t: ReturnType<typeof useT>): string {
  const key = SOURCES[source];
  return key ? t(key) : translateLoose(`exposure:source.${source}`, undefined, source);
}

/** « Pourquoi ? »: each source's vote, and how the verdict was joined from them. */
export function Why({ finding }: { finding: FindingDetail }) {
  const t = useT();
  const count = (vote: string) => finding.reasons.filter((r) => r.vote === vote).length;
  const summary = t('shell:vote.summary', {
    yes: count('affected'),
    no: count('not_affected'),
    abstain: count('unknown'),
  });
  return (
    <Band title={t('shell:why.title')} note={summary} id="pourquoi">
      <WhyPanel
        verdict={finding.verdict}
        voters={finding.reasons.map((reason) => ({
          source: sourceName(reason.source, t),
          rule: translateLoose(`exposure:rule.${reason.rule}`, undefined, reason.rule),
          vote: reason.vote,
          ...(reason.quote ? { quote: reason.quote } : {}),
          ...(reason.range ? { range: rangeWords(reason.range) } : {}),
          ...(reason.compared ? { compared: reason.compared } : {}),
        }))}
        note={
          <p>
            <b>
              {t(
                `exposure:why.joined.${finding.hasConflict ? 'conflict' : finding.verdict}` satisfies TextKey,
              )}
            </b>{' '}
            {t('exposure:why.method', { method: finding.method })}
          </p>
        }
      />
    </Band>
  );
}

/** The engine writes ranges in signs; its one phrase is put in the reader's language. */
function rangeWords(range: string): string {
  const status = /^default status: (\w+)$/.exec(range)?.[1];
  return status ? translateLoose(`exposure:why.default.${status}`, undefined, range) : range;
}
