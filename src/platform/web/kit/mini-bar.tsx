/** A share beside its number: `<MiniBar value={7} max={24} />`. Not measured: dotted, never empty. */
export function MiniBar({ value, max, width = 48 }: { value: number | null; max: number; width?: number }) {
  const part = value === null || max <= 0 ? 0 : Math.max(value > 0 ? 1 : 0, Math.min(1, value / max) * width);
  return (
    <svg
      className={value === null ? 'minibar none' : 'minibar'}
      viewBox={`0 0 ${width} 8`}
      width={width}
      height="8"
      aria-hidden="true"
    >
      <path className="track" d={`M0 4H${width}`} />
      <rect width={part} height="8" />
    </svg>
  );
}
