import type { ReactNode } from 'react';
import { useState } from 'react';
import { useT } from '../i18n.ts';

export interface DecisionInput {
  id: string;
  label: string;
  /** The value read, in words: « Oui », « Totale ». */
  value: ReactNode;
  /** Where it comes from. */
  from?: ReactNode;
}
export interface DecisionLine {
  /** One value an input, in the order of the inputs; `null`: any value. */
  values: readonly (string | null)[];
  outcome: string;
}
export interface DecisionTableProps {
  inputs: readonly DecisionInput[];
  outcome: { value: ReactNode; note?: ReactNode };
  /** All lines of the policy, and the one that applies. */
  lines?: readonly DecisionLine[];
  applies?: number;
}

/** What a policy table reads and says: the inputs, the outcome, and on demand all its lines with the one that applies. */
export function DecisionTable({ inputs, outcome, lines = [], applies }: DecisionTableProps) {
  const t = useT();
  const [all, setAll] = useState(false);
  const at = applies === undefined ? undefined : applies + 1;
  return (
    <div className="decision">
      <dl className="inputs">
        {inputs.map((input) => (
          <div key={input.id}>
            <dt className="k">{input.label}</dt>
            <dd className="v">{input.value}</dd>
            {input.from && <dd className="from">{input.from}</dd>}
          </div>
        ))}
        <div className="out">
          <dt className="k">
            {t('shell:decision.outcome')}
            {at !== undefined &&
              lines.length > 0 &&
              `, ${t('shell:decision.line', { line: at, total: lines.length })}`}
          </dt>
          <dd className="v">{outcome.value}</dd>
          {outcome.note && <dd className="from">{outcome.note}</dd>}
        </div>
      </dl>
      {lines.length > 0 && (
        <details className="gap-small" open={all} onToggle={(e) => setAll(e.currentTarget.open)}>
          <summary className="link">{t('shell:decision.all-lines', { count: lines.length })}</summary>
          {all && <Lines inputs={inputs} lines={lines} applies={applies} />}
        </details>
      )}
    </div>
  );
}

function Lines({
  inputs,
  lines,
  applies,
}: {
  inputs: readonly DecisionInput[];
  lines: readonly DecisionLine[];
  applies: number | undefined;
}) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="tw" tabIndex={0} aria-label={t('shell:decision.input')}>
      <table className="t policy">
        <thead>
          <tr>
            {inputs.map((input) => (
              <th key={input.id} scope="col">
                {input.label}
              </th>
            ))}
            <th scope="col">{t('shell:decision.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, i) => (
            <tr
              key={`${line.values.join('|')}`}
              className={i === applies ? 'on' : undefined}
              {...(i === applies ? { 'aria-current': 'true' as const } : {})}
            >
              {line.values.map((value, n) => (
                <td key={inputs[n]?.id}>{value ?? <span className="mut">{t('shell:decision.any')}</span>}</td>
              ))}
              <td className={i === applies ? 'cell' : undefined}>
                {line.outcome}
                {i === applies && <span className="vh">, {t('shell:decision.applies')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
