import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const lines = readFileSync(join(import.meta.dirname, 'fixtures/many.ndjson'), 'utf8')
  .split('\n')
  .filter(Boolean);
const of = (line: number) => itemsOf(feed, lines[line] ?? '');

describe('a record', () => {
  it('stands under its CVE, with a computed score', async () => {
    expect((await of(0))[0]).toMatchObject({
      record: {
        id: 'GHSA-aaaa-bbbb-cccc',
        vulnerabilityId: 'CVE-2026-11001',
        facts: { cvss: [{ version: '3.1', score: 9.8, source: 'ghsa' }], aliases: ['GHSA-aaaa-bbbb-cccc'] },
        matchable: { id: 'CVE-2026-11001', packages: [{ eco: 'npm', name: 'lagoon-parser' }] },
      },
    });
  });

  it('without a CVE stands under its GHSA id, where two databases meet', async () => {
    expect((await of(1))[0]).toMatchObject({
      record: { id: 'PYSEC-2026-7', vulnerabilityId: 'GHSA-dddd-eeee-ffff' },
    });
  });

  it('withdrawn gives no verdict', async () => {
    expect((await of(5))[0]).toMatchObject({
      record: { facts: { rejected: true }, matchable: { rejected: true } },
    });
  });

  it('of a malicious package is passed over', async () => {
    expect(await of(4)).toEqual([]);
  });
});

describe('a notice of a distribution', () => {
  it('is kept whole, with a part for each weakness it fixes, and its parts are read from it alone', async () => {
    const items = await of(2);
    expect(
      items.map((i) => (i.kind === 'record' ? [i.record.id, i.record.vulnerabilityId] : [i.kind])),
    ).toEqual([
      ['ALSA-2026:0001', undefined],
      ['ALSA-2026:0001#CVE-2026-11001', 'CVE-2026-11001'],
      ['ALSA-2026:0001#CVE-2026-11010', 'CVE-2026-11010'],
      ['whole'],
    ]);
    expect(items[1]).toMatchObject({ record: { matchable: { id: 'CVE-2026-11001', aliases: [] } } });
    const part = items[1]?.kind === 'record' ? items[1].record.document : undefined;
    expect(await itemsOf(feed, JSON.stringify(part))).toEqual([]);
  });

  it('that fixes no weakness is about none', async () => {
    const [item] = await of(3);
    expect(item).toMatchObject({ record: { id: 'ALBA-2026:0002' } });
    expect(item).not.toHaveProperty('record.vulnerabilityId');
    expect(item).not.toHaveProperty('record.matchable');
  });
});
