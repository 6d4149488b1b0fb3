export interface Measure {
  bench: string;
  metric: string;
  value: number;
  unit: 'ms' | 's' | 'MB' | 'kB' | 'n' | '/s';
  /** How many times it was taken; the value is their median. */
  n: number;
}

/** One JSON line on stdout: `tools/bench.mjs` gathers them. */
export function report(measure: Measure): void {
  process.stdout.write(`${JSON.stringify(measure)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
