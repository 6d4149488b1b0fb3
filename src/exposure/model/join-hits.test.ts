import type { MatchResult, Reason, Verdict } from '@vigie/vulnmatch';
import { describe, expect, it } from 'vitest';
import { HitJoiner } from './join-hits.ts';

const says = (source: string, vote: Verdict, rule = 'package.range'): MatchResult => {
  const reason: Reason = { source, rule, vote };
  return { verdict: vote, reasons: [reason], conflict: false };
};
const at = (id: string, assetId = 'asset') => ({
  id,
  assetId,
  productKey: 'pkg:npm/left',
  name: 'left',
  version: '1.0',
});

function hitsOf(...said: [id: string, result: MatchResult][]) {
  const joiner = new HitJoiner();
  for (const [id, result] of said) joiner.add(at(id), 'CVE-2026-1', result);
  return joiner
    .hits()
    .map((h) => [h.verdict, h.hasConflict, h.componentIds, h.reasons.map((r) => r.source).sort()]);
}

describe('two sources on one component', () => {
  it.each([
    ['agree: affected', 'affected', 'affected', 'affected', false],
    ['agree: not affected', 'not_affected', 'not_affected', 'not_affected', false],
    ['contradict: unknown, shown as a conflict', 'affected', 'not_affected', 'unknown', true],
    ['contradict the other way round', 'not_affected', 'affected', 'unknown', true],
    ['one does not know: the other decides', 'unknown', 'not_affected', 'not_affected', false],
    ['neither knows', 'unknown', 'unknown', 'unknown', false],
  ] as const)('%s', (_, first, second, verdict, conflict) => {
    expect(hitsOf(['c', says('nvd', first)], ['c', says('ghsa', second)])).toEqual([
      [verdict, conflict, ['c'], ['ghsa', 'nvd']],
    ]);
  });
});

it('two records of one source that contradict are no conflict: affected speaks', () => {
  expect(hitsOf(['c', says('ghsa', 'not_affected')], ['c', says('ghsa', 'affected')])).toEqual([
    ['affected', false, ['c'], ['ghsa', 'ghsa']],
  ]);
});

it('what two records say in the same words is said once', () => {
  const same = says('adp:CISA-ADP', 'affected', 'cve5.range');
  expect(hitsOf(['c', same], ['c', same])).toEqual([['affected', false, ['c'], ['adp:CISA-ADP']]]);
});

it('two copies of a product on an asset are no votes: the worse one speaks, and both are named', () => {
  expect(hitsOf(['b', says('nvd', 'not_affected')], ['a', says('nvd', 'affected')])).toEqual([
    ['affected', false, ['a', 'b'], ['nvd']],
  ]);
});
