import type { FeedItem, RecordFacts } from '../define-feed.ts';
import { cleanText, malformed } from '../read-documents.ts';
import { commonId } from '../said-elsewhere.ts';
import { EuvdItem } from './schema.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE =
  /^([A-Za-z]{3})[a-z]* (\d{1,2}), (\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?[\s\u202f]?([AP]M))?$/;

/** `Apr 16, 2025, 7:00:16 AM`, which carries no zone and is read as UTC; ISO too. Undefined when it is no date. */
export function euvdInstant(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  const found = DATE.exec(text.trim());
  const month = MONTHS.indexOf(found?.[1]?.toLowerCase() ?? '');
  const at = found
    ? Date.UTC(
        Number(found[3]),
        month,
        Number(found[2]),
        hourOf(found[4], found[7]),
        Number(found[5] ?? 0),
        Number(found[6] ?? 0),
      )
    : /^\d{4}-\d{2}-\d{2}/.test(text)
      ? Date.parse(text.length === 10 || /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`)
      : Number.NaN;
  const isSound = !(found && month === -1) && at > Date.UTC(1980) && at < Date.UTC(2200);
  return isSound ? new Date(at).toISOString() : undefined;
}

const hourOf = (hour: string | undefined, half: string | undefined): number =>
  hour === undefined ? 0 : (Number(hour) % 12) + (half === 'PM' ? 12 : 0);

const lines = (text: string | null | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean)
    .slice(0, 500);

const ID = /^[A-Za-z][\w.:-]{2,200}$/;

export function readItem(place: string, document: unknown): FeedItem {
  const parsed = EuvdItem.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const item = parsed.data;
  const names = [item.id, ...lines(item.aliases).filter((a) => ID.test(a))];
  const id = commonId(names);
  const facts = factsOf(
    item,
    names.filter((n) => n !== id),
  );
  const since = euvdInstant(item.exploitedSince)?.slice(0, 10);
  return {
    kind: 'record',
    record: {
      id: item.id,
      place,
      document,
      revision: facts.modified ?? null,
      vulnerabilityId: id,
      facts,
      claims: since
        ? [
            {
              vulnerabilityId: id,
              claim: 'known-exploited',
              title: facts.title ?? id,
              date: since,
              reference: `https://euvd.enisa.europa.eu/vulnerability/${item.id}`,
            },
          ]
        : [],
    },
  };
}

function factsOf(item: EuvdItem, aliases: string[]): RecordFacts {
  const summary = cleanText(item.description, 20_000);
  const title = cleanText(summary?.split(/(?<=[.!?])\s|\n/)[0], 160);
  const published = euvdInstant(item.datePublished);
  const modified = euvdInstant(item.dateUpdated) ?? published;
  // Zero or less stands for "no score".
  const score =
    item.baseScore && item.baseScore > 0 && item.baseScoreVector && item.baseScoreVersion
      ? item.baseScore
      : undefined;
  const products = namesOf(item);
  return {
    rejected: false,
    ...(title ? { title } : {}),
    ...(summary ? { summaries: { en: summary } } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(published ? { published } : {}),
    ...(modified ? { modified } : {}),
    ...(score
      ? {
          cvss: [
            {
              version: (item.baseScoreVersion ?? '').slice(0, 10),
              score,
              vector: (item.baseScoreVector ?? '').slice(0, 500),
              source: 'euvd',
            },
          ],
        }
      : {}),
    ...(products.length > 0 ? { products } : {}),
  };
}

function namesOf(item: EuvdItem): string[] {
  const vendors = (item.enisaIdVendor ?? []).flatMap(
    (v) => (v?.vendor as { name?: string } | null)?.name ?? [],
  );
  const [vendor = ''] = vendors;
  const found = (item.enisaIdProduct ?? []).flatMap((p) => {
    const name = (p?.product as { name?: string } | null)?.name;
    if (!name) return [];
    const isTwice = name.toLowerCase().startsWith(vendor.toLowerCase());
    return (
      cleanText(vendors.length === 1 && !isTwice && vendor !== 'n/a' ? `${vendor} ${name}` : name, 100) ?? []
    );
  });
  return [...new Set(found)].slice(0, 8);
}

/** The record's fields in words. The versions are free text and are shown, never compared. */
export function fieldsOf(document: unknown): Record<string, unknown> {
  const parsed = EuvdItem.safeParse(document);
  if (!parsed.success) return {};
  const item = parsed.data;
  const facts = factsOf(item, []);
  return {
    summary: facts.summaries?.en ?? null,
    published: facts.published ?? null,
    cvss: (facts.cvss ?? []).map((c) => `CVSS ${c.version} · ${c.score} · ${c.vector}`),
    exploitedSince: euvdInstant(item.exploitedSince)?.slice(0, 10) ?? null,
    aliases: lines(item.aliases),
    products: (item.enisaIdProduct ?? [])
      .flatMap(
        (p) =>
          cleanText(
            `${(p?.product as { name?: string } | null)?.name ?? '?'} : ${p?.product_version ?? '?'}`,
            500,
          ) ?? [],
      )
      .slice(0, 300),
    references: lines(item.references)
      .filter((r) => /^https?:\/\//.test(r))
      .slice(0, 300),
  };
}
