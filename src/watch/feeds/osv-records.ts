import { scoreVector } from '@vigie/cvss';
import { MalformedRecordError, type Matchable, matchableFromOsv } from '@vigie/vulnmatch';
import { z } from 'zod';
import type { Cvss } from '../model/vulnerability.ts';
import type { FeedItem, RecordFacts } from './define-feed.ts';
import { isPart, partsOf } from './document-parts.ts';
import { cleanText, isoInstant, malformed } from './read-documents.ts';
import { commonId, isCve, renamed } from './said-elsewhere.ts';

const text = z.string().max(200_000).nullish().catch(null);
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item.nullable().catch(null)).max(20_000).catch([]).nullish();

/** The fields of an OSV document that are shown; matching reads the document itself. */
const OsvOutline = z.looseObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][\w:.+-]*$/)
    .max(250),
  modified: text,
  published: text,
  withdrawn: text,
  summary: text,
  details: text,
  severity: listOf(z.looseObject({ type: z.string().max(40), score: z.string().max(500) })),
  affected: listOf(
    z.looseObject({
      package: z.looseObject({ ecosystem: text, name: text }).nullish().catch(null),
      ranges: listOf(z.looseObject({ type: text, events: listOf(z.record(z.string(), z.unknown())) })),
    }),
  ),
  references: listOf(z.looseObject({ url: z.string().max(2000) })),
});
type OsvOutline = z.output<typeof OsvOutline>;

/** Notices of distributions that fix no weakness: kept, and about none. */
const NO_WEAKNESS = /^(AL|RL|RX|RH|EL)[BE]A-/;
/** A distribution's own record of one CVE. */
const OF_CVE = /^[A-Z]+-(CVE-\d{4}-\d{4,60})$/;
/** Malicious packages: another matter than weaknesses, ten times as many. */
export const isMalware = (id: string): boolean => /^MAL-/i.test(id);

/**
 * An OSV document as records: one under the id where sources meet, or, for a notice that fixes several weaknesses, the whole and
 * a part for each.
 */
export function osvItems(place: string, document: unknown): FeedItem[] {
  if (isPart(document)) return [];
  const parsed = OsvOutline.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return [malformed(place, `${issue?.path.join('.')}: ${issue?.message}`)];
  }
  const outline = parsed.data;
  if (isMalware(outline.id)) return [];
  try {
    return recordsOf(place, document, outline, matchableFromOsv(document));
  } catch (error) {
    if (error instanceof MalformedRecordError) return [malformed(place, error.message)];
    throw error;
  }
}

function recordsOf(place: string, document: unknown, outline: OsvOutline, matchable: Matchable): FeedItem[] {
  const facts = factsOf(outline, matchable);
  const common = { place, revision: facts.modified ?? null, claims: [] };
  const whole = { ...common, id: outline.id, document };
  const about = aboutOf(outline.id, matchable);
  if (about.length === 0) return [{ kind: 'record', record: whole }];
  const [only] = about;
  if (about.length === 1 && only !== undefined) {
    const { upstream: _, ...named } = renamed(matchable, only);
    return [
      {
        kind: 'record',
        record: {
          ...whole,
          vulnerabilityId: only,
          facts: { ...facts, ...aliasesOf(named) },
          matchable: named,
        },
      },
    ];
  }
  const part = partsOf(outline.id, document);
  const { upstream: _, ...said } = matchable;
  return [
    { kind: 'record', record: whole },
    ...about.map(
      (id): FeedItem => ({
        kind: 'record',
        record: {
          ...common,
          ...part(id),
          vulnerabilityId: id,
          facts: { rejected: facts.rejected, ...(facts.modified ? { modified: facts.modified } : {}) },
          matchable: { ...said, id, aliases: [] },
        },
      }),
    ),
    { kind: 'whole', prefix: `${outline.id}#`, revision: common.revision },
  ];
}

const aliasesOf = (m: Matchable): { aliases?: string[] } =>
  m.aliases.length > 0 ? { aliases: m.aliases } : {};

/** The weaknesses a record is about, under the ids where sources meet. */
function aboutOf(id: string, matchable: Matchable): string[] {
  const own = OF_CVE.exec(id)?.[1];
  if (own) return [own];
  const names = [id, ...matchable.aliases];
  if (names.some(isCve)) return [commonId(names)];
  const fixed = (matchable.upstream ?? []).filter(isCve);
  if (fixed.length > 0) return fixed.sort();
  return NO_WEAKNESS.test(id) ? [] : [commonId(names)];
}

function factsOf(outline: OsvOutline, matchable: Matchable): RecordFacts {
  const summary = cleanText(outline.details ?? outline.summary, 20_000);
  const title = cleanText(outline.summary, 300) ?? cleanText(summary?.split(/(?<=[.!?])\s|\n/)[0], 160);
  const published = isoInstant(outline.published);
  const modified = isoInstant(outline.modified) ?? published;
  const cvss = scoresOf(outline);
  const products = [
    ...new Set((outline.affected ?? []).flatMap((a) => cleanText(a?.package?.name, 100) ?? [])),
  ].slice(0, 8);
  return {
    rejected: matchable.rejected,
    ...(title ? { title } : {}),
    ...(summary ? { summaries: { en: summary } } : {}),
    ...(published ? { published } : {}),
    ...(modified ? { modified } : {}),
    ...(cvss.length > 0 ? { cvss } : {}),
    ...(products.length > 0 ? { products } : {}),
  };
}

/** The vectors given, the newest version first; a record holds no score, it is computed. */
function scoresOf(outline: OsvOutline): Cvss[] {
  const source = outline.id.split('-')[0]?.toLowerCase() ?? 'osv';
  return (outline.severity ?? [])
    .flatMap((s) => {
      const scored = s && /^CVSS/.test(s.type) ? scoreVector(s.score) : undefined;
      return s && scored ? [{ version: scored.version, score: scored.score, vector: s.score, source }] : [];
    })
    .sort((a, b) => (a.version < b.version ? 1 : -1));
}

/** The record's fields in words, for its history. */
export function osvFields(document: unknown): Record<string, unknown> {
  const parsed = OsvOutline.safeParse(document);
  if (!parsed.success) return {};
  const { withdrawn, summary, details, published, severity, affected, references } = parsed.data;
  return {
    state: withdrawn ? `withdrawn ${withdrawn}` : 'published',
    title: cleanText(summary, 300) ?? null,
    summary: cleanText(details, 20_000) ?? null,
    published: isoInstant(published) ?? null,
    cvss: (severity ?? []).flatMap((s) => (s ? [s.score] : [])),
    products: (affected ?? []).slice(0, 300).flatMap((a) => {
      const events = (a?.ranges ?? []).flatMap((r) =>
        (r?.events ?? []).flatMap((e) => Object.entries(e ?? {}).map(([k, v]) => `${k} ${String(v)}`)),
      );
      const { ecosystem, name } = a?.package ?? {};
      return (
        cleanText(`${ecosystem ?? '?'} · ${name ?? '?'} : ${events.slice(0, 40).join(', ')}`, 1000) ?? []
      );
    }),
    references: (references ?? []).flatMap((r) => (r ? [r.url.slice(0, 500)] : [])).slice(0, 300),
  };
}
