import { MalformedRecordError, matchablesFromMsrc } from '@vigie/vulnmatch';
import type { Claim, FeedItem, RecordFacts } from '../define-feed.ts';
import { isPart, partsOf } from '../document-parts.ts';
import { cleanText, isoInstant, malformed } from '../read-documents.ts';
import { joinedById } from '../said-elsewhere.ts';
import { MonthDocument, type Vulnerability } from './schema.ts';

const EXPLOIT_STATUS = 1;
const DESCRIPTION = 2;

/** A month's document: the whole, and a part for each weakness. */
export function readMonth(place: string, document: unknown): FeedItem[] {
  if (isPart(document)) return [];
  const parsed = MonthDocument.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return [malformed(place, `${issue?.path.join('.')}: ${issue?.message}`)];
  }
  const { DocumentTracking: tracking } = parsed.data;
  const id = tracking.Identification.ID.Value;
  const published = isoInstant(tracking.InitialReleaseDate);
  const revision = isoInstant(tracking.CurrentReleaseDate) ?? published ?? null;
  try {
    const compiled = new Map(joinedById(matchablesFromMsrc(document)).map((m) => [m.id, m]));
    const part = partsOf(id, document);
    const parts = new Map<string, FeedItem>();
    for (const entry of parsed.data.Vulnerability) {
      const matchable = compiled.get(entry.CVE);
      const facts = factsOf(entry, published);
      parts.set(entry.CVE, {
        kind: 'record',
        record: {
          ...part(entry.CVE, entry),
          place,
          revision,
          vulnerabilityId: entry.CVE,
          facts,
          ...(matchable ? { matchable } : {}),
          claims: claimsOf(entry, facts),
        },
      });
    }
    return [
      { kind: 'record', record: { id, place, document, revision, claims: [] } },
      ...parts.values(),
      { kind: 'whole', prefix: `${id}#`, revision },
    ];
  } catch (error) {
    if (error instanceof MalformedRecordError) return [malformed(place, error.message)];
    throw error;
  }
}

function factsOf(entry: Vulnerability, released: string | undefined): RecordFacts {
  const title = cleanText(entry.Title?.Value, 300);
  const note = (entry.Notes ?? []).find((n) => n?.Type === DESCRIPTION);
  const summary = cleanText(note?.Value?.replace(/<[^>]{0,300}>/g, ' '), 20_000);
  const dates = (entry.RevisionHistory ?? []).flatMap((r) => isoInstant(r?.Date) ?? []).sort();
  const published = dates[0] ?? released;
  const [worst] = (entry.CVSSScoreSets ?? [])
    .filter((s) => s !== null)
    .sort((a, b) => b.BaseScore - a.BaseScore);
  const version = /^CVSS:(\d\.\d)\//.exec(worst?.Vector ?? '')?.[1];
  return {
    rejected: false,
    ...(title ? { title } : {}),
    ...(summary ? { summaries: { en: summary } } : {}),
    ...(published ? { published } : {}),
    ...(dates.at(-1) ? { modified: dates.at(-1) as string } : {}),
    ...(worst && version
      ? { cvss: [{ version, score: worst.BaseScore, vector: worst.Vector, source: 'msrc' }] }
      : {}),
  };
}

/** `Publicly Disclosed:No;Exploited:Yes;Latest Software Release:Exploitation Detected` */
function claimsOf(entry: Vulnerability, facts: RecordFacts): Claim[] {
  const isExploited = (entry.Threats ?? []).some(
    (t) => t?.Type === EXPLOIT_STATUS && /(^|;)\s*Exploited:\s*Yes\b/i.test(t.Description?.Value ?? ''),
  );
  if (!isExploited) return [];
  return [
    {
      vulnerabilityId: entry.CVE,
      claim: 'active',
      title: facts.title ?? entry.CVE,
      date: facts.published?.slice(0, 10) ?? null,
      reference: `https://msrc.microsoft.com/update-guide/vulnerability/${encodeURIComponent(entry.CVE)}`,
    },
  ];
}
