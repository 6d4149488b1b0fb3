import { type TextKey, useT } from '../i18n.ts';

export type VerdictValue = 'affected' | 'not_affected' | 'unknown';
const CLASS: Record<VerdictValue, string> = { affected: 'yes', not_affected: 'no', unknown: 'ask' };

/** Filled disc, slashed ring, dashed ring: ink only, because a verdict says how sure, not how bad. */
export function VerdictMark({ value }: { value: VerdictValue }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className="mark verdict">
      {value === 'affected' && <circle cx="6" cy="6" r="5" className="full" />}
      {value === 'not_affected' && (
        <>
          <circle cx="6" cy="6" r="4.6" />
          <path d="M2.8 9.2 9.2 2.8" />
        </>
      )}
      {value === 'unknown' && <circle cx="6" cy="6" r="4.6" strokeDasharray="2.6 2.2" />}
    </svg>
  );
}

/** `form`: `table` (default, in rows), `chip` (boxed, once an object), `large` (the object's own page). */
export function Verdict({
  value,
  form = 'table',
}: {
  value: VerdictValue;
  form?: 'table' | 'chip' | 'large';
}) {
  const t = useT();
  return (
    <span className={`vd ${CLASS[value]} ${form}`}>
      <VerdictMark value={value} />
      <span>{t(`shell:verdict.${value}` satisfies TextKey)}</span>
    </span>
  );
}

/** One small square a source, in a fixed order: filled concerned, empty not, dashed silent. */
export function Votes({ votes }: { votes: readonly { source: string; vote: VerdictValue }[] }) {
  const t = useT();
  const said = votes.map((v) => `${v.source} : ${t(`shell:vote.${v.vote}` satisfies TextKey)}`).join(', ');
  return (
    <span className="votes" role="img" aria-label={said} title={said}>
      {votes.map((v) => (
        <i key={v.source} className={CLASS[v.vote]} />
      ))}
    </span>
  );
}
