import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.json'), 'utf8');

it('reads the tracker package by package; temporary ids are about no CVE', async () => {
  const items = await itemsOf(feed, fixture);
  expect(
    items.map((i) => (i.kind === 'record' ? [i.record.id, i.record.vulnerabilityId] : [i.kind])),
  ).toEqual([
    ['lagoon/CVE-2026-11001', 'CVE-2026-11001'],
    ['lagoon/CVE-2026-11020', 'CVE-2026-11020'],
    ['reef/CVE-2026-11001', 'CVE-2026-11001'],
    ['reef/TEMP-0000001-AB12CD', undefined],
    ['whole'],
  ]);
  expect(items[0]).toMatchObject({
    record: {
      matchable: {
        packages: [{ eco: 'deb', name: 'lagoon', release: '12', ranges: [{ lt: '2.4.0-1+deb12u1' }] }],
      },
    },
  });
  expect(items[1]).toMatchObject({ record: { matchable: { packages: [{ s: 'a' }] } } });
  expect(items[2]).toMatchObject({ record: { matchable: { packages: [{ s: 'n' }] } } });
});

it('takes kept records for some of many: they remove nothing', async () => {
  const [first] = await itemsOf(feed, fixture);
  if (first?.kind !== 'record') throw new Error('a record expected');
  const again = await itemsOf(feed, JSON.stringify(first.record.document));
  expect(again).toEqual([{ kind: 'record', record: { ...first.record, place: expect.anything() } }]);
});

it('tells a package of a wrong form and reads the others', async () => {
  const items = await itemsOf(
    feed,
    '{"a b":{"x":{}},"reef":{"CVE-2026-11001":{"releases":7},"CVE-2026-11002":{}}}',
  );
  expect(items.map((i) => i.kind)).toEqual(['problem', 'problem', 'record', 'whole']);
});
