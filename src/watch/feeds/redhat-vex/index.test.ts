import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

it('keeps a document whole, with a part for its CVE by package and release', async () => {
  const one = readFileSync(join(import.meta.dirname, 'fixtures/one.json'), 'utf8');
  const items = await itemsOf(feed, one);
  expect(items.map((i) => (i.kind === 'record' ? i.record.id : i.kind))).toEqual([
    'www.redhat.com/CVE-2026-11001',
    'www.redhat.com/CVE-2026-11001#CVE-2026-11001',
    'whole',
  ]);
  expect(items[1]).toMatchObject({
    record: { matchable: { packages: [{ eco: 'rpm', ns: 'redhat', name: 'lagoon', release: '9' }] } },
  });
});
