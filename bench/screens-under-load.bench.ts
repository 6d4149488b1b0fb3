// The list of findings, asked every 50 ms while everything is reassessed, and while a large inventory is applied.
import { rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { applyImport } from '../src/estate/apply-import.ts';
import { ImportOptions } from '../src/estate/contract.ts';
import { previewImport } from '../src/estate/preview-import.ts';
import { reassess } from '../src/exposure/reassess.ts';
import { systemActor } from '../src/platform/auth/actor.ts';
import { tidyTables } from '../src/platform/db/tidy-tables.ts';
import { actorWith } from '../test/kit/platform.ts';
import { fillEstate } from './estate.ts';
import { openHttp } from './http.ts';
import { copyOf, corpusOrSkip, openInstallation } from './installation.ts';
import { percentile, report } from './measure.ts';
import { CORPUS, fillWithRecords } from './records.ts';

const BENCH = 'screens-under-load';
const EVERY_MS = 50;
const COMPONENTS = 50_000;
corpusOrSkip(BENCH, CORPUS);
const dir = await copyOf('records-40694', BENCH, (to) => fillWithRecords(BENCH, to, 40_694));
const vigie = await openInstallation(dir);
const p = vigie.platform;
await fillEstate(BENCH, p, 20_000);
const { app, close } = await openHttp(p, actorWith(['exposure:finding:read']));

async function askWhile(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  let isDone = false;
  const asking = (async () => {
    for (let page = 1; !isDone; page = (page % 20) + 1) {
      const from = performance.now();
      const answer = await app.inject({
        url: `/api/exposure/findings?page=${page}`,
        headers: { host: 'localhost' },
      });
      if (answer.statusCode !== 200) throw new Error(answer.body.slice(0, 300));
      times.push(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  const from = performance.now();
  await work();
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  isDone = true;
  await asking;
  const of = { bench: BENCH, n: times.length };
  report({ ...of, metric: `${what}: time`, value: seconds, unit: 's', n: 1 });
  for (const share of [0.5, 0.95, 1])
    report({
      ...of,
      metric: `list meanwhile, ${what}: ${share === 1 ? 'longest' : `p${share * 100}`}`,
      value: Math.round(percentile(times, share)),
      unit: 'ms',
    });
}

await askWhile('first reassessment', () => reassess(p));
await askWhile('tidying the tables after it', () => tidyTables(p.db));
await askWhile('reassessment again', () => reassess(p));
const components = Array.from({ length: COMPONENTS }, (_, i) => ({
  type: 'library',
  'bom-ref': `ref-${i}`,
  name: `library-${i}`,
  version: `${i % 9}.${i % 13}.0`,
  purl: `pkg:maven/org.example${i % 100}/library-${i}@${i % 9}.${i % 13}.0`,
}));
const content = Readable.from([
  Buffer.from(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components })),
]);
const options = ImportOptions.parse({ newAsset: { name: 'big-host', kind: 'host' } });
const { id } = await previewImport(p, systemActor, { name: 'inventory.cdx.json', content, options });
await askWhile(`apply of ${COMPONENTS} components`, () => applyImport(p, systemActor, id));
await close();
await vigie.close();
rmSync(dir, { recursive: true, force: true });
