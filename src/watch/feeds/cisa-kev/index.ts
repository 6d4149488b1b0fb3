import { parseJson, readJsonValues } from '../../../platform/files/read-json.ts';
import { decodeText, readBytes } from '../../../platform/files/read-lines.ts';
import { fail } from '../../errors.ts';
import { defineFeed, type FeedFiles, type FeedItem, type FeedRecord } from '../define-feed.ts';
import { cleanText, isoInstant, malformed } from '../read-documents.ts';
import { readKevCsv } from './read-csv.ts';
import { KevCatalogue, KevEntry } from './schema.ts';

const MAX_BYTES = 64 * 1024 ** 2;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  for await (const file of files) {
    signal?.throwIfAborted();
    const bytes = await readBytes(file.place, file.content, MAX_BYTES);
    if (/^\s*(\ufeff)?\s*[{[]/.test(bytes.subarray(0, 64).toString('utf8')))
      yield* readJson(file.place, bytes);
    else
      for (const { place, value } of readKevCsv(file.place, decodeText(file.place, bytes)))
        yield entryItem(place, value);
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** CISA's catalogue, or bare entries one after the other (an offline bundle). */
async function* readJson(place: string, bytes: Buffer): AsyncGenerator<FeedItem> {
  for await (const piece of readJsonValues(place, once(bytes), { maxValueBytes: MAX_BYTES })) {
    const value = parseJson(place, piece);
    if (value !== null && typeof value === 'object' && 'cveID' in value) {
      yield entryItem(`${place}:${piece.line}`, value);
      continue;
    }
    const catalogue = KevCatalogue.safeParse(value);
    if (!catalogue.success)
      throw fail('feed-wrong-content', {
        details: {
          feed: 'cisa-kev',
          place,
          reason: `${catalogue.error.issues[0]?.path.join('.')}: ${catalogue.error.issues[0]?.message}`,
        },
      });
    const { catalogVersion, dateReleased, count, vulnerabilities } = catalogue.data;
    if (count !== undefined && count !== vulnerabilities.length)
      throw fail('feed-wrong-content', {
        details: { feed: 'cisa-kev', place, reason: `count ${count}, entries ${vulnerabilities.length}` },
      });
    yield { kind: 'edition', edition: catalogVersion, at: isoInstant(dateReleased) ?? null };
    for (const [i, entry] of vulnerabilities.entries())
      yield entryItem(`${place}!vulnerabilities[${i}]`, entry);
  }
}

function entryItem(place: string, document: unknown): FeedItem {
  const parsed = KevEntry.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  return { kind: 'record', record: recordOf(place, document, parsed.data) };
}

function recordOf(place: string, document: unknown, entry: KevEntry): FeedRecord {
  const ransomware = entry.knownRansomwareCampaignUse?.trim().toLowerCase() === 'known';
  const title = cleanText(entry.vulnerabilityName, 300);
  const summary = cleanText(entry.shortDescription, 20_000);
  const products = cleanText(`${entry.vendorProject} ${entry.product}`, 100);
  return {
    id: entry.cveID,
    place,
    document,
    // The catalogue gives no date of change to an entry: the newest edition read is the one that counts.
    revision: null,
    vulnerabilityId: entry.cveID,
    facts: {
      rejected: false,
      ...(title ? { title } : {}),
      ...(summary ? { summaries: { en: summary } } : {}),
      ...(products ? { products: [products] } : {}),
      kev: {
        dateAdded: entry.dateAdded,
        dueDate: entry.dueDate ?? null,
        ransomware,
        source: 'cisa-kev',
      },
    },
    claims: [
      {
        vulnerabilityId: entry.cveID,
        claim: 'known-exploited',
        title: title ?? entry.cveID,
        date: entry.dateAdded,
        reference: `https://www.cisa.gov/known-exploited-vulnerabilities-catalog?search_api_fulltext=${entry.cveID}`,
      },
    ],
  };
}

export default defineFeed({
  id: 'cisa-kev',
  title: { fr: 'CISA KEV (exploitation connue)', en: 'CISA KEV (known exploited)' },
  description: {
    fr: 'Le catalogue de la CISA : vulnérabilités dont l’exploitation est avérée, avec l’échéance fixée aux agences fédérales américaines.',
    en: 'CISA’s catalogue of vulnerabilities known to be exploited, with the due date set for US federal agencies.',
  },
  publisher: 'CISA',
  licence: { name: 'CC0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  homepage: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
  url: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  mode: 'snapshot',
  cadenceMinutes: 120,
  silenceMinutes: 14 * 24 * 60,
  maxBytes: MAX_BYTES,
  monthlyBytes: 512 * 1024 ** 2,
  read,
  fields: (document) => {
    const entry = KevEntry.safeParse(document);
    if (!entry.success) return {};
    const { cveID: _, ...fields } = entry.data;
    return fields;
  },
});
