import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';
import { eventsOfRange } from './osv-of-api.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.json'), 'utf8');

it.each([
  ['>= 1.0, < 1.2', { events: [{ introduced: '1.0' }, { fixed: '1.2' }], versions: [] }],
  ['<= 2.0.0-beta', { events: [{ introduced: '0' }, { last_affected: '2.0.0-beta' }], versions: [] }],
  ['= 1.4', { events: [], versions: ['1.4'] }],
  ['>= 0', { events: [{ introduced: '0' }], versions: [] }],
  ['> 0', { events: [{ introduced: '0' }], versions: [] }],
  ['> 1.0, < 2', undefined],
  ['= 1.4, < 2', undefined],
  ['before the rewrite', undefined],
  ['', undefined],
])('the range %j', (range, expected) => {
  expect(eventsOfRange(range)).toEqual(expected);
});

describe('an advisory', () => {
  it('of the API is read as the OSV document it would be, and kept as it came', async () => {
    const [first, second, third] = await itemsOf(feed, fixture);
    expect(first).toMatchObject({
      record: {
        id: 'GHSA-aaaa-bbbb-cccc',
        vulnerabilityId: 'CVE-2026-11001',
        document: { ghsa_id: 'GHSA-aaaa-bbbb-cccc' },
        facts: { cvss: [{ score: 9.8 }] },
        matchable: { packages: [{ eco: 'pypi', name: 'lagoon', ranges: [{ ge: '2.0', lt: '2.4.1' }] }] },
      },
    });
    expect(second).toMatchObject({
      record: { vulnerabilityId: 'GHSA-dddd-eeee-ffff', matchable: { packages: [{ versions: ['1.4'] }] } },
    });
    // Not understood is to be checked, never not affected.
    expect(third).toMatchObject({ record: { matchable: { packages: [{ name: 'lagoon', s: 'u' }] } } });
  });

  it('of the repository is read too, and one of another database is not taken for GitHub’s', async () => {
    expect((await itemsOf(feed, fixture))[3]).toMatchObject({
      record: { id: 'GHSA-jjjj-kkkk-llll', matchable: { rejected: true } },
    });
    expect(await itemsOf(feed, '{"id":"PYSEC-2026-1","modified":"2026-01-01T00:00:00Z"}')).toEqual([
      expect.objectContaining({ kind: 'problem', place: 'brought:1' }),
    ]);
  });
});
