import { type Line, readLines } from '../../../platform/files/read-lines.ts';
import { fail } from '../../errors.ts';
import { defineFeed, type FeedFiles, type FeedItem, type ScoreRows } from '../define-feed.ts';
import { isoInstant, malformed } from '../read-documents.ts';
import { EpssHead } from './schema.ts';

const BATCH = 5000;
const HEADER = 'cve,epss,percentile';
/** So many bad lines are no accident of a line: the file is something else. */
const MAX_BAD_LINES = 1000;
const ROW = /^(CVE-\d{4}-\d{4,}),(\d(?:\.\d+)?(?:[eE]-?\d+)?),(\d(?:\.\d+)?(?:[eE]-?\d+)?)$/;

const wrong = (place: string, reason: string) =>
  fail('feed-wrong-content', { details: { feed: 'epss', place, reason } });

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  for await (const file of files) {
    signal?.throwIfAborted();
    yield* readFile(file.place, readLines(file.place, file.content, 4096), signal);
  }
}

async function* readFile(
  place: string,
  lines: AsyncGenerator<Line>,
  signal: AbortSignal | undefined,
): AsyncGenerator<FeedItem> {
  let rows: ScoreRows = { ids: [], scores: [], percentiles: [] };
  let isHeadRead = false;
  let isHeaderRead = false;
  let bad = 0;
  for await (const { bytes, number } of lines) {
    const line = bytes.toString('latin1').trim();
    if (!isHeadRead) {
      yield readHead(`${place}:${number}`, line);
      isHeadRead = true;
    } else if (!isHeaderRead) {
      if (line.toLowerCase() !== HEADER) throw wrong(`${place}:${number}`, `header ${HEADER} expected`);
      isHeaderRead = true;
    } else if (line !== '') {
      const problem = addRow(rows, line);
      if (problem) {
        yield malformed(`${place}:${number}`, problem);
        bad += 1;
        if (bad > MAX_BAD_LINES) throw wrong(`${place}:${number}`, `${bad} bad lines`);
      }
      if (rows.ids.length >= BATCH) {
        signal?.throwIfAborted();
        yield { kind: 'scores', rows };
        rows = { ids: [], scores: [], percentiles: [] };
      }
    }
  }
  if (!isHeaderRead) throw wrong(place, 'empty file');
  if (rows.ids.length > 0) yield { kind: 'scores', rows };
}

function readHead(place: string, line: string): FeedItem {
  const stated = line.replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '');
  const pairs = stated.startsWith('#')
    ? stated
        .slice(1)
        .split(',')
        .map((pair) => [pair.slice(0, pair.indexOf(':')).trim(), pair.slice(pair.indexOf(':') + 1).trim()])
    : [];
  const head = EpssHead.safeParse(Object.fromEntries(pairs));
  const at = head.success ? isoInstant(head.data.score_date.slice(0, 10)) : undefined;
  if (!head.success || !at) throw wrong(place, 'line #model_version:…,score_date:… expected');
  return { kind: 'edition', edition: at.slice(0, 10), at, model: head.data.model_version };
}

/** Adds the row, or says what is wrong with it. */
function addRow(rows: ScoreRows, line: string): string | undefined {
  const match = ROW.exec(line);
  const [score, percentile] = [Number(match?.[2]), Number(match?.[3])];
  if (!match?.[1] || !(score >= 0 && score <= 1) || !(percentile >= 0 && percentile <= 1))
    return 'CVE id and two numbers from 0 to 1 expected';
  rows.ids.push(match[1]);
  rows.scores.push(score);
  rows.percentiles.push(percentile);
  return undefined;
}

export default defineFeed({
  id: 'epss',
  title: { fr: 'EPSS (probabilité d’exploitation)', en: 'EPSS (exploit prediction)' },
  description: {
    fr: 'Pour chaque CVE, la probabilité estimée qu’elle soit exploitée dans les trente jours. Source : EPSS, FIRST.org.',
    en: 'For each CVE, the estimated probability of exploitation within thirty days. Source: EPSS, FIRST.org.',
  },
  publisher: 'FIRST.org',
  licence: { name: 'EPSS, FIRST.org', url: 'https://www.first.org/epss/' },
  homepage: 'https://www.first.org/epss/',
  url: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
  mode: 'snapshot',
  cadenceMinutes: 24 * 60,
  silenceMinutes: 3 * 24 * 60,
  maxBytes: 256 * 1024 ** 2,
  monthlyBytes: 512 * 1024 ** 2,
  read,
  fields: () => ({}),
});
