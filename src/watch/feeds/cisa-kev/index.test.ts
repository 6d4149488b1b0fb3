import { expect, it } from 'vitest';
import { AppError } from '../../../platform/errors.ts';
import type { FeedItem } from '../define-feed.ts';
import feed from './index.ts';

async function read(text: string): Promise<FeedItem[]> {
  async function* content() {
    yield Buffer.from(text);
  }
  async function* files() {
    yield { place: 'kev', name: 'kev', content: content() };
  }
  const items: FeedItem[] = [];
  for await (const item of feed.read({ files: files(), signal: undefined })) items.push(item);
  return items;
}
const entry = {
  cveID: 'CVE-2026-1111',
  vulnerabilityName: 'X',
  dateAdded: '2026-01-02',
  dueDate: '',
  knownRansomwareCampaignUse: 'known',
};

it('reads CSV as the same entries as JSON', async () => {
  const csv =
    '\ufeffcveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse,notes,cwes\nCVE-2026-1111,A,"B, C","X ""y""",2026-01-02,d,r,2026-01-23,Known,n,"CWE-1, CWE-2"\n';
  const [item] = await read(csv);
  expect(item).toMatchObject({
    kind: 'record',
    record: {
      id: 'CVE-2026-1111',
      place: 'kev:2',
      document: { product: 'B, C', vulnerabilityName: 'X "y"', cwes: ['CWE-1', 'CWE-2'] },
      facts: { kev: { ransomware: true, dueDate: '2026-01-23' } },
    },
  });
});

it('tells a bad entry by its place and reads the others', async () => {
  const items = await read(
    JSON.stringify({
      catalogVersion: '1',
      dateReleased: '2026-01-03T00:00:00Z',
      count: 2,
      vulnerabilities: [{ ...entry, dateAdded: 'soon' }, entry],
    }),
  );
  expect(items.map((i) => i.kind)).toEqual(['edition', 'problem', 'record']);
  expect(items[1]).toMatchObject({ place: 'kev!vulnerabilities[0]', code: 'watch.record-malformed' });
  expect(items[2]).toMatchObject({ record: { facts: { kev: { dueDate: null, ransomware: true } } } });
});

it.each([
  ['another JSON document', '{"a":1}'],
  [
    'a count that lies',
    JSON.stringify({ catalogVersion: '1', dateReleased: '2026-01-03', count: 5, vulnerabilities: [entry] }),
  ],
  ['another CSV', 'a,b\n1,2\n'],
  ['a quote never closed', 'cveID,vulnerabilityName,dateAdded\n"CVE-2026-1,x,y\n'],
  ['a truncated document', '{"catalogVersion":"1","vulnerabilities":[{"cveID"'],
])('refuses %s', async (_, text) => {
  await expect(read(text)).rejects.toBeInstanceOf(AppError);
});
