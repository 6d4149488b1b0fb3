import { Fragment, type ReactNode } from 'react';
import { type TextKey, useT } from '../i18n.ts';
import { RangeRuler, type RulerSpan } from './range-ruler.tsx';
import { VerdictMark, type VerdictValue } from './verdict.tsx';

export interface Voter {
  source: string;
  /** « éditeur, le 2 juin » */
  age?: string;
  /** The rule that gave the vote, in words. */
  rule?: string;
  /** Its words, quoted as received. */
  quote?: ReactNode;
  range?: string;
  /** Positions on the shared axis, when all bounds could be ordered. */
  ruler?: { spans: readonly RulerSpan[]; at: number | null };
  compared?: string;
  vote: VerdictValue;
}

export interface WhyPanelProps {
  voters: readonly Voter[];
  /** The joined verdict: a vote that differs is marked as disagreeing. */
  verdict: VerdictValue;
  /** Why Vigie sides as it does: rule and method named, in one or two sentences. */
  note?: ReactNode;
}

/** « Pourquoi ? »: one row a voter, then why Vigie sides as it does. */
export function WhyPanel({ voters, verdict, note }: WhyPanelProps) {
  const t = useT();
  return (
    <div className="why">
      <div className="tw" tabIndex={-1}>
        <table className="t vote stack">
          <caption className="vh">{t('shell:why.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('shell:why.source')}</th>
              <th scope="col">{t('shell:why.says')}</th>
              <th scope="col">{t('shell:why.range')}</th>
              <th scope="col">{t('shell:why.compared')}</th>
              <th scope="col">{t('shell:why.vote')}</th>
            </tr>
          </thead>
          <tbody>
            {voters.map((voter) => (
              <VoterRow key={`${voter.source}${voter.range}`} voter={voter} verdict={verdict} />
            ))}
          </tbody>
        </table>
      </div>
      {note && <div className="note">{note}</div>}
    </div>
  );
}

function VoterRow({ voter, verdict }: { voter: Voter; verdict: VerdictValue }) {
  const t = useT();
  const dissents = voter.vote !== 'unknown' && verdict !== 'unknown' && voter.vote !== verdict;
  const range = voter.range ?? t('shell:why.no-range');
  return (
    <tr className={dissents ? 'diss' : undefined}>
      <th scope="row">
        {voter.source}
        {voter.age && <span className="l2">{voter.age}</span>}
      </th>
      <td data-l={t('shell:why.says')}>
        {voter.rule && <span className="l1">{voter.rule}</span>}
        {voter.quote && <q>{voter.quote}</q>}
      </td>
      <td data-l={t('shell:why.range')}>
        {voter.ruler && <RangeRuler {...voter.ruler} value={voter.compared ?? '?'} range={range} />}
        <span className={voter.range ? 'm' : 'mut'}>
          <Bounds range={range} />
        </span>
      </td>
      <td data-l={t('shell:why.compared')} className="val">
        <span className="m">{voter.compared ?? '–'}</span>
      </td>
      <td>
        <span className={`vd ${voter.vote === 'affected' ? 'yes' : 'no'} table`}>
          {voter.vote !== 'unknown' && <VerdictMark value={voter.vote} />}
          <span>{t(`shell:vote.${voter.vote}` satisfies TextKey)}</span>
        </span>
        {dissents && <span className="l2">{t('shell:vote.dissent')}</span>}
      </td>
    </tr>
  );
}

/** `>= 10.2.0, < 10.2.9-h1`: a bound is not broken within. */
function Bounds({ range }: { range: string }) {
  const parts = range.split(', ');
  return parts.map((part, i) => (
    <Fragment key={part}>
      <span className={part.length <= 24 ? 'nw' : undefined}>
        {part}
        {i < parts.length - 1 && ','}
      </span>{' '}
    </Fragment>
  ));
}
