import { defineFeed, type FeedFiles, type FeedItem, type FeedSource } from '../define-feed.ts';
import { fetchText, parseText, wrongContent } from '../fetch-json.ts';
import { osvFields, osvItems } from '../osv-records.ts';
import { isoInstant, malformed, readDocuments } from '../read-documents.ts';
import { osvOfApi } from './osv-of-api.ts';
import { ApiAdvisory, GhsaMark } from './schema.ts';

const FIRST = '2017-01-01T00:00:00Z';
const MAX_PAGES = 2000;
const MAX_RECORD_BYTES = 8 * 1024 ** 2;

const isOfApi = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'ghsa_id' in document;

/** An advisory in either form; the original stays as it came. */
function itemsOf(place: string, document: unknown): FeedItem[] {
  if (!isOfApi(document)) {
    const items = osvItems(place, document);
    const isTheirs = items.every((i) => i.kind !== 'record' || i.record.id.startsWith('GHSA-'));
    return isTheirs ? items : [malformed(place, 'GHSA id expected')];
  }
  const parsed = ApiAdvisory.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return [malformed(place, `${issue?.path.join('.')}: ${issue?.message}`)];
  }
  return osvItems(place, osvOfApi(parsed.data)).map((item) =>
    item.kind === 'record' ? { kind: 'record', record: { ...item.record, document } } : item,
  );
}

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, {
    signal,
    maxValueBytes: MAX_RECORD_BYTES,
    skip: (name) => /\.\w+$/.test(name) && !/\.(nd)?jsonl?$/i.test(name),
  });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else yield* itemsOf(item.place, item.value);
  }
}

/** Reviewed advisories by date of change, the oldest first: each page is a point from which a broken pull goes on. */
async function* pull(source: FeedSource): AsyncGenerator<FeedItem> {
  const known = GhsaMark.safeParse(source.watermark);
  const first = new URL(source.url);
  for (const [name, value] of [
    ['type', 'reviewed'],
    ['sort', 'updated'],
    ['direction', 'asc'],
    ['per_page', '100'],
    ['updated', `>=${known.success ? known.data.since : FIRST}`],
  ] as const)
    first.searchParams.set(name, value);
  const token = source.settings.token;
  let url: string | undefined = first.href;
  for (let page = 0; url && page < MAX_PAGES; page++) {
    source.signal?.throwIfAborted();
    if (page > 0) await source.wait(1000);
    const { text, response } = await fetchText(source, url, {
      accept: 'application/vnd.github+json',
      headers: {
        'x-github-api-version': '2022-11-28',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      pauseMs: 15_000,
    });
    const answer = parseText('ghsa', source.url, text);
    if (!Array.isArray(answer)) throw wrongContent('ghsa', source.url, 'a list expected');
    for (const [i, advisory] of answer.entries())
      yield* itemsOf(`${source.url}!${page * 100 + i + 1}`, advisory);
    const newest = isoInstant(ApiAdvisory.safeParse(answer.at(-1)).data?.updated_at);
    if (newest) yield { kind: 'mark', watermark: { since: newest } };
    source.progress((page + 1) * 100);
    url = nextOf(response.headers.link, url);
  }
}

/** The next page, on the same host only: an answer must not send us, and the token, elsewhere. */
function nextOf(link: string | undefined, from: string): string | undefined {
  const next = /<([^>]+)>\s*;\s*rel="next"/.exec(link ?? '')?.[1];
  if (!next) return undefined;
  const url = new URL(next, from);
  return url.origin === new URL(from).origin ? url.href : undefined;
}

export default defineFeed({
  id: 'ghsa',
  title: { fr: 'GitHub (avis de sécurité)', en: 'GitHub (security advisories)' },
  description: {
    fr: 'Les avis relus par GitHub sur les paquets logiciels, à leur source : quelques heures d’avance sur OSV, et tous les écosystèmes d’un coup.',
    en: 'Advisories on software packages reviewed by GitHub, at their source: some hours ahead of OSV, and every ecosystem at once.',
  },
  publisher: 'GitHub',
  licence: { name: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  homepage: 'https://github.com/github/advisory-database',
  url: 'https://api.github.com/advisories',
  mode: 'stream',
  // The first pull asks some 250 pages; without a token GitHub answers 60 an hour.
  isOnAtFirst: false,
  settings: [
    {
      key: 'token',
      kind: 'secret',
      label: { fr: 'Jeton GitHub', en: 'GitHub token' },
      help: {
        fr: 'Sans aucun droit. Sans jeton, GitHub ne répond qu’à 60 demandes par heure et la première lecture prend plusieurs reprises.',
        en: 'Without any right. Without a token GitHub answers 60 requests an hour and the first pull takes several goes.',
      },
      maxLength: 300,
    },
  ],
  cadenceMinutes: 4 * 60,
  silenceMinutes: 4 * 24 * 60,
  maxBytes: 64 * 1024 ** 2,
  monthlyBytes: 1024 ** 3,
  pull,
  read,
  fields: (document) => {
    const parsed = isOfApi(document) ? ApiAdvisory.safeParse(document) : undefined;
    return osvFields(parsed?.success ? osvOfApi(parsed.data) : document);
  },
});
