import { useFormat } from '../../platform/web/format.ts';
import { useLocale, useT } from '../../platform/web/i18n.ts';
import { Band } from '../../platform/web/kit/band.tsx';
import { DecisionTable } from '../../platform/web/kit/decision-table.tsx';
import { Link } from '../../platform/web/kit/link.tsx';
import type { FindingDetail, PolicyTable } from '../contract.ts';

/** What the decision table read, and what it says; what was assumed is said to be. */
export function Outcome({ finding, policy }: { finding: FindingDetail; policy: PolicyTable | undefined }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const { decision } = finding;
  if (!policy || !decision.outcome) return null;
  const outcome = policy.outcomes.find((o) => o.id === decision.outcome);
  const word = (name: string, value: string) => {
    const input = policy.inputs.find((i) => i.name === name);
    return input?.values.find((v) => v.id === value)?.label[locale] ?? value;
  };
  const deadline =
    finding.verdict !== 'affected'
      ? t('exposure:page.no-deadline-unknown')
      : finding.deadline
        ? t('exposure:page.deadline-from', {
            date: f.dateTime(finding.deadline),
            since: f.day(finding.outcomeSince),
          })
        : t('exposure:page.no-deadline');
  return (
    <Band
      title={t('exposure:page.decision-table')}
      note={`${policy.title[locale]}, ${t('exposure:page.version', { version: decision.policyVersion })}`}
      go={<Link to="/expositions/politique">{t('exposure:page.policies')}</Link>}
    >
      <DecisionTable
        inputs={decision.inputs.map((input) => ({
          id: input.name,
          label: policy.inputs.find((i) => i.name === input.name)?.label[locale] ?? input.name,
          value: word(input.name, input.value),
          from: input.isAssumed ? t('exposure:page.assumed') : sourceWord(input.source, t),
        }))}
        outcome={{ value: outcome?.label[locale] ?? decision.outcome, note: deadline }}
        lines={policy.rows.map((row) => ({
          values: policy.inputs.map((input) => word(input.name, row.when[input.name] ?? '')),
          outcome: policy.outcomes.find((o) => o.id === row.outcome)?.label[locale] ?? row.outcome,
        }))}
        {...(decision.row === null ? {} : { applies: decision.row })}
      />
    </Band>
  );
}

function sourceWord(source: string | undefined, t: ReturnType<typeof useT>): string {
  if (source === 'estate') return t('exposure:source.estate');
  if (source === 'ledger') return t('exposure:source.ledger');
  if (source === 'cisa-kev') return t('exposure:source.not-in-kev');
  return source ?? '';
}
