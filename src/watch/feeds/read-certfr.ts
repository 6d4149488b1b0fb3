import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { decodeText, readBytes } from '../../platform/files/read-lines.ts';
import { storableJson } from '../../platform/files/storable.ts';
import { zonedInstant } from '../../platform/zoned-time.ts';
import { fail } from '../errors.ts';
import { CertfrShort } from './certfr-alertes/schema.ts';
import { CertfrNotice } from './certfr-avis/schema.ts';
import type { Claim, FeedFiles, FeedItem, FeedRecord, FeedSource, Notice } from './define-feed.ts';
import { cleanText, malformed, type Problem, readDocuments } from './read-documents.ts';

export type NoticeKind = 'avis' | 'alerte';

/** CERTA until 2013, CERTFR since; three digits, four since 2023, and no promise for later. */
const REFERENCE = { avis: /^CERT(?:A|FR)-\d{4}-AVI-\d+$/, alerte: /^CERT(?:A|FR)-\d{4}-ALE-\d+$/ } as const;
const CVE = /^CVE-\d{4}-\d{4,}$/;
const SITE = 'https://www.cert.ssi.gouv.fr';
const MAX_NOTICE_BYTES = 16 * 1024 ** 2;
const FIRST_PULL_DAYS = 400;

const CertfrList = z
  .array(z.object({ reference: z.string().max(60), last_revision_date: z.string().nullish().catch(null) }))
  .max(200_000);

/** `2026-02-20T00:00:00.000000` is what clocks in Paris showed. */
export function parisInstant(naive: string | null | undefined): string | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?/.exec(naive ?? '');
  if (!m) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = m
    .slice(1)
    .map((x) => Number(x ?? 0));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || year < 1990 || year > 2200) return null;
  return zonedInstant({ year, month, day, hour, minute, second }, 'Europe/Paris').toISOString();
}

export async function* readCertfr(kind: NoticeKind, input: FeedFiles): AsyncGenerator<FeedItem> {
  const options = {
    signal: input.signal,
    maxValueBytes: MAX_NOTICE_BYTES,
    skip: (name: string) => /\.\w+$/.test(name) && !/\.(nd)?jsonl?$/i.test(name),
  };
  for await (const item of readDocuments(input.files, options)) {
    if ('kind' in item) yield item;
    else yield asItem(readNotice(kind, item.place, item.value));
  }
}

const asItem = (reading: FeedRecord | Problem): FeedItem =>
  'kind' in reading ? reading : { kind: 'record', record: reading };

/** One notice, or an entry of the short list of alerts, or why it is neither. */
export function readNotice(kind: NoticeKind, place: string, document: unknown): FeedRecord | Problem {
  if (kind === 'alerte') {
    const short = CertfrShort.safeParse(document);
    if (short.success) return readShort(place, document, short.data);
  }
  const parsed = CertfrNotice.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  if (!REFERENCE[kind].test(parsed.data.reference))
    return malformed(place, `reference ${parsed.data.reference.slice(0, 60)}`);
  const notice = noticeOf(kind, parsed.data);
  return {
    id: notice.reference,
    place,
    document,
    revision: latest([notice.revisedAt, notice.closedAt]),
    claims: kind === 'alerte' ? claimsOf(notice) : [],
    notice,
  };
}

function readShort(
  place: string,
  document: unknown,
  short: z.output<typeof CertfrShort>,
): FeedRecord | Problem {
  if (!REFERENCE.alerte.test(short.alert)) return malformed(place, `alert ${short.alert.slice(0, 60)}`);
  const at = parisInstant(short.published_at);
  const notice: Notice = {
    reference: short.alert,
    kind: 'alerte',
    title: cleanText(short.title, 500) ?? short.alert,
    summary: null,
    risks: [],
    systems: [],
    cves: cvesOf(short.cves),
    revisions: [],
    publishedAt: at,
    revisedAt: at,
    closedAt: null,
    url: `${SITE}/alerte/${short.alert}/`,
  };
  return {
    id: short.alert,
    place,
    document,
    isPartial: true,
    revision: null,
    claims: claimsOf(notice),
    notice,
  };
}

const cvesOf = (names: readonly string[]): string[] => [
  ...new Set(names.map((n) => n.trim().toUpperCase()).filter((n) => CVE.test(n) && n.length <= 400)),
];

const present = <T>(items: readonly (T | null)[] | null | undefined): T[] =>
  (items ?? []).filter((i): i is T => i !== null);

function noticeOf(kind: NoticeKind, n: z.output<typeof CertfrNotice>): Notice {
  const revisions = present(n.revisions)
    .flatMap((r) => {
      const at = parisInstant(r.revision_date);
      return at ? [{ at, description: cleanText(r.description, 2000) ?? '' }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return {
    reference: n.reference,
    kind,
    title: cleanText(n.title, 500) ?? n.reference,
    summary: cleanText(n.summary, 20_000) ?? null,
    risks: present(n.risks).flatMap((r) => cleanText(r.description, 300) ?? []),
    systems: present(n.affected_systems).flatMap((s) => {
      const phrase = cleanText(s.description, 2000);
      return phrase
        ? [{ vendor: nameOf(s.product?.vendor?.name), product: nameOf(s.product?.name), phrase }]
        : [];
    }),
    cves: cvesOf(present(n.cves).map((c) => c.name)),
    revisions,
    publishedAt: revisions[0]?.at ?? null,
    revisedAt: revisions.at(-1)?.at ?? null,
    closedAt: parisInstant(n.closed_at),
    url: `${SITE}/${kind}/${n.reference}/`,
  };
}

/** CERT-FR writes N/A where it has no name. */
function nameOf(name: string | null | undefined): string | null {
  const clean = cleanText(name, 300);
  return clean && clean.toUpperCase() !== 'N/A' ? clean : null;
}

function claimsOf(notice: Notice): Claim[] {
  // A day of Paris is meant, whatever the instant is called in UTC.
  const date = notice.publishedAt
    ? new Date(Date.parse(notice.publishedAt) + 2 * 3_600_000).toISOString().slice(0, 10)
    : null;
  return notice.cves.map((vulnerabilityId) => ({
    vulnerabilityId,
    claim: 'alert',
    title: notice.title.slice(0, 300),
    date,
    reference: notice.url,
  }));
}

const latest = (instants: readonly (string | null)[]): string | null =>
  instants
    .filter((i) => i !== null)
    .sort()
    .at(-1) ?? null;

export function certfrFields(document: unknown): Record<string, unknown> {
  const parsed = CertfrNotice.safeParse(document);
  if (!parsed.success) return {};
  const notice = noticeOf('avis', parsed.data);
  return {
    title: notice.title,
    summary: notice.summary,
    risks: notice.risks,
    systems: notice.systems.map((s) => s.phrase),
    cves: notice.cves,
    revisions: notice.revisions.map((r) => `${r.at.slice(0, 10)} · ${r.description}`),
    closed: notice.closedAt,
  };
}

const Watermark = z.object({ revisedAt: z.string() });

/**
 * Asks for the list, then for every notice revised since the last pull, the oldest first, so that a stop loses nothing. Dates
 * count by the day: those of the last day are asked for again. The first pull goes back 400 days; older ones come from a file.
 */
export async function* pullCertfr(kind: NoticeKind, source: FeedSource): AsyncGenerator<FeedItem> {
  const list = await fetchList(source);
  const known = Watermark.safeParse(source.watermark);
  const since = known.success
    ? known.data.revisedAt
    : new Date(source.now.getTime() - FIRST_PULL_DAYS * 86_400_000).toISOString();
  const due = list
    .flatMap((n) => {
      const reference = n.reference.trim();
      // Without a date it cannot be told whether it is old: those of this year and the last are asked for.
      const at =
        parisInstant(n.last_revision_date) ??
        (Number(/-(\d{4})-/.exec(reference)?.[1]) >= source.now.getUTCFullYear() - 1 ? since : null);
      return at !== null && at >= since && REFERENCE[kind].test(reference) ? [{ reference, at }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.reference < b.reference ? -1 : 1));
  for (const [i, { reference, at }] of due.entries()) {
    source.signal?.throwIfAborted();
    source.progress(i, due.length);
    yield await fetchNotice(kind, source, reference);
    if (i % 50 === 49) yield { kind: 'mark', watermark: { revisedAt: at } };
  }
  yield { kind: 'mark', watermark: { revisedAt: due.at(-1)?.at ?? since } };
}

async function fetchList(source: FeedSource): Promise<z.output<typeof CertfrList>> {
  const value = await fetchJson(source, source.url, 64 * 1024 ** 2);
  const list = CertfrList.safeParse(value);
  if (list.success) return list.data;
  const [issue] = list.error.issues;
  throw fail('feed-wrong-content', {
    details: { feed: 'certfr', place: source.url, reason: `${issue?.path.join('.')}: ${issue?.message}` },
  });
}

async function fetchJson(source: FeedSource, url: string, maxBytes: number): Promise<unknown> {
  const response = await source.fetch(url, { accept: 'application/json', maxBytes });
  const body = decodeText(url, await readBytes(url, response.body, maxBytes));
  try {
    return JSON.parse(storableJson(body));
  } catch (cause) {
    if (/^\s*</.test(body)) throw fail('feed-sent-html', { cause, details: { feed: 'certfr', place: url } });
    throw fail('feed-wrong-content', { cause, details: { feed: 'certfr', place: url, reason: 'not JSON' } });
  }
}

/** A notice that is gone or unreadable is told, and the others come; an outage stops the pull, which resumes later. */
async function fetchNotice(kind: NoticeKind, source: FeedSource, reference: string): Promise<FeedItem> {
  // The address is built, not taken from the list: a list from elsewhere must not send us anywhere.
  const url = new URL(`../${reference}/json/`, source.url).href;
  try {
    return asItem(readNotice(kind, url, await fetchJson(source, url, MAX_NOTICE_BYTES)));
  } catch (error) {
    if (error instanceof AppError && error.kind === 'ours' && error.code === 'platform.outbound-refused')
      return { kind: 'problem', place: url, code: error.code, details: error.details };
    throw error;
  }
}
