import { parseJson } from '../../../platform/files/read-json.ts';
import { cutJson } from '../cut-json.ts';
import { defineFeed, type FeedFiles, type FeedItem } from '../define-feed.ts';
import { cleanText, malformed, problemOfFile } from '../read-documents.ts';
import { EuKevEntry } from './schema.ts';

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  for await (const file of files) {
    signal?.throwIfAborted();
    const cut = cutJson(file.place, file.content, { array: 'vulnerabilities', maxValueBytes: 1024 ** 2 });
    for await (const { bytes, index } of cut) {
      const item = readOne(file.place, bytes, index + 1);
      if (item) yield item;
    }
  }
}

function readOne(place: string, bytes: Buffer, line: number): FeedItem | undefined {
  try {
    return entryItem(`${place}:${line}`, parseJson(place, { bytes, line }));
  } catch (error) {
    return problemOfFile(error);
  }
}

/** Undefined: an entry that only CISA made, which its own feed tells. */
function entryItem(place: string, document: unknown): FeedItem | undefined {
  const parsed = EuKevEntry.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { cve, euvd, dateAdded, isEuropean, ...entry } = parsed.data;
  if (!isEuropean) return undefined;
  const id = cve ?? euvd;
  if (!id || !dateAdded) return malformed(place, 'cveId or euvdId, and dateAdded expected');
  const title =
    cleanText(entry.vulnerabilityName, 300) ?? cleanText(`${entry.vendorProject} ${entry.product}`, 300);
  const summary = cleanText(entry.shortDescription, 20_000);
  const products = cleanText(`${entry.vendorProject} ${entry.product}`, 100);
  const reference = euvd ? `https://euvd.enisa.europa.eu/vulnerability/${euvd}` : null;
  return {
    kind: 'record',
    record: {
      id,
      place,
      document,
      // The list gives no date of change to an entry.
      revision: null,
      vulnerabilityId: id,
      facts: {
        rejected: false,
        ...(title ? { title } : {}),
        ...(summary ? { summaries: { en: summary } } : {}),
        ...(products ? { products: [products] } : {}),
        ...(cve && euvd ? { aliases: [euvd] } : {}),
        kev: { dateAdded, dueDate: null, ransomware: false, source: 'eu-kev' },
      },
      claims: [
        { vulnerabilityId: id, claim: 'known-exploited', title: title ?? id, date: dateAdded, reference },
      ],
    },
  };
}

export default defineFeed({
  id: 'eu-kev',
  title: { fr: 'EU KEV (exploitation connue, Europe)', en: 'EU KEV (known exploited, Europe)' },
  description: {
    fr: 'Les vulnérabilités que les CSIRT européens ont vues exploitées. Complète le catalogue de la CISA, avec d’autres entrées et d’autres dates.',
    en: 'Vulnerabilities that European CSIRTs saw exploited. Completes CISA’s catalogue, with other entries and other dates.',
  },
  publisher: 'ENISA, EU CSIRTs Network',
  licence: { name: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  homepage: 'https://github.com/enisaeu/CNW',
  url: 'https://euvdservices.enisa.europa.eu/api/kev/dump',
  mode: 'snapshot',
  cadenceMinutes: 6 * 60,
  silenceMinutes: 60 * 24 * 60,
  maxBytes: 64 * 1024 ** 2,
  monthlyBytes: 512 * 1024 ** 2,
  read,
  fields: (document) => {
    const entry = EuKevEntry.safeParse(document);
    if (!entry.success) return {};
    const { cve: _, euvd, isEuropean: __, dateAdded, ...fields } = entry.data;
    return { ...fields, dateAdded: dateAdded ?? null, euvd: euvd ?? null };
  },
});
