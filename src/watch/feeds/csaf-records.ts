import { CsafError, readCsaf } from '@vigie/csaf';
import { MalformedRecordError, type Matchable, matchablesFromCsaf } from '@vigie/vulnmatch';
import { z } from 'zod';
import type { Cvss } from '../model/vulnerability.ts';
import type { FeedItem, RecordFacts } from './define-feed.ts';
import { isPart, partsOf } from './document-parts.ts';
import { cleanText, isoInstant, malformed } from './read-documents.ts';
import { commonId, joinedById, renamed } from './said-elsewhere.ts';

const text = z.string().max(200_000).nullish().catch(null);
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item.nullable().catch(null)).max(20_000).nullish().catch(null);
const Score = z.looseObject({
  version: z.string().max(10),
  vectorString: z.string().max(500),
  baseScore: z.number().min(0).max(10),
});
const score = Score.nullish().catch(null);
const Metric = z.looseObject({ cvss_v4: score, cvss_v3: score, cvss_v2: score });

/** What is shown of a document; `@vigie/csaf` reads the rest. */
const Shown = z.looseObject({
  document: z.looseObject({
    notes: listOf(z.looseObject({ category: text, text })),
    tracking: z.looseObject({ initial_release_date: text }),
  }),
  vulnerabilities: listOf(
    z.looseObject({
      notes: listOf(z.looseObject({ category: text, text })),
      scores: listOf(Metric),
      metrics: listOf(z.looseObject({ content: Metric.nullish().catch(null) })),
    }),
  ),
});
type ShownVulnerability = NonNullable<NonNullable<z.output<typeof Shown>['vulnerabilities']>[number]>;

/** A document as records: the whole, and a part for each of its weaknesses. */
export function csafItems(place: string, document: unknown): FeedItem[] {
  if (isPart(document)) return [];
  try {
    return recordsOf(place, document);
  } catch (error) {
    if (error instanceof CsafError || error instanceof MalformedRecordError)
      return [malformed(place, error.message)];
    throw error;
  }
}

function recordsOf(place: string, document: unknown): FeedItem[] {
  const read = readCsaf(document);
  const shown = Shown.safeParse(document);
  const revision = isoInstant(read.released) ?? null;
  // Two publishers may number alike; `#` begins the name of a part.
  const id = `${hostOf(read.publisher.namespace)}/${read.id}`.replaceAll('#', '-').slice(0, 500);
  const whole: FeedItem = { kind: 'record', record: { id, place, document, revision, claims: [] } };
  // A draft is nobody's word yet.
  if (read.status === 'draft') return [whole, { kind: 'whole', prefix: `${id}#`, revision }];
  const part = partsOf(id, document);
  const details = new Map<string, ShownVulnerability>();
  const compiled = matchablesFromCsaf(document);
  for (const [i, one] of compiled.entries()) {
    const said = shown.success ? shown.data.vulnerabilities?.[i] : undefined;
    if (said && !details.has(one.id)) details.set(one.id, said);
  }
  const published = shown.success ? isoInstant(shown.data.document.tracking.initial_release_date) : undefined;
  const parts = joinedById(compiled).map((matchable): FeedItem => {
    const about = commonId([matchable.id, ...matchable.aliases]);
    const named = about === matchable.id ? matchable : renamed(matchable, about);
    return {
      kind: 'record',
      record: {
        ...part(about),
        place,
        revision,
        vulnerabilityId: about,
        facts: factsOf(named, read.title, details.get(matchable.id), published, revision),
        matchable: named,
        claims: [],
      },
    };
  });
  return [whole, ...parts, { kind: 'whole', prefix: `${id}#`, revision }];
}

const hostOf = (namespace: string): string =>
  URL.canParse(namespace)
    ? new URL(namespace).host
    : namespace.replace(/\s+/g, '-').slice(0, 100) || 'unnamed';

function factsOf(
  matchable: Matchable,
  title: string,
  said: ShownVulnerability | undefined,
  published: string | undefined,
  modified: string | null,
): RecordFacts {
  const notes = (said?.notes ?? []).filter((n) => n !== null);
  const note = ['description', 'summary', 'details', 'general'].flatMap(
    (category) => notes.find((n) => n.category === category)?.text ?? [],
  )[0];
  const summary = cleanText(note, 20_000);
  const shownTitle = cleanText(title, 300);
  const cvss = scoresOf(said);
  return {
    rejected: false,
    ...(shownTitle ? { title: shownTitle } : {}),
    ...(summary ? { summaries: { en: summary } } : {}),
    ...(matchable.aliases.length > 0 ? { aliases: matchable.aliases } : {}),
    ...(published ? { published } : {}),
    ...(modified ? { modified } : {}),
    ...(cvss.length > 0 ? { cvss } : {}),
  };
}

/** The newest version first, the highest of each: products of one document are scored apart. */
function scoresOf(said: ShownVulnerability | undefined): Cvss[] {
  const metrics = [...(said?.scores ?? []), ...(said?.metrics ?? []).map((m) => m?.content ?? null)];
  return (['cvss_v4', 'cvss_v3', 'cvss_v2'] as const).flatMap((name) => {
    const [worst] = metrics.flatMap((m) => m?.[name] ?? []).sort((a, b) => b.baseScore - a.baseScore);
    return worst
      ? [{ version: worst.version, score: worst.baseScore, vector: worst.vectorString, source: 'csaf' }]
      : [];
  });
}

/** The document's fields in words, for its history. */
export function csafFields(document: unknown): Record<string, unknown> {
  if (isPart(document)) return {};
  try {
    const read = readCsaf(document);
    return {
      title: cleanText(read.title, 300) ?? null,
      state: [read.status, read.revision].filter(Boolean).join(' · '),
      cves: read.vulnerabilities.flatMap((v) => v.cve ?? []).slice(0, 2000),
      products: [...read.products.values()].slice(0, 300).map((p) => p.name.slice(0, 300)),
    };
  } catch (error) {
    if (error instanceof CsafError) return {};
    throw error;
  }
}
