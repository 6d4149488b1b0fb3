import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { matchableFromNvd } from '@vigie/vulnmatch';
import { defineFeed, type FeedDef, type FeedRecord } from '../src/watch/feeds/define-feed.ts';
import { allFeeds } from '../src/watch/feeds/find-feed.ts';
import { recordAdvisories } from '../src/watch/record-advisory.ts';
import { corpusOrSkip, openInstallation } from './installation.ts';

/** Every NVD file of the corpora, and the configurations that Anchore wrote where NVD had none. */
export const NVD_FILES = [
  'nvd20-1999-2004',
  'nvd20-2005-2007',
  'nvd20-2008-2010',
  'nvd20-2011-2013',
  'nvd20-2014-2015',
  'nvd20-2016',
  'nvd20-2017',
  'nvd20-2018',
  'nvd20-2019',
  'nvd20-2020-partial',
  'nvd20-2021',
  'nvd20-2022',
  'nvd20-2023-2025-partial',
  'cpe-overrides-anchore',
].map((name) => `nvd/${name}.ndjson.gz`);

interface NvdItem {
  id?: string;
  published?: string;
  lastModified?: string;
  descriptions?: { lang: string; value: string }[];
  metrics?: Record<string, { cvssData: { version: string; baseScore: number; vectorString: string } }[]>;
  _annotation?: { cve_id: string; description: string; modified: string };
  cve?: { configurations: unknown };
}

/** Reads NVD's records into a data folder; `every` 4 takes one in four. */
export async function fillWithNvd(bench: string, dir: string, every = 1): Promise<number> {
  const vigie = await openInstallation(dir);
  const { platform } = vigie;
  let count = 0;
  for (const file of NVD_FILES) {
    const feed = feedOf(file.includes('anchore') ? 'anchore' : 'nvd');
    let batch: FeedRecord[] = [];
    const write = async () => {
      await platform.db.transaction().execute((trx) => recordAdvisories(platform, trx, feed, batch));
      batch = [];
    };
    const stream = createReadStream(corpusOrSkip(bench, file)).pipe(createGunzip());
    for await (const line of createInterface({ input: stream })) {
      if (count++ % every !== 0) continue;
      batch.push(recordOf(JSON.parse(line) as NvdItem, file));
      if (batch.length === 1000) await write();
    }
    await write();
  }
  await vigie.close();
  return Math.ceil(count / every);
}

/** The room's own feed where there is one; its name and nothing else is used here. */
function feedOf(id: string): FeedDef {
  const text = { fr: id, en: id };
  return (
    allFeeds.find((f) => f.id === id) ??
    defineFeed({
      id,
      title: text,
      description: text,
      publisher: id,
      licence: { name: 'public domain', url: 'https://nvd.nist.gov' },
      homepage: 'https://nvd.nist.gov',
      url: 'https://nvd.nist.gov',
      mode: 'stream',
      cadenceMinutes: 60,
      maxBytes: 1,
      monthlyBytes: 1,
      read: async function* () {},
      fields: () => ({}),
    })
  );
}

function recordOf(item: NvdItem, place: string): FeedRecord {
  const id = item.id ?? item._annotation?.cve_id ?? '';
  const score = Object.values(item.metrics ?? {}).flat()[0]?.cvssData;
  const summary =
    item.descriptions?.find((d) => d.lang === 'en')?.value ?? item._annotation?.description ?? '';
  return {
    id,
    place,
    // What is kept of the source is not read by a reassessment.
    document: { id },
    revision: item.lastModified ?? null,
    vulnerabilityId: id,
    facts: {
      rejected: false,
      summaries: { en: summary },
      ...(item.published ? { published: `${item.published}Z` } : {}),
      ...(score
        ? {
            cvss: [
              { version: score.version, score: score.baseScore, vector: score.vectorString, source: 'nvd' },
            ],
          }
        : {}),
    },
    matchable: matchableFromNvd(item.id ? item : { id, configurations: item.cve?.configurations }),
    claims: [],
  };
}
