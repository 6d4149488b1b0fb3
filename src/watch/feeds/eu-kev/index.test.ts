import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import feed from './index.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.json'), 'utf8');

describe('an entry', () => {
  it('that CISA alone made is left to CISA’s feed; those without a CVE stand under their EUVD id', async () => {
    const items = await itemsOf(feed, fixture);
    expect(items.map((i) => (i.kind === 'record' ? i.record.id : i.kind))).toEqual([
      'CVE-2026-11001',
      'EUVD-2026-77',
      'CVE-2026-11006',
    ]);
    expect(items[0]).toMatchObject({
      record: {
        facts: { aliases: ['EUVD-2026-11001'], kev: { source: 'eu-kev', dateAdded: '2026-03-05' } },
        claims: [
          {
            claim: 'known-exploited',
            date: '2026-03-05',
            reference: 'https://euvd.enisa.europa.eu/vulnerability/EUVD-2026-11001',
          },
        ],
      },
    });
  });

  it('of the CSIRTs’ own file names the same things otherwise', async () => {
    expect((await itemsOf(feed, fixture))[2]).toMatchObject({
      record: { facts: { products: ['Reef VPN'] }, claims: [{ date: '2026-03-07', reference: null }] },
    });
  });

  it.each([
    ['without a date', '[{"cveId":"CVE-2026-1","sources":["eukev_kev"]}]'],
    ['without an id', '[{"dateAdded":"2026-01-01","sources":["eukev_kev"]}]'],
    ['with an id of another kind', '[{"cveId":"GHSA-1","dateAdded":"2026-01-01"}]'],
  ])('%s is told by its place', async (_, text) => {
    expect(await itemsOf(feed, text)).toEqual([
      expect.objectContaining({ kind: 'problem', place: 'brought:1', code: 'watch.record-malformed' }),
    ]);
  });
});
