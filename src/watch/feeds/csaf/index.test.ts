import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../../test/kit/feed-items.ts';
import { distributionsOf, placesIn } from './find-provider.ts';
import feed from './index.ts';
import { ProviderMetadata } from './schema.ts';

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/many.ndjson'), 'utf8');

it('keeps a document whole, with a part for each weakness; a draft says nothing; two publishers may number alike', async () => {
  const items = await itemsOf(feed, fixture);
  expect(
    items.flatMap((i) => (i.kind === 'record' ? [[i.record.id, i.record.vulnerabilityId]] : [])),
  ).toEqual([
    ['lagoon.example/LAG-2026-1', undefined],
    ['lagoon.example/LAG-2026-1#CVE-2026-11001', 'CVE-2026-11001'],
    ['lagoon.example/LAG-2026-1#CVE-2026-11050', 'CVE-2026-11050'],
    ['lagoon.example/LAG-2026-2', undefined],
    ['reef.example/LAG-2026-1', undefined],
    ['reef.example/LAG-2026-1#CVE-2026-11052', 'CVE-2026-11052'],
  ]);
  expect(items[1]).toMatchObject({
    record: {
      facts: {
        title: 'Lagoon Mail Gateway',
        cvss: [{ score: 9.8 }],
        summaries: { en: 'The parser overflows.' },
      },
      matchable: { id: 'CVE-2026-11001' },
    },
  });
});

describe('discovery', () => {
  it('takes only encrypted addresses of a security.txt', () => {
    const text =
      'Contact: mailto:a@b\r\nCSAF: https://a.example/pm.json\nCSAF: http://b.example/x\ncsaf:https://c.example/pm.json\n# CSAF: https://d.example';
    expect(placesIn(text)).toEqual(['https://a.example/pm.json', 'https://c.example/pm.json']);
  });

  it('takes what anybody may read, ROLIE before directories', () => {
    const metadata = (distributions: unknown) =>
      ProviderMetadata.parse({ publisher: { name: 'x', namespace: 'https://x.example' }, distributions });
    const rolie = {
      feeds: [
        { tlp_label: 'GREEN', url: 'g.json' },
        { tlp_label: 'WHITE', url: 'w.json' },
        { url: 'u.json' },
      ],
    };
    expect(
      distributionsOf(metadata([{ directory_url: 'd/' }, { rolie }]), 'https://x.example/csaf/pm.json'),
    ).toEqual([
      { kind: 'rolie', url: 'https://x.example/csaf/w.json' },
      { kind: 'rolie', url: 'https://x.example/csaf/u.json' },
    ]);
    expect(
      distributionsOf(metadata([{ directory_url: 'https://x.example/d/' }]), 'https://x.example/'),
    ).toEqual([{ kind: 'directory', url: 'https://x.example/d/' }]);
    expect(distributionsOf(metadata(undefined), 'https://x.example/')).toEqual([]);
  });
});
