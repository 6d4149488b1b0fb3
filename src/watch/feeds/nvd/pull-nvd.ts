import { AppError } from '../../../platform/errors.ts';
import { readStream } from '../../../platform/files/read-archive.ts';
import type { FeedFiles, FeedItem, FeedSource } from '../define-feed.ts';
import { fetchJson, patiently, wrongContent } from '../fetch-json.ts';
import { readItem } from './read-item.ts';
import { NvdMark, NvdPage } from './schema.ts';

const FIRST_YEAR = 2002;
const PAGE = 2000;
const DAY_MS = 86_400_000;
/** The API takes at most 120 consecutive days; some hours less, as it counts them with the clock of its side. */
const WINDOW_MS = 119 * DAY_MS;
/** Records that were being written while we asked come again. */
const OVERLAP_MS = 2 * 3_600_000;
const MAX_PAGES = 1000;

/** Every yearly feed once, then what changed since, by windows. Each year and each window can be resumed. */
export async function* pullNvd(
  source: FeedSource,
  read: (input: FeedFiles) => AsyncGenerator<FeedItem>,
): AsyncGenerator<FeedItem> {
  const known = NvdMark.safeParse(source.watermark);
  // The yearly feeds are made once a day: what changed in the two days before the first one is read again.
  let mark: NvdMark = known.success
    ? known.data
    : { since: new Date(source.now.getTime() - 2 * DAY_MS).toISOString(), year: FIRST_YEAR };
  const last = source.now.getUTCFullYear();
  for (let year = mark.year ?? last + 1; year <= last; year++) {
    source.signal?.throwIfAborted();
    source.progress(year - FIRST_YEAR, last - FIRST_YEAR + 1);
    yield* readYear(source, read, year, last);
    mark = { since: mark.since, year: year + 1 };
    yield { kind: 'mark', watermark: mark };
  }
  yield* readDeltas(source, new Date(mark.since));
}

async function* readYear(
  source: FeedSource,
  read: (input: FeedFiles) => AsyncGenerator<FeedItem>,
  year: number,
  last: number,
): AsyncGenerator<FeedItem> {
  const url = `${source.settings.feeds?.replace(/\/+$/, '')}/nvdcve-2.0-${year}.json.gz`;
  try {
    const response = await patiently(source, { patientOn: [403] }, () =>
      source.fetch(url, { totalTimeoutMs: 3_600_000 }),
    );
    const files = readStream(`nvdcve-2.0-${year}.json.gz`, response.body, {
      ...(source.signal ? { signal: source.signal } : {}),
    });
    yield* read({ files, signal: source.signal });
  } catch (error) {
    // The feed of a year appears with its first record.
    const isAbsent = error instanceof AppError && error.details.status === 404 && year === last;
    if (!isAbsent) throw error;
  }
}

async function* readDeltas(source: FeedSource, since: Date): AsyncGenerator<FeedItem> {
  let from = since.getTime() - OVERLAP_MS;
  const end = source.now.getTime();
  while (from < end) {
    const to = Math.min(from + WINDOW_MS, end);
    yield* readWindow(source, new Date(from), new Date(to));
    yield { kind: 'mark', watermark: { since: new Date(to).toISOString() } };
    from = to;
  }
}

async function* readWindow(source: FeedSource, from: Date, to: Date): AsyncGenerator<FeedItem> {
  const key = source.settings.apiKey;
  for (let page = 0, at = 0; page < MAX_PAGES; page++) {
    source.signal?.throwIfAborted();
    // 5 requests in 30 seconds without a key, 50 with one.
    await source.wait(key ? 600 : 6000);
    const url = new URL(source.url);
    url.searchParams.set('lastModStartDate', stamp(from));
    url.searchParams.set('lastModEndDate', stamp(to));
    url.searchParams.set('startIndex', String(at));
    url.searchParams.set('resultsPerPage', String(PAGE));
    const answer = await fetchJson('nvd', source, url.href, {
      patientOn: [403],
      pauseMs: 30_000,
      maxBytes: 256 * 1024 ** 2,
      ...(key ? { headers: { apiKey: key } } : {}),
    });
    const parsed = NvdPage.safeParse(answer);
    if (!parsed.success) throw wrongContent('nvd', source.url, parsed.error.issues[0]);
    const { vulnerabilities, totalResults, startIndex } = parsed.data;
    if (startIndex !== at || (vulnerabilities.length === 0 && at < totalResults))
      throw wrongContent('nvd', source.url, `page ${startIndex} of ${totalResults} for ${at}`);
    for (const [i, item] of vulnerabilities.entries()) {
      const reading = readItem(`${source.url}!${at + i}`, item);
      yield 'kind' in reading ? reading : { kind: 'record', record: reading };
    }
    at += vulnerabilities.length;
    source.progress(at, totalResults);
    if (at >= totalResults) return;
  }
  throw wrongContent('nvd', source.url, `more than ${MAX_PAGES} pages`);
}

const stamp = (at: Date): string => at.toISOString().replace('Z', '+00:00');
