import { defineFeed, type FeedFiles, type FeedItem, type FeedSource } from '../define-feed.ts';
import { fetchJson, wrongContent } from '../fetch-json.ts';
import { readDocuments } from '../read-documents.ts';
import { readMonth } from './read-month.ts';
import { MonthDocument, MsrcMark, Updates } from './schema.ts';

const MAX_BYTES = 64 * 1024 ** 2;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, { signal, maxValueBytes: MAX_BYTES });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else yield* readMonth(item.place, item.value);
  }
}

/** Months whose document changed, the oldest first; the first time as many as the setting says. */
async function* pull(source: FeedSource): AsyncGenerator<FeedItem> {
  const base = source.url.replace(/\/+$/, '');
  const list = Updates.safeParse(await fetchJson('msrc', source, `${base}/updates`));
  if (!list.success) throw wrongContent('msrc', `${base}/updates`, list.error.issues[0]);
  const known = MsrcMark.safeParse(source.watermark);
  const marks = known.success ? { ...known.data } : {};
  const months = Math.min(Math.max(Number.parseInt(source.settings.months ?? '', 10) || 12, 1), 240);
  const byDate = list.data.value.toSorted(
    (a, b) => Date.parse(a.CurrentReleaseDate) - Date.parse(b.CurrentReleaseDate),
  );
  const recent = new Set(
    list.data.value
      .toSorted((a, b) => monthOf(b.ID) - monthOf(a.ID))
      .slice(0, months)
      .map((u) => u.ID),
  );
  const due = byDate.filter(
    (u) => (recent.has(u.ID) || u.ID in marks) && marks[u.ID] !== u.CurrentReleaseDate,
  );
  for (const [i, { ID: id, CurrentReleaseDate: at }] of due.entries()) {
    source.signal?.throwIfAborted();
    source.progress(i, due.length);
    const url = `${base}/cvrf/${id}`;
    yield* readMonth(url, await fetchJson('msrc', source, url, { maxBytes: MAX_BYTES }));
    marks[id] = at;
    yield { kind: 'mark', watermark: { ...marks } };
  }
}

/** `2026-Sep`, `2026-Sep-Early`: months since the year 0; what is none comes last. */
function monthOf(id: string): number {
  const found = /^(\d{4})-([A-Z][a-z]{2})/.exec(id);
  const month = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(found?.[2] ?? '?') / 3;
  return found ? Number(found[1]) * 12 + month : 0;
}

export default defineFeed({
  id: 'msrc',
  title: { fr: 'Microsoft (MSRC)', en: 'Microsoft (MSRC)' },
  description: {
    fr: 'Les bulletins mensuels de Microsoft : produits, numéros de version corrigés, et ce que Microsoft voit exploité.',
    en: 'Microsoft’s monthly bulletins: products, fixed builds, and what Microsoft sees exploited.',
  },
  publisher: 'Microsoft',
  licence: { name: 'Microsoft terms of use', url: 'https://www.microsoft.com/en-us/legal/terms-of-use' },
  homepage: 'https://msrc.microsoft.com/update-guide',
  url: 'https://api.msrc.microsoft.com/cvrf/v3.0',
  mode: 'stream',
  settings: [
    {
      key: 'months',
      kind: 'text',
      label: { fr: 'Mois lus la première fois', en: 'Months read the first time' },
      initial: '12',
      maxLength: 3,
    },
  ],
  cadenceMinutes: 12 * 60,
  silenceMinutes: 40 * 24 * 60,
  maxBytes: MAX_BYTES,
  monthlyBytes: 1024 ** 3,
  pull,
  read,
  fields: (document) => {
    const month = MonthDocument.safeParse(document);
    if (!month.success) return {};
    return {
      title: month.data.DocumentTitle?.Value ?? null,
      cves: month.data.Vulnerability.map((v) => v.CVE).slice(0, 2000),
    };
  },
});
