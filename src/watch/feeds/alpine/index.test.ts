import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const one = readFileSync(join(import.meta.dirname, 'fixtures/one.json'), 'utf8');
const parts = (items: Awaited<ReturnType<typeof itemsOf>>) =>
  new Map(items.flatMap((i) => (i.kind === 'record' ? [[i.record.id, i.record] as const] : [])));

it('keeps a branch whole, with a part for each CVE', async () => {
  const items = await itemsOf(feed, one);
  expect([...parts(items).keys()].sort()).toEqual([
    'v3.20/main',
    'v3.20/main#CVE-2026-11001',
    'v3.20/main#CVE-2026-11002',
    'v3.20/main#CVE-2026-11030',
  ]);
  expect(items.at(-1)).toEqual({ kind: 'whole', prefix: 'v3.20/main#' });
  expect(parts(items).get('v3.20/main#CVE-2026-11030')).toMatchObject({
    matchable: { packages: [{ eco: 'apk', name: 'lagoon', release: '3.20', s: 'n' }] },
  });
});

it('renews a part only when its own packages change', async () => {
  const before = parts(await itemsOf(feed, one));
  const after = parts(await itemsOf(feed, one.replace('2.4.1-r0', '2.4.1-r1')));
  const changed = [...after].filter(
    ([id, r]) => JSON.stringify(r.document) !== JSON.stringify(before.get(id)?.document),
  );
  expect(changed.map(([id]) => id).sort()).toEqual([
    'v3.20/main',
    'v3.20/main#CVE-2026-11001',
    'v3.20/main#CVE-2026-11002',
  ]);
});
