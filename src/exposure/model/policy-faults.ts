import type { Policy } from './decide.ts';

/** One reason for which a table cannot be used, and where. */
export interface PolicyFault {
  kind: 'cells' | 'value' | 'outcome' | 'twice' | 'missing' | 'name';
  /** `rows[3]`, `outcomes[1]`; for a missing combination, its values. */
  place: string;
  value: string;
}

/** More combinations than a person could read: refused before any is enumerated. */
const MOST_COMBINATIONS = 5000;

/** Why a table cannot be used; empty when every combination is covered exactly once by values and outcomes it declares. */
export function faultsOf(policy: Policy): PolicyFault[] {
  const faults = [
    ...doubles(policy.inputs.map((i) => i.name)).map((i) => named(`inputs[${i}]`, policy.inputs[i]?.name)),
    ...policy.inputs.flatMap((input, i) =>
      doubles(input.values.map((v) => v.id)).map((j) =>
        named(`inputs[${i}].values[${j}]`, input.values[j]?.id),
      ),
    ),
    ...doubles(policy.outcomes.map((o) => o.id)).map((i) => named(`outcomes[${i}]`, policy.outcomes[i]?.id)),
    ...rowFaults(policy),
  ];
  return faults.length > 0 ? faults : missing(policy);
}

function named(place: string, value = ''): PolicyFault {
  return { kind: 'name', place, value };
}

/** Where a value comes a second time. */
function doubles(values: readonly string[]): number[] {
  return values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []));
}

function rowFaults(policy: Policy): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const width = policy.inputs.length;
  const seen = new Set<string>();
  for (const [i, row] of policy.rows.entries()) {
    const place = `rows[${i}]`;
    if (row.length !== width + 1) {
      faults.push({ kind: 'cells', place, value: String(row.length) });
      continue;
    }
    for (const [j, input] of policy.inputs.entries())
      if (!input.values.some((v) => v.id === row[j]))
        faults.push({ kind: 'value', place, value: `${input.name} ${row[j]}` });
    const outcome = row[width] ?? '';
    if (!policy.outcomes.some((o) => o.id === outcome))
      faults.push({ kind: 'outcome', place, value: outcome });
    const key = row.slice(0, width).join(', ');
    if (seen.has(key)) faults.push({ kind: 'twice', place, value: key });
    seen.add(key);
  }
  return faults;
}

function missing(policy: Policy): PolicyFault[] {
  const count = policy.inputs.reduce((n, input) => n * input.values.length, 1);
  if (count > MOST_COMBINATIONS) return [named('inputs', `${count} > ${MOST_COMBINATIONS}`)];
  const covered = new Set(policy.rows.map((row) => row.slice(0, -1).join(', ')));
  const all = policy.inputs.reduce<string[][]>(
    (heads, input) => heads.flatMap((head) => input.values.map((v) => [...head, v.id])),
    [[]],
  );
  return all
    .map((values) => values.join(', '))
    .filter((key) => !covered.has(key))
    .map((key) => ({ kind: 'missing', place: 'rows', value: key }));
}
