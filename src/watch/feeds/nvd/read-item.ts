import { MalformedRecordError, matchableFromNvd } from '@vigie/vulnmatch';
import type { Cvss, Kev } from '../../model/vulnerability.ts';
import type { FeedRecord, RecordFacts } from '../define-feed.ts';
import { cleanText, isoInstant, malformed, type Problem } from '../read-documents.ts';
import { NvdItem, type NvdMetric } from './schema.ts';

/** One CVE of NVD, bare or in its wrapper, or why it is none. */
export function readItem(place: string, value: unknown): FeedRecord | Problem {
  const isWrapped = typeof value === 'object' && value !== null && 'cve' in value && !('id' in value);
  const document = isWrapped ? value.cve : value;
  const parsed = NvdItem.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  try {
    const matchable = matchableFromNvd(document);
    const facts = factsOf(parsed.data);
    return {
      id: parsed.data.id,
      place,
      document,
      revision: facts.modified ?? null,
      vulnerabilityId: parsed.data.id,
      facts,
      matchable,
      claims: [],
    };
  } catch (error) {
    if (error instanceof MalformedRecordError) return malformed(place, error.message);
    throw error;
  }
}

function factsOf(item: NvdItem): RecordFacts {
  const rejected = item.vulnStatus === 'Rejected';
  const summaries: Record<string, string> = {};
  for (const d of item.descriptions) {
    const text = cleanText(d?.value, 20_000);
    if (d && /^[a-z]{2,3}$/.test(d.lang) && text && !summaries[d.lang]) summaries[d.lang] = text;
  }
  const title = cleanText((summaries.en ?? Object.values(summaries)[0])?.split(/(?<=[.!?])\s|\n/)[0], 160);
  const published = isoInstant(item.published);
  const modified = isoInstant(item.lastModified) ?? published;
  const cvss = scoresOf(item);
  const kev = rejected ? undefined : kevOf(item);
  return {
    rejected,
    ...(title ? { title } : {}),
    ...(Object.keys(summaries).length > 0 ? { summaries } : {}),
    ...(published ? { published } : {}),
    ...(modified ? { modified } : {}),
    ...(cvss.length > 0 ? { cvss } : {}),
    ...(kev ? { kev } : {}),
  };
}

/** The newest version first; within one, NVD's own score before those it received. */
function scoresOf({ metrics }: NvdItem): Cvss[] {
  const isOwn = (m: NvdMetric): boolean => m.type === 'Primary';
  return [metrics.cvssMetricV40, metrics.cvssMetricV31, metrics.cvssMetricV30, metrics.cvssMetricV2].flatMap(
    (all) =>
      all
        .filter((m) => m !== null)
        .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
        .map(({ source, cvssData: c }) => ({
          version: c.version,
          score: c.baseScore,
          vector: c.vectorString,
          source: source === undefined || source === 'nvd@nist.gov' ? 'nvd' : `nvd:${source.slice(0, 80)}`,
        })),
  );
}

/** NVD's copy of CISA's catalogue: the catalogue itself decides where it is read. */
function kevOf(item: NvdItem): Kev | undefined {
  const day = (text: string | undefined): string | null => isoInstant(text)?.slice(0, 10) ?? null;
  const dateAdded = day(item.cisaExploitAdd);
  return dateAdded
    ? { dateAdded, dueDate: day(item.cisaActionDue), ransomware: false, source: 'nvd' }
    : undefined;
}

/** The record's fields in words, for its history. */
export function fieldsOf(document: unknown): Record<string, unknown> {
  const parsed = NvdItem.safeParse(document);
  if (!parsed.success) return {};
  const facts = factsOf(parsed.data);
  const { vulnStatus, cveTags, weaknesses, references } = parsed.data;
  return {
    state: vulnStatus ?? null,
    tags: cveTags.flatMap((t) => t?.tags.flatMap((tag) => tag ?? []) ?? []).slice(0, 50),
    summary: facts.summaries?.en ?? null,
    published: facts.published ?? null,
    cvss: (facts.cvss ?? []).map((c) => `${c.source} · CVSS ${c.version} · ${c.score} · ${c.vector}`),
    kev: facts.kev?.dateAdded ?? null,
    products: productsOf(document),
    cwes: weaknesses.flatMap((w) => w?.description.flatMap((d) => d?.value ?? []) ?? []).slice(0, 100),
    references: references.flatMap((r) => (r ? [r.url.slice(0, 500)] : [])).slice(0, 300),
  };
}

const BOUNDS = [
  ['versionStartIncluding', '≥'],
  ['versionStartExcluding', '>'],
  ['versionEndIncluding', '≤'],
  ['versionEndExcluding', '<'],
] as const;

/** The criteria with their bounds; `matchableFromNvd` has found the document well formed. */
function productsOf(document: unknown): string[] {
  const found: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (depth > 12 || found.length >= 300 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const one of value) walk(one, depth + 1);
    else if ('criteria' in value && typeof value.criteria === 'string') {
      const match = value as Record<string, unknown>;
      const bounds = BOUNDS.flatMap(([name, sign]) =>
        typeof match[name] === 'string' ? [`${sign} ${match[name].slice(0, 100)}`] : [],
      );
      const role = match.vulnerable === false ? ' (running on)' : '';
      found.push(`${value.criteria.slice(0, 300)} ${bounds.join(' ')}`.trim() + role);
    } else for (const one of Object.values(value)) walk(one, depth + 1);
  };
  if (typeof document === 'object' && document !== null && 'configurations' in document)
    walk(document.configurations, 0);
  return found;
}
