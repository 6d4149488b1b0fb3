import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useLocale, useT } from '../../platform/web/i18n.ts';
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
          from: input.isAssumed ? t('exposure:page.assumed') : sourceWord(input.source, t, f),
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

/** A catalogue and the day of its entry, as the engine keeps them: `cisa-kev 2024-04-12`. */
const CATALOGUE_ENTRY = /^(\S+)(?: (\d{4}-\d\d-\d\d))?$/;

function sourceWord(
  source: string | undefined,
  t: ReturnType<typeof useT>,
  f: ReturnType<typeof useFormat>,
): string {
  if (source === 'estate') return t('exposure:source.estate');
  if (source === 'ledger') return t('exposure:source.ledger');
  if (source === 'cisa-kev') return t('exposure:source.not-in-kev');
  const [, name, day] = CATALOGUE_ENTRY.exec(source ?? '') ?? [];
  if (!name) return source ?? '';
  const told = translateLoose(`exposure:catalogue.${name}`, undefined, name);
  return day ? `${told}, ${f.day(day)}` : told;
}
