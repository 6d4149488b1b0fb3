import { parse } from 'csv-parse/sync';
import { readFiles } from '../../platform/files/read-archive.ts';
import { readLines, readText } from '../../platform/files/read-lines.ts';
import { refuse } from './errors.ts';

const MAX_KEV_BYTES = 64 * 1024 ** 2;
const CVE = /^CVE-\d{4}-\d{4,}$/;

/** The CVE ids of a known-exploited catalogue, in JSON or CSV, compressed or not. */
export async function readKev(path: string): Promise<Set<string>> {
  for await (const file of readFiles(path)) {
    const text = (await readText(file.place, file.content, MAX_KEV_BYTES)).trimStart();
    const ids =
      text.startsWith('{') || text.startsWith('[')
        ? kevFromJson(file.place, text)
        : kevFromCsv(file.place, text);
    if (ids.size === 0)
      throw refuse('kev-malformed', { details: { place: file.place, reason: 'no entry with a cveID' } });
    return ids;
  }
  throw refuse('kev-malformed', { details: { place: path, reason: 'empty archive' } });
}

function kevFromJson(place: string, text: string): Set<string> {
  try {
    const document = JSON.parse(text) as { vulnerabilities?: unknown };
    const entries = Array.isArray(document) ? document : document.vulnerabilities;
    if (!Array.isArray(entries))
      throw refuse('kev-malformed', { details: { place, reason: 'no list "vulnerabilities"' } });
    return idsOf(entries as { cveID?: unknown }[]);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw refuse('kev-malformed', { cause, details: { place, reason: cause.message.slice(0, 120) } });
  }
}

function kevFromCsv(place: string, text: string): Set<string> {
  try {
    const rows = parse(text, {
      columns: true,
      bom: true,
      relax_column_count: true,
      max_record_size: 1024 ** 2,
    });
    return idsOf(rows as { cveID?: unknown }[]);
  } catch (cause) {
    throw refuse('kev-malformed', {
      cause,
      details: { place, reason: cause instanceof Error ? cause.message : '' },
    });
  }
}

const idsOf = (entries: { cveID?: unknown }[]): Set<string> =>
  new Set(
    entries.flatMap((entry) =>
      typeof entry?.cveID === 'string' && CVE.test(entry.cveID) ? [entry.cveID] : [],
    ),
  );

export interface EpssScore {
  score: number;
  percentile: number;
  date: string | null;
}

/** FIRST's daily file: a comment with the date, a header, then a line for each CVE. */
export async function readEpss(path: string): Promise<Map<string, EpssScore>> {
  for await (const file of readFiles(path)) {
    const scores = new Map<string, EpssScore>();
    let date: string | null = null;
    let hasHeader = false;
    for await (const { bytes, number } of readLines(file.place, file.content, 4096)) {
      const line = bytes.toString('latin1');
      const place = `${file.place}:${number}`;
      if (line.startsWith('#')) date = /score_date:(\d{4}-\d{2}-\d{2})/.exec(line)?.[1] ?? null;
      else if (!hasHeader) {
        if (!/^cve,epss,percentile\s*$/i.test(line))
          throw refuse('epss-malformed', {
            details: { place, reason: 'header cve,epss,percentile expected' },
          });
        hasHeader = true;
      } else if (line.trim() !== '') addScore(scores, line, place, date);
    }
    if (!hasHeader) throw refuse('epss-malformed', { details: { place: file.place, reason: 'empty' } });
    return scores;
  }
  throw refuse('epss-malformed', { details: { place: path, reason: 'empty archive' } });
}

function addScore(scores: Map<string, EpssScore>, line: string, place: string, date: string | null): void {
  const [cve = '', score = '', percentile = ''] = line.trim().split(',');
  const [s, p] = [Number(score), Number(percentile)];
  const isRead = CVE.test(cve) && score !== '' && percentile !== '' && s >= 0 && s <= 1 && p >= 0 && p <= 1;
  if (!isRead) throw refuse('epss-malformed', { details: { place, reason: line.slice(0, 80) } });
  scores.set(cve, { score: s, percentile: p, date });
}
