import { MalformedRecordError, matchablesFromSecdb } from '@vigie/vulnmatch';
import { listOf } from '../../model/feed-settings.ts';
import { defineFeed, type FeedFiles, type FeedItem, type FeedSource } from '../define-feed.ts';
import { isPart, partsOf } from '../document-parts.ts';
import { fetchText, parseText, wrongContent } from '../fetch-json.ts';
import { malformed, readDocuments } from '../read-documents.ts';
import { commonId } from '../said-elsewhere.ts';
import { AlpineMark, RELEASE, Secdb } from './schema.ts';

const MAX_BYTES = 32 * 1024 ** 2;
const REPOSITORIES = ['main', 'community'];

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, { signal, maxValueBytes: MAX_BYTES });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else yield* readSecdb(item.place, item.value);
  }
}

/** One branch's fixes: the document, and a part for each weakness. */
function readSecdb(place: string, document: unknown): FeedItem[] {
  if (isPart(document)) return [];
  const parsed = Secdb.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return [malformed(place, `${issue?.path.join('.')}: ${issue?.message}`)];
  }
  const id = `${parsed.data.distroversion}/${parsed.data.reponame}`;
  const common = { place, revision: null, claims: [] };
  const part = partsOf(id, document);
  try {
    return [
      { kind: 'record', record: { ...common, id, document } },
      ...matchablesFromSecdb(document).flatMap((matchable): FeedItem[] => {
        if (!/^(CVE|GHSA)-/.test(matchable.id)) return [];
        const about = commonId([matchable.id]);
        return [
          {
            kind: 'record',
            record: {
              ...common,
              ...part(about, matchable.packages),
              vulnerabilityId: about,
              facts: { rejected: false },
              matchable,
            },
          },
        ];
      }),
      { kind: 'whole', prefix: `${id}#` },
    ];
  } catch (error) {
    if (error instanceof MalformedRecordError) return [malformed(place, error.message)];
    throw error;
  }
}

/** Each branch, asked for by its tag: an unchanged one costs nothing. */
async function* pull(source: FeedSource): AsyncGenerator<FeedItem> {
  const known = AlpineMark.safeParse(source.watermark);
  const tags = known.success ? { ...known.data } : {};
  for (const release of listOf(source.settings.releases)) {
    if (!RELEASE.test(release)) throw wrongContent('alpine', release, 'no release of Alpine');
    for (const repository of REPOSITORIES) {
      source.signal?.throwIfAborted();
      const path = `${release}/${repository}.json`;
      const url = `${source.url.replace(/\/+$/, '')}/${path}`;
      const tag = tags[path];
      const { text, response } = await fetchText(source, url, {
        maxBytes: MAX_BYTES,
        ...(tag ? { etag: tag } : {}),
      });
      if (response.notModified) continue;
      yield* readSecdb(url, parseText('alpine', url, text));
      if (response.etag) tags[path] = response.etag;
      else delete tags[path];
      yield { kind: 'mark', watermark: { ...tags } };
    }
  }
}

export default defineFeed({
  id: 'alpine',
  title: { fr: 'Alpine (secdb)', en: 'Alpine (secdb)' },
  description: {
    fr: 'Les versions de paquets Alpine qui corrigent chaque CVE : utile pour les conteneurs.',
    en: 'Versions of Alpine packages that fix each CVE: of use for containers.',
  },
  publisher: 'Alpine Linux',
  licence: { name: 'MIT', url: 'https://gitlab.alpinelinux.org/alpine/infra/docker/secdb' },
  homepage: 'https://secdb.alpinelinux.org/',
  url: 'https://secdb.alpinelinux.org',
  mode: 'stream',
  isOnAtFirst: false,
  settings: [
    {
      key: 'releases',
      kind: 'list',
      label: { fr: 'Branches', en: 'Branches' },
      help: { fr: 'Séparées par des virgules : « v3.22 ».', en: 'Separated by commas: “v3.22”.' },
      initial: 'v3.20,v3.21,v3.22,v3.23',
      maxLength: 300,
    },
  ],
  cadenceMinutes: 12 * 60,
  maxBytes: MAX_BYTES,
  monthlyBytes: 512 * 1024 ** 2,
  pull,
  read,
  fields: (document) => {
    const parsed = Secdb.safeParse(document);
    return parsed.success
      ? { products: parsed.data.packages.slice(0, 300).map((p) => p.pkg.name.slice(0, 200)) }
      : {};
  },
});
