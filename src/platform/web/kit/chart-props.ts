export interface ChartSeries {
  name: string;
  /** One a label; `null` where it was not measured. */
  values: readonly (number | null)[];
  kind?: 'line' | 'bar';
  /** The one series the accent is for. */
  accent?: boolean;
}
export interface ChartProps {
  title: string;
  /** Along the axis: days, weeks, names. */
  labels: readonly string[];
  series: readonly ChartSeries[];
  say?: (value: number) => string;
  height?: number;
}
