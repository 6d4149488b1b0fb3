import { lazy, Suspense, useState } from 'react';
import { useT } from '../i18n.ts';
import { Button } from './button.tsx';
import type { ChartProps } from './chart-props.ts';

const ChartCanvas = lazy(() => import('./chart-canvas.tsx').then((m) => ({ default: m.ChartCanvas })));

/** A chart and its table: drawn when asked for, always readable as figures. */
export function Chart(props: ChartProps) {
  const t = useT();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption>
        {props.title}
        <Button tone="quiet" size="small" onPress={() => setAsTable(!asTable)}>
          {t(asTable ? 'shell:chart.as-chart' : 'shell:chart.as-table')}
        </Button>
      </figcaption>
      {asTable ? (
        <ChartTable {...props} />
      ) : (
        <Suspense fallback={<p className="waiting in-list">{t('shell:state.loading')}</p>}>
          <ChartCanvas {...props} />
        </Suspense>
      )}
    </figure>
  );
}

function ChartTable({ title, labels, series, say = String }: ChartProps) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="tw" tabIndex={0} aria-label={t('shell:table.region', { name: title })}>
      <table className="t">
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{title}</span>
            </th>
            {series.map((s) => (
              <th key={s.name} scope="col" className="r">
                {s.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, i) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {series.map((s) => {
                const value = s.values[i];
                return (
                  <td key={s.name} className="r">
                    {value === null || value === undefined ? (
                      <span className="mut">{t('shell:chart.no-value')}</span>
                    ) : (
                      say(value)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
