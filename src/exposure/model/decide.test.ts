import { describe, expect, test } from 'vitest';
import bod from '../../../content/policies/cisa-bod-26-04.json' with { type: 'json' };
import coordinator from '../../../content/policies/cisa-ssvc-coordinator.json' with { type: 'json' };
import { decide, humanImpactOf, missionWellBeing, missionWellBeingOf, type Policy } from './decide.ts';
import { faultsOf } from './policy-faults.ts';

/** KEV, exposed, automatable, impact → outcome, written as the directive's table does. */
const BOD_ROWS =
  'NNNP FSU;YNNP 14d;NYNP 60d;NNYP 60d;NNNT FSU;YYNP 14d;YNYP 14d;NYYP 14d;YNNT 14d;NYNT 14d;NNYT 60d;YYYP 3d;YYNT 3DF;YNYT 3DF;NYYT 3d;YYYT 3DF';
const BOD_OUTCOMES: Record<string, [string, number | null]> = {
  FSU: ['fix-on-system-upgrade', null],
  '60d': ['60-days', 60],
  '14d': ['14-days', 14],
  '3d': ['3-days', 3],
  '3DF': ['3-days-forensic', 3],
};

/** Exploitation → rows automatable no/yes × impact partial/total, each cell mission low/medium/high. */
const COORDINATOR_ROWS: Record<string, string[][]> = {
  none: [
    ['T', 'T', 'T'],
    ['T', 'T', 'T*'],
    ['T', 'T', 'At'],
    ['T', 'T', 'At'],
  ],
  poc: [
    ['T', 'T', 'T*'],
    ['T', 'T*', 'At'],
    ['T', 'T', 'At'],
    ['T', 'T*', 'At'],
  ],
  active: [
    ['T', 'T', 'At'],
    ['T', 'At', 'Act'],
    ['At', 'At', 'Act'],
    ['At', 'Act', 'Act'],
  ],
};
const COORDINATOR_OUTCOMES: Record<string, string> = {
  T: 'track',
  'T*': 'track-star',
  At: 'attend',
  Act: 'act',
};

describe('CISA BOD 26-04', () => {
  const policy: Policy = bod;
  test.each(BOD_ROWS.split(';').map((r) => r.split(' ') as [string, string]))('%s is %s', (key, expected) => {
    const yes = (i: number) => (key[i] === 'Y' ? 'yes' : 'no');
    const technicalImpact = key[3] === 'T' ? 'total' : 'partial';
    const decision = decide(policy, { kev: yes(0), exposed: yes(1), automatable: yes(2), technicalImpact });
    expect([decision.outcome, decision.deadlineDays]).toEqual(BOD_OUTCOMES[expected]);
    expect(decision.assumed).toEqual([]);
    expect(decision.possible).toEqual([decision.outcome]);
  });

  test('an unknown input gives the strictest outcome, and says what was assumed', () => {
    const decision = decide(policy, {
      kev: 'no',
      exposed: 'unknown',
      automatable: 'Yes',
      technicalImpact: 'Total',
    });
    expect(decision).toMatchObject({
      outcome: '3-days',
      assumed: ['exposed'],
      possible: ['60-days', '3-days'],
    });
    expect(decision.inputs[1]).toEqual({ name: 'exposed', value: 'yes', isAssumed: true });
  });

  test('nothing known leaves every outcome open', () => {
    const decision = decide(policy, {});
    expect(decision.outcome).toBe('3-days-forensic');
    expect(decision.possible).toHaveLength(5);
    expect(decision.assumed).toHaveLength(4);
  });
});

describe('CISA SSVC coordinator', () => {
  const policy: Policy = coordinator;
  const cases = Object.entries(COORDINATOR_ROWS).flatMap(([exploitation, lines]) =>
    lines.flatMap((cells, line) =>
      cells.map(
        (cell, m) =>
          [
            {
              exploitation,
              automatable: line < 2 ? 'no' : 'yes',
              technicalImpact: line % 2 === 0 ? 'partial' : 'total',
              missionWellBeing: ['low', 'medium', 'high'][m],
            },
            COORDINATOR_OUTCOMES[cell],
          ] as const,
      ),
    ),
  );
  test('has 36 rows', () => expect(cases).toHaveLength(36));
  test.each(cases)('%o is %s', (inputs, expected) => {
    expect(decide(policy, inputs).outcome).toBe(expected);
  });
});

describe('tables', () => {
  test.each([bod, coordinator] as Policy[])('$id is complete', (policy) => {
    expect(faultsOf(policy)).toEqual([]);
  });

  test('a table with a hole, a double or a stranger is refused', () => {
    const holed = { ...(bod as Policy), rows: bod.rows.slice(1) };
    expect(faultsOf(holed)).toEqual([{ kind: 'missing', place: 'rows', value: 'no, no, no, partial' }]);
    expect(faultsOf({ ...(bod as Policy), rows: [...bod.rows, bod.rows[0] as string[]] })).toEqual([
      { kind: 'twice', place: 'rows[16]', value: bod.rows[0]?.slice(0, 4).join(', ') },
    ]);
    const odd = { ...(bod as Policy), rows: [['no', 'no', 'no', 'huge', 'never'], ...bod.rows.slice(1)] };
    expect(faultsOf(odd)).toHaveLength(2);
  });
});

describe('mission and well-being', () => {
  test.each([
    ['minimal', 'minimal', 'low'],
    ['minimal', 'material', 'medium'],
    ['support', 'minimal', 'medium'],
    ['support', 'material', 'medium'],
    ['support', 'irreversible', 'high'],
    ['essential', 'minimal', 'high'],
  ] as const)('%s and %s is %s', (prevalence, wellBeing, expected) => {
    expect(missionWellBeing(prevalence, wellBeing)).toBe(expected);
  });

  test('the highest need of the services hit counts, and no sheet is unknown', () => {
    expect(missionWellBeingOf([])).toBe('unknown');
    expect(missionWellBeingOf([{}])).toBe('unknown');
    expect(missionWellBeingOf([{ availability: 1, integrity: 1 }, { availability: 4 }])).toBe('high');
    expect(missionWellBeingOf([{ availability: 2, confidentiality: 3 }])).toBe('medium');
    expect(missionWellBeingOf([{ availability: 1, confidentiality: 1 }])).toBe('low');
  });
});

describe('human impact', () => {
  test('knows no human impact where no sheet of a service is filled in', () => {
    expect(humanImpactOf([])).toBe('unknown');
    expect(humanImpactOf([{}, { availability: 4 }])).toBe('very-high');
  });
});
