import { useT } from '../i18n.ts';

/** A range on an axis the caller has put in order: positions 0…1. `from`/`to` open when absent. */
export interface RulerSpan {
  from?: number;
  to?: number;
  /** Read, but not used for the vote. */
  silent?: boolean;
}

/**
 * Each source's ranges on one shared axis, crossed by the value compared: disagreement is seen. The caller orders the
 * bounds of all sources with the version scheme and gives positions; the text of the range stays beside it.
 */
export function RangeRuler({
  spans,
  at,
  value,
  range,
}: {
  spans: readonly RulerSpan[];
  at: number | null;
  value: string;
  range: string;
}) {
  const t = useT();
  const width = 160;
  const x = (p: number) => Math.round(Math.min(1, Math.max(0, p)) * width * 10) / 10;
  return (
    <svg
      className="ruler"
      viewBox={`0 0 ${width} 20`}
      role="img"
      aria-label={t('shell:why.ruler', { value, range })}
    >
      <path className="axis" d={`M0 10H${width}`} />
      {spans.map((span) => (
        <rect
          key={`${span.from}-${span.to}`}
          className={span.silent ? 'span silent' : 'span'}
          x={x(span.from ?? 0)}
          y="6"
          width={Math.max(2, x(span.to ?? 1) - x(span.from ?? 0))}
          height="8"
        />
      ))}
      {at !== null && <path className="value" d={`M${x(at)} 0V20`} />}
    </svg>
  );
}
