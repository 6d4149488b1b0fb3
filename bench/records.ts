import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { systemActor } from '../src/platform/auth/actor.ts';
import { importFeedFile } from '../src/watch/import-feed-file.ts';
import { corpusOrSkip, openInstallation } from './installation.ts';

export const CORPUS = 'cve5-vulnrichment/cve5-2024.ndjson.gz';

/** The records of the corpus, one line each. */
export async function* recordLines(bench: string, limit = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  const file = createReadStream(corpusOrSkip(bench, CORPUS)).pipe(createGunzip());
  let count = 0;
  for await (const line of createInterface({ input: file })) {
    if (!line.trim()) continue;
    if (count++ >= limit) return;
    yield line;
  }
}

/** Reads the first records of the corpus into a data folder by the path that a person's import takes. */
export async function fillWithRecords(bench: string, dir: string, limit?: number): Promise<void> {
  const vigie = await openInstallation(dir);
  async function* bytes() {
    for await (const line of recordLines(bench, limit)) yield Buffer.from(`${line}\n`);
  }
  await importFeedFile(vigie.platform, systemActor, {
    feedId: 'cve5',
    name: 'records.ndjson',
    content: Readable.from(bytes()),
  });
  await vigie.close();
}

/** What the process held at most, in megabytes; the embedded engine's thread is in it. */
export function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
