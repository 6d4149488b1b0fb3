import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.json'), 'utf8');

it('keeps a product’s cycles as facts that are about no vulnerability', async () => {
  const items = await itemsOf(feed, fixture);
  expect(items.map((i) => (i.kind === 'record' ? [i.record.id, i.record.vulnerabilityId] : i.kind))).toEqual([
    ['lagoon-os', undefined],
    ['reef-vpn', undefined],
  ]);
  expect(feed.fields(JSON.parse(fixture).result[0])).toEqual({
    title: 'Lagoon OS',
    category: 'os',
    releases: [
      '4 · end of life 2029-06-30 · latest 4.3',
      '3 · end of life 2026-01-31 · extended support to 2028-01-31 · latest 3.3',
    ],
  });
});

it.each([
  ['a name that is a path', '[{"name":"../x","label":"x","releases":[{"name":"1"}]}]'],
  ['a product without releases', '[{"name":"x","label":"x","releases":[]}]'],
  ['a release without a name', '[{"name":"x","label":"x","releases":[{"eolFrom":"2026-01-01"}]}]'],
])('%s is told by its place', async (_, text) => {
  expect(await itemsOf(feed, text)).toEqual([
    expect.objectContaining({ kind: 'problem', place: 'brought:1', code: 'watch.record-malformed' }),
  ]);
});

it('a date of a wrong form counts as absent, and says that the end is not dated', async () => {
  const product = { name: 'x', label: 'X', releases: [{ name: '1', eolFrom: 'soon', isEol: false }] };
  expect((await itemsOf(feed, JSON.stringify(product)))[0]).toMatchObject({ kind: 'record' });
  expect(feed.fields(product)).toMatchObject({ releases: ['1 · end of life not dated'] });
});
