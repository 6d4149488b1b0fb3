import { scoreVector } from '@vigie/cvss';
import { describe, it } from 'vitest';
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

/** Scores that a publisher got wrong, each seen once; what the formula of the specification gives stands behind. */
const MISCALCULATED: Readonly<Record<string, number>> = {
  'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N/E:U/RL:O/RC:R': 4.8,
  'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N/E:P/RL:X/RC:R': 4.3,
  'CVSS:3.1/AV:P/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H': 7.3,
  // 5.65 and 5.05, which calculators that round binary fractions bring down.
  'CVSS:4.0/AV:N/AC:H/AT:P/PR:H/UI:A/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N': 5.7,
  'CVSS:4.0/AV:N/AC:L/AT:P/PR:H/UI:N/VC:N/VI:N/VA:N/SC:H/SI:H/SA:N/RE:L/U:Green': 5.1,
};

const file = corpus('versions/cvss-vectors.ndjson.gz');

describe.skipIf(file === undefined)('CVSS scores as published', () => {
  const tallies = new Map<string, Tally>();
  for (const { version, vector, baseScore, unanimous } of file === undefined ? [] : readLines<Vector>(file)) {
    if (!unanimous) continue;
    const tally = tallies.get(version) ?? new Tally();
    tallies.set(version, tally);
    const found = scoreVector(vector);
    const wanted = MISCALCULATED[vector] ?? baseScore;
    // Some publishers give the score of all metrics as the base score.
    const isRight = found?.version === version && (found.score === wanted || found.overall === wanted);
    tally.count(isRight, () => `${vector}: ${found?.score} (${found?.overall}) instead of ${wanted}`);
  }

  it.each([...tallies.keys()])('%s', (version) => {
    expectGate('cvss', version, tallies.get(version) ?? new Tally());
  });
});
