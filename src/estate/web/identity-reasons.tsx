import { type Format, useFormat } from '../../platform/web/format.ts';
import { type Translate, useT } from '../../platform/web/i18n.ts';
import type { Candidate } from '../identities/contract.ts';

export function reasonText(t: Translate, reason: Candidate['reasons'][number]): string {
  return t(`estate:identities.reason.${reason.rule}`, reason.facts);
}

/** Why a product may be meant, in words, and how many weaknesses name it. */
export function candidateText(t: Translate, f: Format, c: Candidate): string {
  const records = t('estate:identities.records', { count: c.records, n: f.number(c.records) });
  return [...c.reasons.map((r) => reasonText(t, r)), records].join(t('estate:identities.joint'));
}

/** A proposal: the product as sources name it, then why. */
export function CandidateView({ candidate, short = false }: { candidate: Candidate; short?: boolean }) {
  const t = useT();
  const f = useFormat();
  return (
    <>
      <b>{candidate.product}</b> <span className="mut">{t('estate:identities.of')}</span> {candidate.vendor}
      <span className="l2">
        {short ? candidate.reasons.slice(0, 1).map((r) => reasonText(t, r)) : candidateText(t, f, candidate)}
      </span>
    </>
  );
}
