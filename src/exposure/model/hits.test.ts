import { keysOfMatchable, type Matchable } from '@vigie/vulnmatch';
import { describe, expect, it } from 'vitest';
import { hitsOf } from './hits.ts';
import { IndexBuilder } from './index-components.ts';

type Says = 'affected' | 'not_affected' | 'unknown';

/** A record of one source on the versions of one npm package; of another vulnerability it says nothing. */
function says(source: string, verdict: Says, version = '1.0'): Matchable {
  const s = ({ affected: 'a', not_affected: 'n', unknown: 'u' } as const)[verdict];
  return {
    id: 'CVE-2026-1',
    aliases: [],
    source: 'cve5',
    rejected: false,
    affected: [{ from: source, purls: ['pkg:npm/left'], d: 'u', v: [{ s, is: version, t: 'semver' }] }],
  };
}

interface Copy {
  id: string;
  version?: string;
  rejected?: string[];
}

function joined(records: Matchable[], copies: Copy[]) {
  const index = new IndexBuilder();
  for (const { id, version = '1.0', rejected } of copies)
    index.add({
      id,
      assetId: 'asset',
      name: 'left',
      version,
      purl: `pkg:npm/left@${version}`,
      cpe: null,
      vendor: null,
      product: null,
      platforms: [],
      ...(rejected ? { rejected } : {}),
    });
  const keyed = records.map((matchable) => ({ matchable, keys: keysOfMatchable(matchable) }));
  return hitsOf(keyed, index.build()).hits.map((h) => [
    h.verdict,
    h.hasConflict,
    h.componentIds,
    h.reasons.map((r) => r.source).sort(),
  ]);
}

describe('two sources on one component', () => {
  it.each<[string, Says, Says, Says, boolean]>([
    ['agree: affected', 'affected', 'affected', 'affected', false],
    ['agree: not affected', 'not_affected', 'not_affected', 'not_affected', false],
    ['contradict: unknown, shown as a conflict', 'affected', 'not_affected', 'unknown', true],
    ['contradict the other way round', 'not_affected', 'affected', 'unknown', true],
    ['one does not know: the other decides', 'unknown', 'not_affected', 'not_affected', false],
    ['neither knows', 'unknown', 'unknown', 'unknown', false],
  ])('%s', (_, first, second, verdict, conflict) => {
    expect(joined([says('nvd', first), says('ghsa', second)], [{ id: 'c' }])).toEqual([
      [verdict, conflict, ['c'], ['ghsa', 'nvd']],
    ]);
  });
});

it('two records of one source that contradict are no conflict: affected speaks', () => {
  const [hit] = joined([says('ghsa', 'not_affected'), says('ghsa', 'affected')], [{ id: 'c' }]);
  expect(hit?.slice(0, 2)).toEqual(['affected', false]);
});

it('what two records say in the same words is said once', () => {
  const same = says('adp:CISA-ADP', 'affected');
  expect(joined([same, same], [{ id: 'c' }])).toEqual([['affected', false, ['c'], ['adp:CISA-ADP']]]);
});

it('two copies of a product on an asset are no votes: the worse one speaks, and both are named', () => {
  const records = [says('nvd', 'affected'), says('nvd', 'not_affected', '2.0')];
  const [hit] = joined(records, [{ id: 'b', version: '2.0' }, { id: 'a' }]);
  expect(hit?.slice(0, 3)).toEqual(['affected', false, ['a', 'b']]);
});

it('what people said a component is not, no source says of it again; of a twin it still does', () => {
  const copies = [{ id: 'a', rejected: ['pkg:npm/left'] }, { id: 'b' }];
  expect(joined([says('nvd', 'affected')], copies)).toEqual([['affected', false, ['b'], ['nvd']]]);
});
