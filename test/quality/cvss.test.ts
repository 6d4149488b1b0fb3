import { scoreVector } from '@vigie/cvss';
import { describe, expect, it } from 'vitest';
import { corpus, readLines } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

interface Vector {
  version: string;
  vector: string;
  baseScore: number;
  severity: string;
  unanimous: boolean;
  origin: string;
}

interface Dispute {
  /** Score by the formula of the vector's own version; a second, independent calculator gives the same. */
  base: number;
  overall: number;
  why: string;
}

const OLD_CALCULATOR =
  'and goes up: the calculator of 2024 adds 10⁻⁶ before rounding, older ones lost it in binary';

/** Published once, or by some publishers, with a score that the specification does not give. */
const DISPUTED: Readonly<Record<string, Dispute>> = {
  'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N/E:U/RL:O/RC:R': {
    base: 4.8,
    overall: 4,
    why: '4.4 was published: 4.8 × 0.91 is E:U alone, without RL:O and RC:R',
  },
  'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N/E:P/RL:X/RC:R': {
    base: 4.3,
    overall: 3.9,
    why: '4.6 was published, above the base score, which temporal metrics only lower',
  },
  'CVSS:3.1/AV:P/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H': {
    base: 7.3,
    overall: 7.3,
    why: '1.08 × (6.0477 + 0.6671) = 7.252, up to 7.3; 7.4 was published',
  },
  'CVSS:3.1/AV:N/AC:H/PR:H/UI:R/S:C/C:H/I:H/A:H': {
    base: 7.6,
    overall: 7.6,
    why: '1.08 × (6.0477 + 0.9530) = 7.561, up to 7.6; one publisher says 7.7',
  },
  'CVSS:4.0/AV:N/AC:H/AT:P/PR:H/UI:A/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N': {
    base: 5.7,
    overall: 5.7,
    why: `the mean distance leaves 5.65, ${OLD_CALCULATOR}`,
  },
  'CVSS:4.0/AV:N/AC:L/AT:P/PR:H/UI:N/VC:N/VI:N/VA:N/SC:H/SI:H/SA:N/RE:L/U:Green': {
    base: 5.1,
    overall: 5.1,
    why: `the mean distance leaves 5.05, ${OLD_CALCULATOR}`,
  },
};

const file = corpus('versions/cvss-vectors.ndjson.gz');

describe.skipIf(file === undefined)('CVSS scores as published', () => {
  const tallies = new Map<string, Tally>();
  const found = new Set<string>();
  for (const { version, vector, baseScore, unanimous } of file === undefined ? [] : readLines<Vector>(file)) {
    const list = unanimous ? version : 'disputed';
    const tally = tallies.get(list) ?? new Tally();
    tallies.set(list, tally);
    const scored = scoreVector(vector);
    const dispute = DISPUTED[vector];
    if (dispute !== undefined) found.add(vector);
    const isRight =
      dispute === undefined
        ? // One publisher in seven gives the score of all metrics as the base score.
          scored?.score === baseScore || scored?.overall === baseScore
        : scored?.score === dispute.base && scored.overall === dispute.overall;
    tally.count(
      isRight && scored?.version === version,
      () => `${vector}: ${scored?.score} (${scored?.overall}) instead of ${baseScore}`,
    );
  }

  it.each([...tallies.keys()])('%s', (list) => {
    expectGate('cvss', list, tallies.get(list) ?? new Tally());
  });

  it('disputes no score without need: each exception stands for a vector published with another', () => {
    expect([...found].sort()).toEqual(Object.keys(DISPUTED).sort());
  });
});
