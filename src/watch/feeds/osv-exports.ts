import { z } from 'zod';
import { readStream } from '../../platform/files/read-archive.ts';
import { readLines } from '../../platform/files/read-lines.ts';
import { listOf } from '../model/feed-settings.ts';
import type { FeedFiles, FeedItem, FeedSetting, FeedSource } from './define-feed.ts';
import { fetchJson, patiently, wrongContent } from './fetch-json.ts';
import { isMalware, osvItems } from './osv-records.ts';
import { readDocuments } from './read-documents.ts';

const MAX_RECORD_BYTES = 32 * 1024 ** 2;
/** So many changes cost less as a whole. */
const MANY_CHANGES = 1500;
const ECOSYSTEM = /^[A-Za-z][\w .:-]{1,60}$/;
const ID = /^[A-Za-z0-9][\w:.+-]{1,200}$/;

/** By ecosystem, the newest change that was read. */
const Marks = z.record(z.string().max(100), z.iso.datetime({ offset: true }));
type Marks = z.infer<typeof Marks>;

export const ecosystemsSetting = (initial: string, help: FeedSetting['help']): FeedSetting => ({
  key: 'ecosystems',
  kind: 'list',
  label: { fr: 'Écosystèmes', en: 'Ecosystems' },
  ...(help ? { help } : {}),
  initial,
  maxLength: 1000,
});

export async function* readOsv({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, {
    signal,
    maxValueBytes: MAX_RECORD_BYTES,
    skip: (name) => /^MAL-/i.test(name) || (/\.\w+$/.test(name) && !/\.(nd)?jsonl?$/i.test(name)),
  });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else yield* osvItems(item.place, item.value);
  }
}

/** Each ecosystem whole the first time (`all.zip`), then its changes one by one (`modified_id.csv`, the newest first). */
export async function* pullExports(feedId: string, source: FeedSource): AsyncGenerator<FeedItem> {
  const known = Marks.safeParse(source.watermark);
  const marks: Marks = known.success ? { ...known.data } : {};
  const ecosystems = listOf(source.settings.ecosystems);
  for (const [i, ecosystem] of ecosystems.entries()) {
    source.signal?.throwIfAborted();
    source.progress(i, ecosystems.length);
    if (!ECOSYSTEM.test(ecosystem)) throw wrongContent(feedId, ecosystem, 'no ecosystem');
    const base = `${source.url.replace(/\/+$/, '')}/${encodeURIComponent(ecosystem)}`;
    const since = marks[ecosystem];
    const { newest, changed } = await readChanges(feedId, source, `${base}/modified_id.csv`, since);
    if (since === undefined || changed.length > MANY_CHANGES) yield* readAll(source, `${base}/all.zip`);
    else
      for (const id of changed)
        yield* osvItems(
          `${base}/${id}.json`,
          await fetchOne(feedId, source, `${base}/${encodeURIComponent(id)}.json`),
        );
    if (newest !== undefined) {
      marks[ecosystem] = newest;
      yield { kind: 'mark', watermark: { ...marks } };
    }
  }
}

async function fetchOne(feedId: string, source: FeedSource, url: string): Promise<unknown> {
  return fetchJson(feedId, source, url, { maxBytes: MAX_RECORD_BYTES });
}

async function* readAll(source: FeedSource, url: string): AsyncGenerator<FeedItem> {
  const response = await patiently(source, {}, () => source.fetch(url, { totalTimeoutMs: 4 * 3_600_000 }));
  const files = readStream('all.zip', response.body, source.signal ? { signal: source.signal } : {});
  yield* readOsv({ files, signal: source.signal });
}

/** The list is read until the first change already known, the rest stays with its publisher. */
async function readChanges(
  feedId: string,
  source: FeedSource,
  url: string,
  since: string | undefined,
): Promise<{ newest: string | undefined; changed: string[] }> {
  const response = await patiently(source, {}, () => source.fetch(url));
  const changed: string[] = [];
  let newest: string | undefined;
  try {
    for await (const { bytes, number } of readLines(url, response.body, 4096)) {
      const line = bytes.toString('utf8').trim();
      if (line === '') continue;
      const [at = '', id = ''] = line.split(',');
      const name = id.split('/').at(-1) ?? '';
      if (!z.iso.datetime({ offset: true }).safeParse(at).success || !ID.test(name)) {
        if (number === 1 && /^modified/i.test(line)) continue;
        throw wrongContent(feedId, `${url}:${number}`, 'date,id expected');
      }
      newest ??= at;
      if (since === undefined || Date.parse(at) <= Date.parse(since) || changed.length > MANY_CHANGES) break;
      if (!isMalware(name)) changed.push(name);
    }
  } finally {
    response.body.destroy();
  }
  // Oldest first, so that what is read twice ends with its newest state.
  return { newest: newest ?? since, changed: changed.reverse() };
}
