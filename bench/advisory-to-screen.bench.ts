// With the application running: one changed CVE record comes in; how long until the list of findings, asked every 20 ms, shows it.
import { Readable } from 'node:stream';
import { reassess } from '../src/exposure/reassess.ts';
import { systemActor } from '../src/platform/auth/actor.ts';
import { importFeedFile } from '../src/watch/import-feed-file.ts';
import { actorWith } from '../test/kit/platform.ts';
import { fillEstate } from './estate.ts';
import { openHttp } from './http.ts';
import { copyOf, corpusOrSkip, openInstallation } from './installation.ts';
import { percentile, report } from './measure.ts';
import { CORPUS, fillWithRecords, recordLines } from './records.ts';

const BENCH = 'advisory-to-screen';
const TURNS = 20;
interface Cve {
  cveMetadata: { cveId: string; dateUpdated: string };
  containers: { cna: { title?: string; providerMetadata: { dateUpdated?: string } } };
}

corpusOrSkip(BENCH, CORPUS);
const dir = await copyOf('records-40694', BENCH, (to) => fillWithRecords(BENCH, to, 40_694));
const vigie = await openInstallation(dir);
const p = vigie.platform;
await fillEstate(BENCH, p, 20_000);
await vigie.settle();
await reassess(p);
const { app, close } = await openHttp(p, actorWith(['exposure:finding:read']));
const get = async (query: string) => {
  const answer = await app.inject({ url: `/api/exposure/findings?${query}`, headers: { host: 'localhost' } });
  return answer.json() as { items: { vulnerabilityId: string; title: string }[] };
};
const ids = [...new Set((await get('size=200')).items.map((f) => f.vulnerabilityId))].slice(0, TURNS);
const records = new Map<string, Cve>();
for await (const line of recordLines(BENCH)) {
  const record = JSON.parse(line) as Cve;
  if (ids.includes(record.cveMetadata.cveId)) records.set(record.cveMetadata.cveId, record);
}
await vigie.startBackground(true);
const times: number[] = [];
for (const [id, record] of records) {
  const now = new Date().toISOString();
  const title = `Changed at ${now}`;
  record.cveMetadata.dateUpdated = now;
  record.containers.cna.providerMetadata.dateUpdated = now;
  record.containers.cna.title = title;
  const from = performance.now();
  const content = Readable.from([Buffer.from(`${JSON.stringify(record)}\n`)]);
  await importFeedFile(p, systemActor, { feedId: 'cve5', name: `${id}.json`, content });
  for (;;) {
    if ((await get(`vulnerability=${id}`)).items[0]?.title === title) break;
    if (performance.now() - from > 30_000) throw new Error(`${id} never showed`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  times.push(performance.now() - from);
}
for (const share of [0.5, 0.95])
  report({
    bench: BENCH,
    metric: `record in to list: p${share * 100}`,
    value: Math.round(percentile(times, share)),
    unit: 'ms',
    n: times.length,
  });
await close();
await vigie.close();
