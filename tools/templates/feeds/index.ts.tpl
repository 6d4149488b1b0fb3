import { __define__, type FeedFiles, type FeedItem } from '../define-feed.ts';
import { isoInstant, malformed, readDocuments } from '../read-documents.ts';
import { __Name__Entry } from './schema.ts';

const MAX_BYTES = 64 * 1024 ** 2;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  for await (const item of readDocuments(files, { signal, maxValueBytes: MAX_BYTES })) {
    if ('kind' in item) {
      yield item;
      continue;
    }
    const { place, value } = item;
    const parsed = __Name__Entry.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      yield malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
      continue;
    }
    const entry = parsed.data;
    yield {
      kind: 'record',
      record: {
        id: entry.id,
        place,
        document: value,
        revision: isoInstant(entry.modified) ?? null,
        vulnerabilityId: entry.id,
        facts: { rejected: false, ...(entry.summary ? { summaries: { en: entry.summary } } : {}) },
        claims: [],
      },
    };
  }
}

export default __define__({
  id: '__id__',
  title: { fr: '__Name__', en: '__Name__' },
  description: { fr: 'Ce que cette source dit.', en: 'What this source tells.' },
  publisher: '__Name__',
  licence: { name: 'CC0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  homepage: 'https://example.org/',
  url: 'https://example.org/feed.json',
  mode: 'snapshot',
  cadenceMinutes: 24 * 60,
  maxBytes: MAX_BYTES,
  monthlyBytes: 2 * 1024 ** 3,
  read,
  fields: (document) => __Name__Entry.safeParse(document).data ?? {},
});
