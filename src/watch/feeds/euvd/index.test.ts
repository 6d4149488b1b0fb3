import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';
import { euvdInstant } from './read-item.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.json'), 'utf8');

it.each([
  ['Apr 16, 2025, 7:00:16 AM', '2025-04-16T07:00:16.000Z'],
  ['Apr 16, 2025, 12:00:00 AM', '2025-04-16T00:00:00.000Z'],
  ['Apr 16, 2025, 12:30:00 PM', '2025-04-16T12:30:00.000Z'],
  ['Sept 6, 2025, 11:59:59\u202fPM', '2025-09-06T23:59:59.000Z'],
  ['2025-04-16T07:00:16', '2025-04-16T07:00:16.000Z'],
  ['Avr 16, 2025, 7:00:16 AM', undefined],
  ['soon', undefined],
  ['', undefined],
])('the date %j is %s', (text, expected) => {
  expect(euvdInstant(text)).toBe(expected);
});

describe('an item', () => {
  it('joins its CVE, and says since when it is exploited', async () => {
    const [first] = await itemsOf(feed, fixture);
    expect(first).toMatchObject({
      record: {
        id: 'EUVD-2026-11001',
        vulnerabilityId: 'CVE-2026-11001',
        revision: '2026-03-04T20:00:16.000Z',
        facts: {
          aliases: ['EUVD-2026-11001', 'GHSA-aaaa-bbbb-11001'],
          cvss: [{ version: '4.0', score: 9.3, source: 'euvd' }],
          products: ['Lagoon Mail Gateway'],
        },
        claims: [{ claim: 'known-exploited', date: '2026-03-05' }],
      },
    });
    expect(first).not.toHaveProperty('record.matchable');
  });

  it('without other names stands under its own; no score is not zero', async () => {
    const [, second, third] = await itemsOf(feed, fixture);
    expect(second).toMatchObject({ record: { vulnerabilityId: 'EUVD-2026-11007', claims: [] } });
    expect(second).not.toHaveProperty('record.facts.cvss');
    expect(third).not.toHaveProperty('record.facts.products');
  });

  it('shows its versions and only addresses of the web', () => {
    expect(feed.fields(JSON.parse(fixture).items[0])).toMatchObject({
      products: ['Mail Gateway : 2.0 <2.4.1'],
      references: ['https://lagoon.example/1'],
    });
  });
});
