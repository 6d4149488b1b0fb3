import { expect, it } from 'vitest';
import type { FeedItem } from '../define-feed.ts';
import feed from './index.ts';

async function read(text: string): Promise<FeedItem[]> {
  async function* content() {
    yield Buffer.from(text);
  }
  async function* files() {
    yield { place: 'epss', name: 'epss', content: content() };
  }
  const items: FeedItem[] = [];
  for await (const item of feed.read({ files: files(), signal: undefined })) items.push(item);
  return items;
}
const HEAD = '#model_version:v1,score_date:2026-09-13T00:00:00+0000\ncve,epss,percentile\n';

it('reads the model, the day and the scores', async () => {
  expect(await read(`${HEAD}CVE-2024-1111,0.5,0.9\r\nCVE-2024-2222,1e-05,0\n`)).toEqual([
    { kind: 'edition', edition: '2026-09-13', at: '2026-09-13T00:00:00.000Z', model: 'v1' },
    {
      kind: 'scores',
      rows: { ids: ['CVE-2024-1111', 'CVE-2024-2222'], scores: [0.5, 0.00001], percentiles: [0.9, 0] },
    },
  ]);
});

it('tells each bad line and reads the others', async () => {
  const lines = [
    'CVE-2024-1111,1.5,0.9',
    'x,0.1,0.1',
    'CVE-2024-1111,,',
    'CVE-2024-1111,NaN,0',
    'CVE-2024-1111,0.1,0.2,0.3',
    'CVE-2024-1111,0.1,0.2',
  ];
  const items = await read(HEAD + lines.join('\n'));
  expect(items.map((i) => i.kind)).toEqual(['edition', ...Array(5).fill('problem'), 'scores']);
  expect(items[1]).toMatchObject({ place: 'epss:3', code: 'watch.record-malformed' });
});

it.each([
  ['no comment line', 'cve,epss,percentile\nCVE-2024-1111,0.1,0.1\n'],
  ['no date', '#model_version:v1\ncve,epss,percentile\n'],
  ['a date that is none', '#model_version:v1,score_date:2026-99-99\ncve,epss,percentile\n'],
  ['another header', '#model_version:v1,score_date:2026-09-13\na,b,c\n'],
  ['nothing', ''],
  ['a web page', '<html>\n'],
  ['a thousand bad lines', HEAD + 'x\n'.repeat(1100)],
])('refuses %s', async (_, text) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'watch.feed-wrong-content' });
});
