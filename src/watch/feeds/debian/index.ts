import { MalformedRecordError, matchablesFromDebianTracker } from '@vigie/vulnmatch';
import { parseJson } from '../../../platform/files/read-json.ts';
import { cutJson } from '../cut-json.ts';
import { defineFeed, type FeedFiles, type FeedItem } from '../define-feed.ts';
import { cleanText, malformed, problemOfFile } from '../read-documents.ts';
import { isCve } from '../said-elsewhere.ts';
import { Entries, Entry, KEPT, PACKAGE } from './schema.ts';

/** The tracker is read package by package: as a whole it would take a gigabyte of memory. */
async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  let isEdition = false;
  let isKept = false;
  for await (const file of files) {
    signal?.throwIfAborted();
    const cut = cutJson(file.place, file.content, { members: true, maxValueBytes: 64 * 1024 ** 2 });
    for await (const { key, bytes } of cut) {
      signal?.throwIfAborted();
      if (key === KEPT) isKept = true;
      else {
        isEdition = true;
        yield* readPackage(`${file.place}!${key ?? '?'}`, key ?? '', bytes);
      }
    }
  }
  // Records of a bundle may be a few of many; the tracker itself is always all of it.
  if (isEdition && !isKept) yield { kind: 'whole', prefix: '' };
}

function readPackage(place: string, name: string, bytes: Buffer): FeedItem[] {
  try {
    const entries = Entries.safeParse(parseJson(place, { bytes, line: 1 }));
    if (!PACKAGE.test(name) || !entries.success)
      return [malformed(place, 'source package with its weaknesses expected')];
    return Object.entries(entries.data).map(([id, entry]) => readEntry(`${place}!${id}`, name, id, entry));
  } catch (error) {
    return [problemOfFile(error)];
  }
}

function readEntry(place: string, name: string, id: string, entry: unknown): FeedItem {
  const parsed = Entry.safeParse(entry);
  if (!parsed.success || !/^[\w.+-]{3,120}$/.test(id)) {
    const issue = parsed.error?.issues[0];
    return malformed(place, issue ? `${issue.path.join('.')}: ${issue.message}` : 'id expected');
  }
  const document = { [KEPT]: {}, [name]: { [id]: entry } };
  const common = { id: `${name}/${id}`, place, document, revision: null, claims: [] };
  // Debian's own temporary ids are kept, and meet nobody else's.
  if (!isCve(id)) return { kind: 'record', record: common };
  try {
    const [matchable] = matchablesFromDebianTracker(document);
    const summary = cleanText(parsed.data.description, 20_000);
    return {
      kind: 'record',
      record: {
        ...common,
        vulnerabilityId: id,
        facts: { rejected: false, ...(summary ? { summaries: { en: summary } } : {}), products: [name] },
        ...(matchable ? { matchable } : {}),
      },
    };
  } catch (error) {
    if (error instanceof MalformedRecordError) return malformed(place, error.message);
    throw error;
  }
}

export default defineFeed({
  id: 'debian',
  title: { fr: 'Debian (suivi de sécurité)', en: 'Debian (security tracker)' },
  description: {
    fr: 'Pour chaque paquet source et chaque version de Debian : corrigé dans telle version, ouvert, ou jamais atteint.',
    en: 'For each source package and each release of Debian: fixed in which version, open, or never affected.',
  },
  publisher: 'Debian Security Team',
  licence: { name: 'MIT', url: 'https://salsa.debian.org/security-tracker-team/security-tracker' },
  homepage: 'https://security-tracker.debian.org/',
  url: 'https://security-tracker.debian.org/tracker/data/json',
  mode: 'stream',
  // Some 75 MB whenever anything changed; about 10 MB on the wire.
  isOnAtFirst: false,
  cadenceMinutes: 24 * 60,
  maxBytes: 512 * 1024 ** 2,
  monthlyBytes: 3 * 1024 ** 3,
  read,
  fields: (document) => {
    const packages = Entries.safeParse(document);
    if (!packages.success) return {};
    const [name] = Object.keys(packages.data).filter((k) => k !== KEPT);
    const entries = Entries.safeParse(packages.data[name ?? '']);
    const entry = Entry.safeParse(entries.success ? Object.values(entries.data)[0] : undefined);
    if (!entry.success) return {};
    return {
      summary: cleanText(entry.data.description, 20_000) ?? null,
      products: Object.entries(entry.data.releases).map(
        ([release, r]) =>
          `${name} · ${release} : ${[r.status, r.fixed_version, r.urgency, r.nodsa].filter(Boolean).join(' · ')}`,
      ),
    };
  },
});
