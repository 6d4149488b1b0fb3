import type { Metrics, Scores } from './grammar.ts';

// https://www.first.org/cvss/v2/guide §3.2
const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  IMPACT: { N: 0, P: 0.275, C: 0.66 },
  E: { U: 0.85, POC: 0.9, F: 0.95, H: 1, ND: 1 },
  RL: { OF: 0.87, TF: 0.9, W: 0.95, U: 1, ND: 1 },
  RC: { UC: 0.9, UR: 0.95, C: 1, ND: 1 },
  CDP: { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5, ND: 0 },
  TD: { N: 0, L: 0.25, M: 0.75, H: 1, ND: 1 },
  REQUIREMENT: { L: 0.5, M: 1, H: 1.51, ND: 1 },
};
const ENVIRONMENTAL = ['CDP', 'TD', 'CR', 'IR', 'AR'];

const weight = (table: string, value = 'ND'): number => WEIGHTS[table]?.[value] ?? 0;

/** `round_to_1_decimal`; the tiny addend undoes what binary fractions lose (4.35 is 4.3499…). */
const round = (value: number): number => Math.round((value + 1e-9) * 10) / 10;

/** Scores of a CVSS 2.0 vector; every step is rounded, as the guide writes its equations. */
export function score2(metrics: Metrics): Scores {
  const get = (name: string): number => weight(name, metrics.get(name));
  const exploitability = 20 * get('AV') * get('AC') * get('Au');
  const impactOf = (requirement: (name: string) => number): number =>
    10.41 *
    (1 -
      (['C', 'I', 'A'] as const).reduce(
        (rest, name) => rest * (1 - weight('IMPACT', metrics.get(name)) * requirement(`${name}R`)),
        1,
      ));
  const baseOf = (impact: number): number =>
    round((0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176));
  const temporal = (base: number): number => round(base * get('E') * get('RL') * get('RC'));
  const base = baseOf(impactOf(() => 1));
  if (ENVIRONMENTAL.every((name) => (metrics.get(name) ?? 'ND') === 'ND'))
    return { base, overall: temporal(base) };
  const adjusted = Math.min(
    10,
    impactOf((name) => weight('REQUIREMENT', metrics.get(name))),
  );
  const recomputed = temporal(baseOf(adjusted));
  return { base, overall: round((recomputed + (10 - recomputed) * get('CDP')) * get('TD')) };
}
