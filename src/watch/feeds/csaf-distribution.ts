import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { decodeText, readBytes } from '../../platform/files/read-lines.ts';
import { fail } from '../errors.ts';
import { csafItems } from './csaf-records.ts';
import type { FeedItem, FeedSource } from './define-feed.ts';
import { fetchJson, fetchText, parseText, patiently, wrongContent } from './fetch-json.ts';
import { isoInstant } from './read-documents.ts';

const MAX_DOCUMENT_BYTES = 64 * 1024 ** 2;
const MAX_LIST_BYTES = 128 * 1024 ** 2;
const MAX_DOCUMENTS = 500_000;

/** A place where a provider puts documents. */
export interface Distribution {
  kind: 'rolie' | 'directory';
  url: string;
}

/** A document that a distribution offers; `at` is when it last changed, null where the list does not say. */
export interface Offered {
  url: string;
  at: string | null;
  /** Addresses of hashes, where the list names them. */
  hashes?: string[];
}

const Rolie = z.object({
  feed: z.looseObject({
    entry: z
      .array(
        z.looseObject({
          updated: z.string().max(60),
          content: z
            .looseObject({ src: z.string().max(2000) })
            .nullish()
            .catch(null),
          link: z
            .array(
              z.looseObject({
                href: z.string().max(2000),
                rel: z.string().optional(),
                ref: z.string().optional(),
              }),
            )
            .max(50)
            .nullish()
            .catch(null),
        }),
      )
      .max(MAX_DOCUMENTS)
      .nullish()
      .transform((e) => e ?? []),
  }),
});

/** What a distribution offers, the oldest change first. */
export async function listOffered(
  feedId: string,
  source: FeedSource,
  from: Distribution,
): Promise<Offered[]> {
  const offered =
    from.kind === 'rolie'
      ? await readRolie(feedId, source, from.url)
      : await readDirectory(feedId, source, from.url);
  return offered.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
}

async function readRolie(feedId: string, source: FeedSource, url: string): Promise<Offered[]> {
  const parsed = Rolie.safeParse(await fetchJson(feedId, source, url, { maxBytes: MAX_LIST_BYTES }));
  if (!parsed.success) throw wrongContent(feedId, url, parsed.error.issues[0]);
  return parsed.data.feed.entry.flatMap((entry) => {
    const links = entry.link ?? [];
    // CISA writes `ref` for `rel`.
    const named = (name: string) => links.filter((l) => (l.rel ?? l.ref) === name).map((l) => l.href);
    const href = entry.content?.src ?? named('self')[0];
    if (!href || !URL.canParse(href, url)) return [];
    const hashes = named('hash')
      .filter((h) => URL.canParse(h, url))
      .map((h) => new URL(h, url).href);
    return [{ url: new URL(href, url).href, at: isoInstant(entry.updated) ?? null, hashes }];
  });
}

/** `changes.csv` gives dates; a directory without it has `index.txt`, and all of it is read. */
async function readDirectory(feedId: string, source: FeedSource, directory: string): Promise<Offered[]> {
  const base = directory.endsWith('/') ? directory : `${directory}/`;
  const changes = await ifThere(
    fetchText(source, new URL('changes.csv', base).href, { maxBytes: MAX_LIST_BYTES }),
  );
  const list =
    changes ?? (await fetchText(source, new URL('index.txt', base).href, { maxBytes: MAX_LIST_BYTES }));
  if (/^\s*</.test(list.text)) throw fail('feed-sent-html', { details: { feed: feedId, place: base } });
  const lines = list.text.split('\n');
  if (lines.length > MAX_DOCUMENTS) throw wrongContent(feedId, base, `more than ${MAX_DOCUMENTS} documents`);
  return lines.flatMap((line, i) => {
    const found = /^\s*"?([^",]+\.json)"?\s*(?:,\s*"?([^",]+)"?)?\s*$/.exec(line);
    const path = found?.[1];
    if (!path) {
      if (line.trim() === '') return [];
      throw wrongContent(feedId, `${base}:${i + 1}`, 'path of a document expected');
    }
    const url = URL.canParse(path, base) ? new URL(path, base).href : '';
    // A list must not lead out of its directory.
    if (!url.startsWith(base)) throw wrongContent(feedId, `${base}:${i + 1}`, 'path out of the directory');
    return [{ url, at: isoInstant(found[2]) ?? null }];
  });
}

/** Undefined where the publisher has no such file. */
async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && [404, 410].includes(Number(error.details.status))) return undefined;
    throw error;
  }
}

/**
 * One document, held against its published hash. A wrong hash, or none where its publisher must give one, is told by place, and
 * the others come.
 */
export async function fetchDocument(
  feedId: string,
  source: FeedSource,
  offered: Offered,
  isHashOwed: boolean,
): Promise<FeedItem[]> {
  const bytes = await patiently(source, {}, async () => {
    const response = await source.fetch(offered.url, {
      accept: 'application/json',
      maxBytes: MAX_DOCUMENT_BYTES,
    });
    return readBytes(offered.url, response.body, MAX_DOCUMENT_BYTES);
  });
  const verdict = await checkHash(source, offered, bytes);
  if (verdict === 'wrong' || (verdict === 'none' && isHashOwed)) {
    const details = { feed: feedId, place: offered.url, reason: verdict };
    return [{ kind: 'problem', place: offered.url, code: 'watch.feed-hash-wrong', details }];
  }
  const text = decodeText(offered.url, bytes).replace(/^\uFEFF/, '');
  return csafItems(offered.url, parseText(feedId, offered.url, text));
}

async function checkHash(
  source: FeedSource,
  offered: Offered,
  bytes: Buffer,
): Promise<'right' | 'wrong' | 'none'> {
  const named = offered.hashes?.length ? offered.hashes : [`${offered.url}.sha512`, `${offered.url}.sha256`];
  for (const url of named.toSorted((a, b) => Number(b.endsWith('.sha512')) - Number(a.endsWith('.sha512')))) {
    const algorithm = /\.(sha512|sha256)$/.exec(url)?.[1];
    if (!algorithm) continue;
    const answer = await ifThere(fetchText(source, url, { maxBytes: 4096 }));
    if (!answer) continue;
    const stated = /^([0-9a-f]{64}(?:[0-9a-f]{64})?)\b/i.exec(answer.text.trim())?.[1]?.toLowerCase();
    return stated === createHash(algorithm).update(bytes).digest('hex') ? 'right' : 'wrong';
  }
  return 'none';
}

const OF_ONE_DOCUMENT = new Set([
  'platform.outbound-refused',
  'platform.file-wrong-encoding',
  'watch.feed-wrong-content',
  'watch.feed-sent-html',
]);

/** Everything of one distribution that changed after `since`; marked every fifty documents. */
export async function* pullDistribution(
  feedId: string,
  source: FeedSource,
  from: Distribution,
  since: string,
  isHashOwed: boolean,
  mark: (at: string) => FeedItem,
): AsyncGenerator<FeedItem> {
  // A date without a mark of change is read each time: what did not change writes nothing.
  const due = (await listOffered(feedId, source, from)).filter((o) => o.at === null || o.at > since);
  let isHeld = false;
  for (const [i, offered] of due.entries()) {
    source.signal?.throwIfAborted();
    source.progress(i, due.length);
    const items = await fetchOrTell(feedId, source, offered, isHashOwed);
    // What came damaged is asked for again: nothing after it is marked as read.
    isHeld ||= items.some((item) => item.kind === 'problem' && item.code !== 'platform.outbound-refused');
    yield* items;
    // Documents of one instant are marked together, or a broken pull would lose some.
    const isLast = i === due.length - 1;
    const isDue = isLast || (i % 50 === 49 && due[i + 1]?.at !== offered.at);
    if (isDue && !isHeld && offered.at !== null) yield mark(offered.at);
  }
}

/** A document that is gone or damaged is told by its place; an outage stops the pull, which goes on later. */
async function fetchOrTell(
  feedId: string,
  source: FeedSource,
  offered: Offered,
  isHashOwed: boolean,
): Promise<FeedItem[]> {
  try {
    return await fetchDocument(feedId, source, offered, isHashOwed);
  } catch (error) {
    if (!(error instanceof AppError) || !OF_ONE_DOCUMENT.has(error.code)) throw error;
    return [{ kind: 'problem', place: offered.url, code: error.code, details: error.details }];
  }
}
