import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTheme } from '../theme.ts';
import type { ChartProps } from './chart-props.ts';

use([LineChart, BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** ECharts, with our inks: lines 1.25 px, no fill, no gradient, three grid lines. */
export function ChartCanvas({ title, labels, series, say, height = 220 }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's inks are read from the page
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, undefined, { renderer: 'svg' });
    const ink = token('--ink-3');
    const text = { color: token('--ink-2'), fontFamily: token('--font'), fontSize: 13 };
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: title } },
      textStyle: text,
      grid: { left: 8, right: 12, top: 16, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        ...(say ? { valueFormatter: (v: unknown) => (typeof v === 'number' ? say(v) : '–') } : {}),
      },
      xAxis: {
        type: 'category',
        data: [...labels],
        axisLine: { lineStyle: { color: ink } },
        axisTick: { show: false },
        axisLabel: text,
      },
      yAxis: {
        type: 'value',
        splitNumber: 3,
        splitLine: { lineStyle: { color: token('--rule') } },
        axisLabel: { ...text, ...(say ? { formatter: (v: number) => say(v) } : {}) },
      },
      series: series.map((s) => ({
        type: s.kind ?? 'line',
        name: s.name,
        data: [...s.values],
        showSymbol: false,
        lineStyle: { width: 1.25 },
        color: s.accent ? token('--accent') : ink,
        barMaxWidth: 28,
      })),
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [title, labels, series, say, theme]);
  return <div ref={box} className="canvas" role="img" aria-label={title} style={{ height }} />;
}
