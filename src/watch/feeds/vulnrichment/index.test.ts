import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.ndjson'), 'utf8');

it('keeps CISA’s container alone, with its own date', async () => {
  const items = await itemsOf(feed, fixture, 'many.ndjson');
  expect(items).toHaveLength(3);
  expect(items[0]).toMatchObject({
    record: {
      id: 'CVE-2026-11001',
      revision: '2026-03-04T09:00:00.000Z',
      document: { containers: { cna: {}, adp: [{ title: 'CISA ADP Vulnrichment' }] } },
      facts: {
        ssvc: { exploitation: 'active', automatable: 'yes', technicalImpact: 'total' },
        kev: { dateAdded: '2026-03-04' },
      },
      claims: [
        { claim: 'active', date: '2026-03-03' },
        { claim: 'known-exploited', date: '2026-03-04' },
      ],
    },
  });
  expect(items[0]).not.toHaveProperty('record.facts.title');
  expect(JSON.stringify(items)).not.toContain('Other');
});

it('reads what it kept as the same record again', async () => {
  const [first] = await itemsOf(feed, fixture, 'many.ndjson');
  if (first?.kind !== 'record') throw new Error('a record expected');
  const [again] = await itemsOf(feed, JSON.stringify(first.record.document), 'bundle.ndjson');
  expect(again).toMatchObject({ record: { ...first.record, place: expect.anything() } });
});

it.each([
  ['a record that was rejected', '"PUBLISHED"', '"REJECTED"'],
  ['a record CISA only copied references to', 'CISA ADP Vulnrichment', 'CVE Program Container'],
])('passes over %s', async (_, from, to) => {
  expect(await itemsOf(feed, fixture.split('\n')[0]?.replace(from, to) ?? '')).toEqual([]);
});
