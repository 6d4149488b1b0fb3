import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.json'), 'utf8');

describe('a record', () => {
  it('tells NVD’s own score first, its configurations, and NVD’s copy of the KEV date without a claim', async () => {
    const [first] = await itemsOf(feed, fixture);
    expect(first).toMatchObject({
      record: {
        id: 'CVE-2026-11001',
        revision: '2026-03-04T08:00:00.000Z',
        facts: {
          title: 'Lagoon Mail Gateway overflows while parsing.',
          summaries: { es: 'Desbordamiento.' },
          cvss: [
            { version: '3.1', score: 9.8, source: 'nvd' },
            { version: '3.1', score: 9.4, source: 'nvd:cve@lagoon.example' },
          ],
          kev: { dateAdded: '2026-03-04', dueDate: '2026-03-25', source: 'nvd' },
        },
        matchable: { source: 'nvd', rejected: false, trees: [{ from: 'nvd' }] },
        claims: [],
      },
    });
  });

  it('that NIST deferred keeps its configurations, and shows its tags', async () => {
    const [, deferred, rejected] = await itemsOf(feed, fixture);
    expect(deferred).toMatchObject({ record: { matchable: { trees: [{}] } } });
    expect(feed.fields(JSON.parse(fixture).vulnerabilities[1].cve)).toMatchObject({
      state: 'Deferred',
      tags: ['disputed'],
      cvss: [],
      products: ['cpe:2.3:a:lagoon:mail_gateway:*:*:*:*:*:*:*:* ≥ 2.0 < 2.4.1'],
    });
    expect(rejected).toMatchObject({ record: { facts: { rejected: true }, matchable: { rejected: true } } });
  });

  it.each(['{"id":"CVE-2026-1"}', '{"cve":null}', '[3]', '{"id":"CVE-2026-12345","configurations":7}'])(
    '%s is none',
    async (text) => {
      const items = await itemsOf(feed, text);
      expect(items.every((i) => i.kind === 'problem')).toBe(true);
    },
  );
});

it('reads a yearly feed, wrapped items and bare ones alike', async () => {
  const page = JSON.parse(fixture);
  const bare = page.vulnerabilities.map((v: { cve: unknown }) => JSON.stringify(v.cve)).join('\n');
  const ids = async (text: string) =>
    (await itemsOf(feed, text)).map((i) => (i.kind === 'record' ? i.record.id : i.kind));
  expect(await ids(bare)).toEqual(await ids(fixture));
  expect(await ids(JSON.stringify(page))).toHaveLength(4);
});
