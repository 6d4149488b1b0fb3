import { MalformedRecordError, matchableFromCve5 } from '@vigie/vulnmatch';
import type { Cvss, Kev, Ssvc } from '../../model/vulnerability.ts';
import type { Claim, FeedRecord, RecordFacts } from '../define-feed.ts';
import { cleanText, isoInstant, malformed, type Problem } from '../read-documents.ts';
import { type Affected, type Container, CveRecord } from './schema.ts';

type Sourced = { source: string; container: Container };

/** One CVE record, or why it is none. */
export function readRecord(place: string, document: unknown): FeedRecord | Problem {
  const parsed = CveRecord.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return malformed(place, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  try {
    const matchable = matchableFromCve5(document);
    const record = parsed.data;
    const facts = factsOf(record, matchable.aliases);
    return {
      id: matchable.id,
      place,
      document,
      revision: facts.modified ?? null,
      vulnerabilityId: matchable.id,
      facts,
      matchable,
      claims: facts.rejected ? [] : claimsOf(record, facts.title ?? matchable.id),
    };
  } catch (error) {
    if (error instanceof MalformedRecordError) return malformed(place, error.message);
    throw error;
  }
}

function containersOf({ containers }: CveRecord): Sourced[] {
  return [
    { source: 'cna', container: containers.cna },
    ...containers.adp.flatMap((c) => (c ? [{ source: `adp:${nameOf(c)}`, container: c }] : [])),
  ];
}

function nameOf(c: Container): string {
  if (/CISA ADP/i.test(c.title ?? '')) return 'CISA-ADP';
  return (c.providerMetadata?.shortName ?? c.title ?? 'unnamed').replace(/[^\w.-]+/g, '-').slice(0, 64);
}

function factsOf(record: CveRecord, aliases: string[]): RecordFacts {
  const { cveMetadata, containers } = record;
  const rejected = cveMetadata.state === 'REJECTED';
  const summaries = summariesOf(rejected ? containers.cna.rejectedReasons : containers.cna.descriptions);
  const all = containersOf(record);
  const anySummary = summaries.en ?? summaries.fr ?? Object.values(summaries)[0];
  const title = cleanText(containers.cna.title, 300) ?? cleanText(firstSentence(anySummary), 160);
  const published = isoInstant(cveMetadata.datePublished);
  const modified = isoInstant(cveMetadata.dateUpdated) ?? published;
  const cvss = all.flatMap(({ source, container }) => scoresOf(source, container));
  const ssvc = rejected ? undefined : ssvcOf(all);
  const kev = rejected ? undefined : kevOf(all);
  const products = productsOf(all);
  return {
    rejected,
    ...(title ? { title } : {}),
    ...(anySummary ? { summaries } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(published ? { published } : {}),
    ...(modified ? { modified } : {}),
    ...(cvss.length > 0 ? { cvss } : {}),
    ...(ssvc ? { ssvc: ssvc.ssvc } : {}),
    ...(kev ? { kev } : {}),
    ...(products.length > 0 ? { products } : {}),
  };
}

function firstSentence(text: string | undefined): string | undefined {
  return text?.split(/(?<=[.!?])\s|\n/)[0];
}

function summariesOf(descriptions: Container['descriptions']): Record<string, string> {
  const found: Record<string, string> = {};
  for (const d of descriptions) {
    const lang = d?.lang.toLowerCase().split(/[-_]/)[0] ?? '';
    const text = cleanText(d?.value, 20_000);
    if (/^[a-z]{2,3}$/.test(lang) && text && !found[lang]) found[lang] = text;
  }
  return found;
}

/** The newest version of the score first: a record that gives 4.0 and 3.1 means the 4.0 one. */
function scoresOf(source: string, container: Container): Cvss[] {
  const metrics = container.metrics.filter((m) => m !== null);
  return (['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0'] as const).flatMap((name) =>
    metrics.flatMap((m) => {
      const c = m[name];
      return c ? [{ version: c.version, score: c.baseScore, vector: c.vectorString, source }] : [];
    }),
  );
}

const others = (all: readonly Sourced[], type: string) =>
  all.flatMap(({ container }) =>
    container.metrics.flatMap((m) => (m?.other?.type.toLowerCase() === type ? [m.other.content] : [])),
  );

/** CISA writes the same words in several cases. */
function ssvcOf(all: readonly Sourced[]): { ssvc: Ssvc; at: string | null } | undefined {
  const content = others(all, 'ssvc').at(-1);
  if (!content) return undefined;
  const options = new Map<string, string>();
  for (const option of content.options)
    for (const [name, value] of Object.entries(option ?? {}))
      if (typeof value === 'string')
        options.set(name.toLowerCase().replace(/\s+/g, ''), value.toLowerCase().trim());
  const pick = <T extends string>(name: string, allowed: readonly T[]): T | null =>
    allowed.find((a) => a === options.get(name)) ?? null;
  return {
    ssvc: {
      exploitation: pick('exploitation', ['none', 'poc', 'active']),
      automatable: pick('automatable', ['yes', 'no']),
      technicalImpact: pick('technicalimpact', ['partial', 'total']),
    },
    at: isoInstant(content.timestamp)?.slice(0, 10) ?? null,
  };
}

function kevOf(all: readonly Sourced[]): Kev | undefined {
  const content = others(all, 'kev').at(-1);
  const dateAdded = isoInstant(content?.dateAdded)?.slice(0, 10);
  return dateAdded ? { dateAdded, dueDate: null, ransomware: false, source: 'cve5' } : undefined;
}

function claimsOf(record: CveRecord, title: string): Claim[] {
  const all = containersOf(record);
  const vulnerabilityId = record.cveMetadata.cveId;
  const ssvc = ssvcOf(all);
  const kev = kevOf(all);
  const exploitation = ssvc?.ssvc.exploitation;
  const common = { vulnerabilityId, title: title.slice(0, 300) };
  return [
    ...(exploitation === 'active' || exploitation === 'poc'
      ? [{ ...common, claim: exploitation, date: ssvc?.at ?? null, reference: null }]
      : []),
    ...(kev
      ? [
          {
            ...common,
            claim: 'known-exploited',
            date: kev.dateAdded,
            reference: cleanText(others(all, 'kev').at(-1)?.reference, 500) ?? null,
          },
        ]
      : []),
  ];
}

const isNothing = (name: string | undefined): boolean =>
  !name || /^(n\/?a|unknown|unspecified|\*|-)$/i.test(name.trim());

function productName(a: Affected): string | undefined {
  const product = isNothing(a.product) ? a.packageName : a.product;
  const vendor = isNothing(a.vendor) ? '' : (a.vendor ?? '');
  if (isNothing(product)) return cleanText(vendor, 100);
  const isTwice = product?.toLowerCase().startsWith(vendor.toLowerCase()) ?? false;
  return cleanText(isTwice ? product : `${vendor} ${product}`, 100);
}

function productsOf(all: readonly Sourced[]): string[] {
  const found = new Map<string, string>();
  for (const { container } of all)
    for (const a of container.affected) {
      const name = a ? productName(a) : undefined;
      const key = name?.toLowerCase().replace(/[\s_-]+/g, ' ');
      if (name && key && !found.has(key)) found.set(key, name);
    }
  return [...found.values()].slice(0, 8);
}

function rangesOf(a: Affected): string {
  const versions = a.versions.flatMap((v) => {
    if (!v) return [];
    const upper = v.lessThan ? ` < ${v.lessThan}` : v.lessThanOrEqual ? ` ≤ ${v.lessThanOrEqual}` : '';
    return [`${v.status ?? '?'} ${v.version ?? '?'}${upper}`];
  });
  return versions.slice(0, 60).join(' ; ') || (a.defaultStatus ?? 'unknown');
}

/** The record's fields in words, for its history. */
export function fieldsOf(document: unknown): Record<string, unknown> {
  const parsed = CveRecord.safeParse(document);
  if (!parsed.success) return {};
  const all = containersOf(parsed.data);
  const facts = factsOf(parsed.data, []);
  const products = all.flatMap(({ source, container }) =>
    container.affected.flatMap((a) =>
      a ? [cleanText(`${source} · ${productName(a) ?? '?'} : ${rangesOf(a)}`, 1000) ?? ''] : [],
    ),
  );
  const { cna } = parsed.data.containers;
  return {
    state: parsed.data.cveMetadata.state,
    title: facts.title ?? null,
    summary: facts.summaries?.en ?? facts.summaries?.fr ?? null,
    published: facts.published ?? null,
    cvss: (facts.cvss ?? []).map((c) => `${c.source} · CVSS ${c.version} · ${c.score} · ${c.vector}`),
    ssvc: facts.ssvc ?? null,
    kev: facts.kev?.dateAdded ?? null,
    products: products.slice(0, 300),
    cwes: cna.problemTypes.flatMap((p) => p?.descriptions.flatMap((d) => d?.cweId ?? []) ?? []).slice(0, 100),
    references: cna.references.flatMap((r) => (r ? [r.url.slice(0, 500)] : [])).slice(0, 300),
  };
}
