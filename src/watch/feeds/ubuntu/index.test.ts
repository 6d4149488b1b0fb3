import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.ndjson'), 'utf8');

it('puts Canonical’s record under its CVE, and a notice under each it fixes', async () => {
  const items = await itemsOf(feed, fixture);
  expect(
    items.flatMap((i) => (i.kind === 'record' ? [[i.record.id, i.record.vulnerabilityId]] : [])),
  ).toEqual([
    ['UBUNTU-CVE-2026-11001', 'CVE-2026-11001'],
    ['UBUNTU-CVE-2026-11012', 'CVE-2026-11012'],
    ['USN-9999-1', undefined],
    ['USN-9999-1#CVE-2026-11001', 'CVE-2026-11001'],
    ['USN-9999-1#CVE-2026-11012', 'CVE-2026-11012'],
  ]);
  expect(items[0]).toMatchObject({
    record: {
      matchable: { packages: [{ from: 'ubuntu', eco: 'deb', release: '22.04', bin: ['liblagoon2'] }] },
    },
  });
});
