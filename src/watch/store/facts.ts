import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { VulnerabilityFacts } from '../model/vulnerability.ts';
import { listClaims } from './claims.ts';
import { currentEdition, scoresTable } from './scores.ts';
import type { VulnerabilityRow } from './tables.ts';

type Row = Pick<
  VulnerabilityRow,
  | 'id'
  | 'aliases'
  | 'title'
  | 'summary'
  | 'published'
  | 'modified'
  | 'is_rejected'
  | 'cvss'
  | 'severity'
  | 'kev'
  | 'ssvc'
> & { score: number | null; percentile: number | null; date: string | null };

/** What is known of these vulnerabilities; an id that no source knows is absent. Standing claims only. */
export async function loadVulnerabilities(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, VulnerabilityFacts>> {
  const found = new Map<string, VulnerabilityFacts>();
  const edition = await currentEdition(db);
  for (let i = 0; i < ids.length; i += 1000) {
    const part = ids.slice(i, i + 1000);
    const { rows } = await sql<Row>`
      select v.id, v.aliases, v.title, v.summary, v.published, v.modified, v.is_rejected, v.cvss, v.severity, v.kev, v.ssvc,
        e.score, e.percentile, ${edition.date}::text as date
      from watch_vulnerabilities v left join ${scoresTable(edition.slot)} e on e.id = v.id
      where v.id = any(${part}::text[])`.execute(db);
    for (const row of rows) found.set(row.id, factsOf(row));
    for (const c of await listClaims(db, part)) {
      if (c.withdrawnAt === null)
        found.get(c.vulnerabilityId)?.exploitation.push({
          source: c.feedId,
          claim: c.claim,
          date: c.date,
          reference: c.reference,
        });
    }
  }
  return found;
}

function factsOf(r: Row): VulnerabilityFacts {
  return {
    id: r.id,
    aliases: r.aliases,
    title: r.title,
    summary: r.summary,
    published: r.published?.toISOString() ?? null,
    modified: r.modified?.toISOString() ?? null,
    rejected: r.is_rejected,
    cvss: r.cvss,
    severity: r.severity,
    kev: r.kev,
    epss:
      r.score === null || r.percentile === null
        ? null
        : { score: r.score, percentile: r.percentile, date: r.date },
    ssvc: r.ssvc,
    exploitation: [],
  };
}
