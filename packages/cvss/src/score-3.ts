import type { Metrics, Scores } from './grammar.ts';

// https://www.first.org/cvss/v3.0/specification-document §8 and https://www.first.org/cvss/v3.1/specification-document §7
const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  PR_CHANGED: { N: 0.85, L: 0.68, H: 0.5 },
  UI: { N: 0.85, R: 0.62 },
  IMPACT: { H: 0.56, L: 0.22, N: 0 },
  E: { X: 1, H: 1, F: 0.97, P: 0.94, U: 0.91 },
  RL: { X: 1, U: 1, W: 0.97, T: 0.96, O: 0.95 },
  RC: { X: 1, C: 1, R: 0.96, U: 0.92 },
  REQUIREMENT: { X: 1, H: 1.5, M: 1, L: 0.5 },
};
const IMPACTS = ['C', 'I', 'A'] as const;
const ENVIRONMENTAL = ['CR', 'IR', 'AR', 'MAV', 'MAC', 'MPR', 'MUI', 'MS', 'MC', 'MI', 'MA'];

const weight = (table: string, value = 'X'): number => WEIGHTS[table]?.[value] ?? 0;

/** 3.1, appendix A: the smallest number with one decimal that is not below, binary fractions put right. */
function roundUp31(value: number): number {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
}

/** 3.0 says the same in words only; its own calculator made 4.7 of 5.0 × 0.92, which the words do not. */
const roundUp30 = (value: number): number => Math.ceil(value * 10 - 1e-8) / 10;

/** Scores of a CVSS 3.x vector; the two versions differ in rounding and in the impact of a changed scope. */
export function score3(version: '3.0' | '3.1', metrics: Metrics): Scores {
  const roundUp = version === '3.1' ? roundUp31 : roundUp30;
  const times =
    weight('E', metrics.get('E')) * weight('RL', metrics.get('RL')) * weight('RC', metrics.get('RC'));

  const combine = (
    get: (name: string) => string | undefined,
    missing: number,
    changedImpact: (m: number) => number,
  ) => {
    const changed = get('S') === 'C';
    const impact = changed ? changedImpact(missing) : 6.42 * missing;
    if (impact <= 0) return 0;
    const privileges = weight(changed ? 'PR_CHANGED' : 'PR', get('PR'));
    const exploitability =
      8.22 * weight('AV', get('AV')) * weight('AC', get('AC')) * privileges * weight('UI', get('UI'));
    return roundUp(Math.min((changed ? 1.08 : 1) * (impact + exploitability), 10));
  };
  const changedImpact = (m: number): number => 7.52 * (m - 0.029) - 3.25 * (m - 0.02) ** 15;

  const lost = IMPACTS.reduce((rest, name) => rest * (1 - weight('IMPACT', metrics.get(name))), 1);
  const base = combine((name) => metrics.get(name), 1 - lost, changedImpact);
  if (ENVIRONMENTAL.every((name) => (metrics.get(name) ?? 'X') === 'X'))
    return { base, overall: roundUp(base * times) };

  const modified = (name: string): string | undefined => {
    const value = metrics.get(`M${name}`) ?? 'X';
    return value === 'X' ? metrics.get(name) : value;
  };
  const rest = IMPACTS.reduce(
    (left, name) =>
      left * (1 - weight('IMPACT', modified(name)) * weight('REQUIREMENT', metrics.get(`${name}R`))),
    1,
  );
  const modifiedImpact =
    version === '3.1' ? (m: number) => 7.52 * (m - 0.029) - 3.25 * (m * 0.9731 - 0.02) ** 13 : changedImpact;
  return { base, overall: roundUp(combine(modified, Math.min(1 - rest, 0.915), modifiedImpact) * times) };
}
