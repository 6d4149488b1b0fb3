import type { RecordFacts } from '../feeds/define-feed.ts';
import {
  type Cvss,
  type Kev,
  type Severity,
  type Ssvc,
  severityOfScore,
  severityRank,
} from './vulnerability.ts';

export interface SaidBy {
  feedId: string;
  facts: RecordFacts;
  isRemoved: boolean;
}

export interface StandingClaim {
  feedId: string;
  claim: string;
  title: string;
}

/** One vulnerability as all sources together tell it. */
export interface Merged {
  id: string;
  aliases: string[];
  title: string;
  summary: string;
  summaryLang: string | null;
  summaryFr: string | null;
  products: string;
  published: string | null;
  modified: string | null;
  isRejected: boolean;
  cvss: Cvss | null;
  severity: Severity;
  severityRank: number;
  kev: Kev | null;
  ssvc: Ssvc | null;
  isExploited: boolean;
  sources: string[];
  hasProducts: boolean;
}

/** Who is believed first where only one value can be shown; the others stay visible on the vulnerability's page. */
const ORDER = ['cve5', 'cisa-kev', 'nvd', 'vulnrichment', 'ghsa', 'osv', 'euvd', 'msrc'];
/** Who may take an id back: its own list, and NVD that copies it. A package's advisory withdrawn says nothing of the CVE. */
const REGISTERS = ['cve5', 'nvd'];
const EXPLOITED = new Set(['known-exploited', 'alert', 'active']);

const rank = (feedId: string): number => {
  const at = ORDER.indexOf(feedId);
  return at === -1 ? ORDER.length : at;
};

export function mergeVulnerability(
  id: string,
  said: readonly SaidBy[],
  claims: readonly StandingClaim[],
  hasProducts: boolean,
): Merged {
  const present = said
    .filter((s) => !s.isRemoved)
    .sort((a, b) => rank(a.feedId) - rank(b.feedId) || (a.feedId < b.feedId ? -1 : 1));
  const facts = present.map((s) => s.facts);
  const first = <T>(pick: (f: RecordFacts) => T | undefined): T | null => {
    for (const f of facts) {
      const value = pick(f);
      if (value !== undefined) return value;
    }
    return null;
  };
  const summary = first((f) => bestSummary(f.summaries));
  const cvss = first((f) => f.cvss?.[0]);
  const kev = mergeKev(said, facts);
  const severity = severityOfScore(cvss?.score);
  return {
    id,
    aliases: [...new Set(facts.flatMap((f) => f.aliases ?? []))].filter((a) => a !== id).sort(),
    title: first((f) => f.title) ?? claims[0]?.title ?? '',
    summary: summary?.text ?? '',
    summaryLang: summary?.lang ?? null,
    summaryFr: first((f) => f.summaries?.fr),
    products: productWords(facts.flatMap((f) => f.products ?? [])),
    published: first((f) => f.published),
    modified: first((f) => f.modified),
    isRejected: isRejected(present),
    cvss,
    severity,
    severityRank: severityRank(severity),
    kev,
    ssvc: first((f) => f.ssvc),
    isExploited: kev !== null || claims.some((c) => EXPLOITED.has(c.claim)),
    sources: [...new Set([...present.map((s) => s.feedId), ...claims.map((c) => c.feedId)])].sort(),
    hasProducts,
  };
}

/** The names people write come first; the same name in the spelling of a CPE is not repeated. */
function productWords(names: readonly string[]): string {
  const written = new Map<string, string>();
  const isWords = (name: string) => /[\p{Lu} ]/u.test(name) && !name.includes('_');
  for (const name of [...names].sort((a, b) => Number(isWords(b)) - Number(isWords(a)))) {
    const key = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    if (!written.has(key)) written.set(key, name);
  }
  return [...written.values()].slice(0, 8).join(', ').slice(0, 400);
}

/** The register of the id decides; without it, everybody who speaks must have withdrawn. */
function isRejected(present: readonly SaidBy[]): boolean {
  for (const register of REGISTERS) {
    const said = present.find((s) => s.feedId === register);
    if (said) return said.facts.rejected;
  }
  return present.length > 0 && present.every((s) => s.facts.rejected);
}

function bestSummary(
  summaries: Record<string, string> | undefined,
): { lang: string; text: string } | undefined {
  if (!summaries) return undefined;
  for (const lang of ['en', 'fr', ...Object.keys(summaries)]) {
    const text = summaries[lang];
    if (text) return { lang, text };
  }
  return undefined;
}

/**
 * CISA's catalogue decides on CISA's entries: one it removed is not kept alive by a copy in a CVE record. Europe's own catalogue
 * stands beside it.
 */
function mergeKev(said: readonly SaidBy[], facts: readonly RecordFacts[]): Kev | null {
  const catalogue = said.find((s) => s.feedId === 'cisa-kev');
  const european = facts.find((f) => f.kev?.source === 'eu-kev')?.kev ?? null;
  if (!catalogue) return facts.find((f) => f.kev && f.kev !== european)?.kev ?? european;
  const own = catalogue.isRemoved ? undefined : catalogue.facts.kev;
  return own ?? european;
}
