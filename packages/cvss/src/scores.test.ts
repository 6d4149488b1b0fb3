import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreVector } from './index.ts';

describe('scores of all the metrics given', () => {
  // Checked with a second, independent calculator.
  it.each([
    ['AV:L/AC:L/Au:N/C:N/I:C/A:N/E:POC/RL:OF/TD:ND/CR:M', 4.9, 3.8],
    ['AV:A/AC:M/Au:S/C:C/I:P/A:N/RL:TF/CDP:ND/TD:ND/CR:H/AR:L', 5.8, 6.7],
    ['AV:N/AC:M/Au:S/C:P/I:N/A:C/RL:ND/RC:UR/CDP:H/TD:M/IR:H/AR:ND', 7, 6.3],
    ['CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:C/C:H/I:N/A:N/RC:U/IR:H', 5, 4.6],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:L/A:H/RC:U/CR:L/AR:M/MUI:X/MS:C/MC:H', 9.4, 9.2],
    [
      'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H/E:F/RL:T/RC:C/CR:H/IR:H/AR:M/MAV:N/MAC:L/MPR:N/MUI:N/MS:C/MC:H/MI:H/MA:H',
      9,
      9.4,
    ],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:L/E:H/RL:O/RC:C/MC:N/MI:N/MA:N', 7.2, 0],
    ['CVSS:3.1/AV:A/AC:H/PR:L/UI:R/S:C/C:H/I:H/A:H/MAC:X/MPR:X', 7.6, 7.6],
  ])('%s: %d, %d', (vector, score, overall) => {
    expect(scoreVector(vector)).toMatchObject({ score, overall });
  });

  it('lie between 0 and 10 with one decimal, whatever the vector, and text that is no vector is refused at once', () => {
    const metric = fc.constantFrom(
      ...'AV:N AV:P AC:L AC:H PR:N PR:H UI:N UI:R S:U S:C C:H C:N I:H I:L A:N A:H E:P RL:O RC:U CR:H MS:C MAV:X AT:P VC:H VI:L VA:N SC:H SI:S SA:S Au:N'.split(
        ' ',
      ),
    );
    const head = fc.constantFrom('CVSS:3.1/', 'CVSS:3.0/', 'CVSS:4.0/', '', 'CVSS:');
    const text = fc.oneof(
      fc
        .tuple(
          head,
          fc.shuffledSubarray(['AV:N', 'AC:L', 'PR:L', 'UI:R', 'S:C', 'C:H', 'I:L', 'A:N'], { minLength: 8 }),
          fc.array(metric, { maxLength: 4 }),
        )
        .map(([h, base, more]) => h + [...base, ...more].join('/')),
      fc.tuple(head, fc.array(metric, { maxLength: 40 })).map(([h, more]) => h + more.join('/')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    let scored = 0;
    fc.assert(
      fc.property(text, (vector) => {
        const found = scoreVector(vector);
        if (found === undefined) return;
        scored++;
        for (const value of [found.score, found.overall]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(10);
          expect(Math.round(value * 10) / 10).toBe(value);
        }
        expect(scoreVector(found.vector)).toEqual(found);
      }),
      { numRuns: 20_000, interruptAfterTimeLimit: 1_500, markInterruptAsFailure: false },
    );
    expect(scored).toBeGreaterThan(100);
    const started = performance.now();
    for (const hostile of [
      '('.repeat(1e6),
      '/'.repeat(1e6),
      'AV:N/'.repeat(2e5),
      'CVSS:3.1/'.repeat(1e5),
      ' '.repeat(1e6),
    ])
      expect(scoreVector(hostile)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
