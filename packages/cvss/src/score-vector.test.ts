import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreVector } from './index.ts';

describe('a CVSS vector', () => {
  it.each([
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', '2.0', 10, 'high'],
    ['(AV:N/AC:L/Au:N/C:P/I:P/A:P)', '2.0', 7.5, 'high'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.0', 9.8, 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', '3.1', 10, 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', '3.1', 0, 'none'],
    ['CVSS:3.1/C:H/I:H/A:H/S:U/UI:N/PR:N/AC:L/AV:N', '3.1', 9.8, 'critical'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', '4.0', 10, 'critical'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:H/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', '4.0', 0, 'none'],
  ])('%s is a %s score of %s, %s', (vector, version, score, severity) => {
    expect(scoreVector(vector)).toMatchObject({ version, score, severity });
  });

  it('has its base score beside the score of all metrics', () => {
    const found = scoreVector('CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/E:U/RL:O/RC:C');
    expect(found).toMatchObject({ score: 7.8, overall: 6.8, severity: 'high' });
  });

  it.each([
    ['', 'nothing'],
    ['AV:N', 'metrics missing'],
    ['CVSS:3.1/AV:N/AC:L', 'metrics missing'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:Q', 'an unknown value'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/XX:Y', 'an unknown metric'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H', 'a metric twice'],
    ['CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'a base metric not defined'],
    ['CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'an unknown version'],
    ['CVSS:3.1/__proto__:x', 'a metric that is none'],
    [`CVSS:3.1/${'AV:N/'.repeat(1000)}`, 'a text too long'],
  ])('%s is refused: %s', (vector) => {
    expect(scoreVector(vector)).toBeUndefined();
  });

  it('never scores outside 0 to 10, and never throws', () => {
    const metric = fc
      .tuple(
        fc.constantFrom('AV', 'AC', 'Au', 'AT', 'PR', 'UI', 'S', 'C', 'I', 'A', 'E', 'VC', 'SC'),
        fc.constantFrom(...'NALPHMCUXRS'),
      )
      .map((pair) => pair.join(':'));
    const valid3 = fc
      .tuple(
        ...['NALP', 'LH', 'NLH', 'NR', 'UC', 'HLN', 'HLN', 'HLN'].map((values) => fc.constantFrom(...values)),
      )
      .map((found) =>
        ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'].map((name, i) => `${name}:${found[i]}`).join('/'),
      );
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(metric, { maxLength: 14 }).map((found) => `CVSS:3.1/${found.join('/')}`),
      valid3.map((found) => `CVSS:3.1/${found}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const found = scoreVector(text);
        if (found === undefined) return;
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(10);
        expect(scoreVector(found.vector)).toEqual(found);
      }),
      { numRuns: 2_000, interruptAfterTimeLimit: 1_500 },
    );
  });
});
