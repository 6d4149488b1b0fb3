import { listOf } from '../../model/feed-settings.ts';
import { pullDistribution } from '../csaf-distribution.ts';
import { csafFields, csafItems } from '../csaf-records.ts';
import { defineFeed, type FeedFiles, type FeedItem, type FeedSource } from '../define-feed.ts';
import { wrongContent } from '../fetch-json.ts';
import { isoInstant, readDocuments } from '../read-documents.ts';
import { distributionsOf, findProvider } from './find-provider.ts';
import { CsafMark } from './schema.ts';

const MAX_BYTES = 64 * 1024 ** 2;
/** Roles that owe a hash with every document. */
const OWES_HASH = /^csaf_trusted_provider$/;
const NOT_DOCUMENTS = /^(provider-metadata|aggregator|service|index|category.*|.*-?feed.*)\.json$/i;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, {
    signal,
    maxValueBytes: MAX_BYTES,
    isOneEach: true,
    skip: (name) => NOT_DOCUMENTS.test(name) || (/\.\w+$/.test(name) && !/\.(nd)?jsonl?$/i.test(name)),
  });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else yield* csafItems(item.place, item.value);
  }
}

/** Each provider's distributions, what changed since the last pull. A provider that fails leaves the others to be asked. */
async function* pull(source: FeedSource): AsyncGenerator<FeedItem> {
  const known = CsafMark.safeParse(source.watermark);
  const marks = known.success ? { ...known.data } : {};
  const first = isoInstant(source.settings.since) ?? '1970-01-01T00:00:00.000Z';
  const failures: unknown[] = [];
  const providers = [...new Set([source.url, ...listOf(source.settings.providers)])];
  for (const named of providers)
    try {
      source.signal?.throwIfAborted();
      const { url, metadata } = await findProvider(source, named);
      const distributions = distributionsOf(metadata, url);
      if (distributions.length === 0)
        throw wrongContent('csaf', url, 'no distribution that anybody may read');
      for (const from of distributions)
        yield* pullDistribution(
          'csaf',
          source,
          from,
          marks[from.url] ?? first,
          OWES_HASH.test(metadata.role ?? ''),
          (at) => {
            marks[from.url] = at;
            return { kind: 'mark', watermark: { ...marks } };
          },
        );
      // Writes what stands, also where nothing gives a date to go on from.
      yield { kind: 'mark', watermark: { ...marks } };
    } catch (error) {
      if (source.signal?.aborted) throw error;
      failures.push(error);
    }
  // What the others gave is written; the failure stands on the feed's row.
  if (failures.length > 0) throw failures[0];
}

export default defineFeed({
  id: 'csaf',
  title: { fr: 'CSAF (avis des éditeurs)', en: 'CSAF (vendors’ advisories)' },
  description: {
    fr: 'Les avis que les éditeurs et les CERT publient au format CSAF : produits atteints, corrigés, ou déclarés non atteints. Empreintes vérifiées ; signatures OpenPGP non vérifiées.',
    en: 'Advisories that vendors and CERTs publish as CSAF: products affected, fixed, or stated not affected. Hashes are checked; OpenPGP signatures are not.',
  },
  publisher: 'CISA, vendors',
  licence: { name: 'TLP:CLEAR, by publisher', url: 'https://www.cisa.gov/privacy-policy' },
  homepage: 'https://www.csaf.io/',
  url: 'https://www.cisa.gov/sites/default/files/csaf/provider-metadata.json',
  mode: 'stream',
  // Thousands of small documents the first time.
  isOnAtFirst: false,
  settings: [
    {
      key: 'providers',
      kind: 'list',
      label: { fr: 'Autres fournisseurs', en: 'Other providers' },
      help: {
        fr: 'Adresses de provider-metadata.json ou noms de domaine, séparés par des virgules.',
        en: 'Addresses of provider-metadata.json or domain names, separated by commas.',
      },
      maxLength: 4000,
    },
    {
      key: 'since',
      kind: 'text',
      label: { fr: 'Avis modifiés depuis', en: 'Advisories changed since' },
      help: { fr: 'Date (2026-01-31) de la première lecture.', en: 'Date (2026-01-31) of the first pull.' },
      initial: '2025-01-01',
      maxLength: 10,
    },
  ],
  cadenceMinutes: 6 * 60,
  maxBytes: 128 * 1024 ** 2,
  monthlyBytes: 3 * 1024 ** 3,
  pull,
  read,
  fields: csafFields,
});
