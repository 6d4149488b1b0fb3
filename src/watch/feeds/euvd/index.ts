import { parseJson } from '../../../platform/files/read-json.ts';
import { cutJson } from '../cut-json.ts';
import { defineFeed, type FeedFiles, type FeedItem, type FeedSource } from '../define-feed.ts';
import { fetchJson, wrongContent } from '../fetch-json.ts';
import { problemOfFile } from '../read-documents.ts';
import { fieldsOf, readItem } from './read-item.ts';
import { EuvdMark, EuvdPage } from './schema.ts';

const SIZE = 100;
const MAX_PAGES = 2000;
const DAY_MS = 86_400_000;
const FIRST_DAYS = 30;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  for await (const file of files) {
    signal?.throwIfAborted();
    const cut = cutJson(file.place, file.content, { array: 'items', maxValueBytes: 8 * 1024 ** 2 });
    for await (const { bytes, index } of cut) yield readOne(file.place, bytes, index + 1);
  }
}

function readOne(place: string, bytes: Buffer, line: number): FeedItem {
  try {
    return readItem(`${place}:${line}`, parseJson(place, { bytes, line }));
  } catch (error) {
    return problemOfFile(error);
  }
}

/** What was updated since the last pull, a day of overlap; the first time the last month. Resumable by day. */
async function* pull(source: FeedSource): AsyncGenerator<FeedItem> {
  const known = EuvdMark.safeParse(source.watermark);
  const today = Date.parse(source.now.toISOString().slice(0, 10));
  const from = known.success ? Date.parse(known.data.since) - DAY_MS : today - FIRST_DAYS * DAY_MS;
  for (let at = Math.max(from, today - 366 * DAY_MS); at <= today; at += 7 * DAY_MS) {
    const to = Math.min(at + 6 * DAY_MS, today);
    yield* readSpan(source, dayOf(at), dayOf(to));
    yield { kind: 'mark', watermark: { since: dayOf(to) } };
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

async function* readSpan(source: FeedSource, from: string, to: string): AsyncGenerator<FeedItem> {
  let seen = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    source.signal?.throwIfAborted();
    if (page > 0) await source.wait(1000);
    const url = new URL(source.url);
    url.searchParams.set('fromUpdatedDate', from);
    url.searchParams.set('toUpdatedDate', to);
    url.searchParams.set('page', String(page));
    url.searchParams.set('size', String(SIZE));
    const answer = EuvdPage.safeParse(await fetchJson('euvd', source, url.href, { patientOn: [403] }));
    if (!answer.success) throw wrongContent('euvd', source.url, answer.error.issues[0]);
    const { items, total } = answer.data;
    for (const [i, item] of items.entries()) yield readItem(`${source.url}!${from}:${seen + i + 1}`, item);
    seen += items.length;
    source.progress(seen, total);
    if (seen >= total) return;
    if (items.length === 0) throw wrongContent('euvd', source.url, `page ${page}: ${seen} of ${total}`);
  }
  throw wrongContent('euvd', source.url, `more than ${MAX_PAGES} pages`);
}

export default defineFeed({
  id: 'euvd',
  title: { fr: 'EUVD (base européenne)', en: 'EUVD (European database)' },
  description: {
    fr: 'La base européenne des vulnérabilités : ses identifiants, ses scores, et ce qu’elle sait exploité.',
    en: 'The European vulnerability database: its identifiers, its scores, and what it knows to be exploited.',
  },
  publisher: 'ENISA',
  licence: { name: 'EUVD terms of use', url: 'https://euvd.enisa.europa.eu/terms' },
  homepage: 'https://euvd.enisa.europa.eu/',
  url: 'https://euvdservices.enisa.europa.eu/api/search',
  mode: 'stream',
  cadenceMinutes: 6 * 60,
  silenceMinutes: 4 * 24 * 60,
  maxBytes: 64 * 1024 ** 2,
  monthlyBytes: 1024 ** 3,
  pull,
  read,
  fields: fieldsOf,
});
