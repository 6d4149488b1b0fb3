import { readStream } from '../../../platform/files/read-archive.ts';
import { defineFeed, type FeedFiles, type FeedItem } from '../define-feed.ts';
import { readDocuments } from '../read-documents.ts';
import { chooseAssets } from './pull-releases.ts';
import { fieldsOf, readRecord } from './read-record.ts';

const MAX_RECORD_BYTES = 32 * 1024 ** 2;
/** Lists of changes that lie between the records of the release archive. */
const NOT_RECORDS = /^(delta|deltaLog|recent_activities)\b.*\.json$/i;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, {
    signal,
    maxValueBytes: MAX_RECORD_BYTES,
    skip: (name) => NOT_RECORDS.test(name) || (/\.\w+$/.test(name) && !/\.(nd)?jsonl?$/i.test(name)),
  });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else {
      const reading = readRecord(item.place, item.value);
      yield 'kind' in reading ? reading : { kind: 'record', record: reading };
    }
  }
}

export default defineFeed({
  id: 'cve5',
  title: { fr: 'Liste CVE (format 5)', en: 'CVE list (format 5)' },
  description: {
    fr: 'Toutes les fiches CVE, telles que publiées par leurs autorités de numérotation et complétées par la CISA : produits, versions, gravité, exploitation.',
    en: 'Every CVE record as published by its numbering authority and completed by CISA: products, versions, severity, exploitation.',
  },
  publisher: 'CVE Program',
  licence: { name: 'CVE Terms of Use', url: 'https://www.cve.org/Legal/TermsOfUse' },
  homepage: 'https://github.com/CVEProject/cvelistV5',
  url: 'https://api.github.com/repos/CVEProject/cvelistV5/releases?per_page=100',
  mode: 'stream',
  cadenceMinutes: 120,
  silenceMinutes: 36 * 60,
  maxBytes: 2 * 1024 ** 3,
  monthlyBytes: 6 * 1024 ** 3,
  async *pull(source) {
    const assets = await chooseAssets(source);
    for (const asset of assets) {
      source.signal?.throwIfAborted();
      const response = await source.fetch(asset.url, { totalTimeoutMs: 4 * 3_600_000 });
      const files = readStream(asset.name, response.body, source.signal ? { signal: source.signal } : {});
      yield* read({ files, signal: source.signal });
      yield { kind: 'edition', edition: asset.name, at: null };
      yield { kind: 'mark', watermark: asset.mark };
    }
  },
  read,
  fields: fieldsOf,
});
