import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '@vigie/vulnmatch';
import { expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const one = readFileSync(join(import.meta.dirname, 'fixtures/one.json'), 'utf8');

it('keeps a month whole, with a part for each CVE, and what Microsoft sees exploited', async () => {
  const items = await itemsOf(feed, one);
  expect(items.map((i) => (i.kind === 'record' ? i.record.id : i.kind))).toEqual([
    '2026-Mar',
    '2026-Mar#CVE-2026-11001',
    '2026-Mar#CVE-2026-11040',
    'whole',
  ]);
  expect(items[1]).toMatchObject({
    record: {
      revision: '2026-03-12T07:00:00.000Z',
      facts: {
        title: 'Windows Lagoon Remote Code Execution Vulnerability',
        summaries: { en: 'Lagoon overflows.' },
        cvss: [{ version: '3.1', score: 9.8, source: 'msrc' }],
      },
      claims: [{ claim: 'active', date: '2026-03-10' }],
    },
  });
  expect(items[2]).toMatchObject({ record: { claims: [] } });
});

it.each([
  ['10.0.17763.6189', 'affected'],
  ['10.0.17763.6293', 'not_affected'],
])('Windows Server 2019 build %s is %s', async (version, verdict) => {
  const [, part] = await itemsOf(feed, one);
  const matchable = part?.kind === 'record' ? part.record.matchable : undefined;
  if (!matchable) throw new Error('a compiled part expected');
  const host = {
    ref: 'h',
    vendor: 'Microsoft',
    product: 'Windows Server 2019',
    name: 'Windows Server 2019',
    version,
  };
  expect(evaluate(matchable, host)?.verdict).toBe(verdict);
});
