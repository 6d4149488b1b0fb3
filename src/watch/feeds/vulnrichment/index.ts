import { readStream } from '../../../platform/files/read-archive.ts';
import { fieldsOf, readRecord } from '../cve5/read-record.ts';
import {
  defineFeed,
  type FeedFiles,
  type FeedItem,
  type FeedRecord,
  type FeedSource,
} from '../define-feed.ts';
import { patiently } from '../fetch-json.ts';
import { isoInstant, malformed, readDocuments } from '../read-documents.ts';
import { AdpHead, Outline, VULNRICHMENT_ORG } from './schema.ts';

const MAX_RECORD_BYTES = 8 * 1024 ** 2;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, {
    signal,
    maxValueBytes: MAX_RECORD_BYTES,
    skip: (name) => /\.\w+$/.test(name) && !/\.(nd)?jsonl?$/i.test(name),
  });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else {
      const read = readOne(item.place, item.value);
      if (read) yield read;
    }
  }
}

/**
 * The record without the containers of others: what CISA adds, and nothing that the CVE list says better. Undefined where CISA
 * adds nothing.
 */
function readOne(place: string, value: unknown): FeedItem | undefined {
  const outline = Outline.safeParse(value);
  if (!outline.success) {
    const [issue] = outline.error.issues;
    return malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { cveMetadata, containers } = outline.data;
  const adp = containers.adp.filter(isCisa);
  if (adp.length === 0 || cveMetadata.state !== 'PUBLISHED') return undefined;
  const { cveId, state } = cveMetadata;
  const document = { dataType: 'CVE_RECORD', cveMetadata: { cveId, state }, containers: { cna: {}, adp } };
  const reading = readRecord(place, document);
  return 'kind' in reading ? reading : { kind: 'record', record: withItsDate(reading, adp) };
}

function isCisa(container: unknown): boolean {
  const head = AdpHead.safeParse(container);
  if (!head.success) return false;
  return (
    head.data.title === 'CISA ADP Vulnrichment' ||
    (head.data.providerMetadata?.orgId === VULNRICHMENT_ORG && head.data.title !== 'CVE Program Container')
  );
}

function withItsDate(record: FeedRecord, adp: readonly unknown[]): FeedRecord {
  const dates = adp.flatMap((c) => {
    const head = AdpHead.safeParse(c);
    return (head.success && isoInstant(head.data.providerMetadata?.dateUpdated)) || [];
  });
  const modified = dates.sort().at(-1);
  const { facts } = record;
  return {
    ...record,
    revision: modified ?? null,
    ...(facts && modified ? { facts: { ...facts, modified } } : {}),
  };
}

/** The whole repository as of now; asked for by its tag, so that an unchanged one costs nothing. */
async function* pull(source: FeedSource): AsyncGenerator<FeedItem> {
  const tag = typeof source.watermark === 'string' ? source.watermark : undefined;
  const response = await patiently(source, {}, () =>
    source.fetch(source.url, { totalTimeoutMs: 4 * 3_600_000, ...(tag ? { etag: tag } : {}) }),
  );
  if (response.notModified) {
    yield { kind: 'not-modified' };
    return;
  }
  const name = new URL(source.url).pathname.split('/').pop() || 'vulnrichment';
  const files = readStream(name, response.body, source.signal ? { signal: source.signal } : {});
  yield* read({ files, signal: source.signal });
  yield { kind: 'mark', watermark: response.etag ?? null };
}

export default defineFeed({
  id: 'vulnrichment',
  title: { fr: 'CISA Vulnrichment (SSVC)', en: 'CISA Vulnrichment (SSVC)' },
  description: {
    fr: 'Ce que la CISA ajoute aux CVE : points de décision SSVC, exploitation, CPE, scores. Les fiches CVE en portent déjà une copie : utile quand elles tardent.',
    en: 'What CISA adds to CVEs: SSVC decision points, exploitation, CPE, scores. CVE records already carry a copy: of use when they are late.',
  },
  publisher: 'CISA',
  licence: { name: 'CC0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  homepage: 'https://github.com/cisagov/vulnrichment',
  url: 'https://github.com/cisagov/vulnrichment/archive/refs/heads/develop.tar.gz',
  mode: 'stream',
  // The whole repository each time it changed.
  isOnAtFirst: false,
  cadenceMinutes: 7 * 24 * 60,
  silenceMinutes: 14 * 24 * 60,
  maxBytes: 2 * 1024 ** 3,
  monthlyBytes: 6 * 1024 ** 3,
  pull,
  read,
  fields: fieldsOf,
});
