import { useT } from '../i18n.ts';

export interface SparklineProps {
  /** Oldest first; `null` where it was not measured (a gap is drawn, not a zero). */
  values: readonly (number | null)[];
  /** Same scale down a column: give both. */
  min?: number;
  max?: number;
  /** How a value is said: `(v) => f.percent(v)`. */
  say?: (value: number) => string;
  width?: number;
}

/** A trend in a row, with its words for those who do not see it. The figure stays beside it. */
export function Sparkline({ values, min, max, say = String, width = 64 }: SparklineProps) {
  const t = useT();
  const known = values.filter((v): v is number => v !== null);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return <span className="mut">?</span>;
  const low = min ?? Math.min(...known);
  const high = max ?? Math.max(...known);
  const x = (i: number) => (values.length < 2 ? width : (i / (values.length - 1)) * (width - 4) + 1);
  const y = (v: number) => (high === low ? 9 : 16 - ((v - low) / (high - low)) * 14);
  let pen = 'M';
  const path = values
    .map((v, i) => {
      if (v === null) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
      pen = 'L';
      return step;
    })
    .join('');
  const lastAt = values.lastIndexOf(last);
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${width} 18`}
      width={width}
      height="18"
      role="img"
      aria-label={t('shell:spark.trend', { from: say(first), to: say(last) })}
    >
      <path d={path} />
      <circle cx={x(lastAt)} cy={y(last)} r="1.75" />
    </svg>
  );
}
