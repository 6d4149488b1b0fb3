// `vigie match` as a person runs it: a process of its own, an SBOM of 500 components, the whole corpus of CVE records.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../src/platform/root.ts';
import { productsOf } from './estate.ts';
import { corpusOrSkip, scratch } from './installation.ts';
import { median, report } from './measure.ts';
import { CORPUS } from './records.ts';

const BENCH = 'match';
const ROUNDS = 3;
const advisories = corpusOrSkip(BENCH, CORPUS);
const products = await productsOf(BENCH, 500);
mkdirSync(scratch, { recursive: true });
const inventory = join(scratch, 'inventory.cdx.json');
const components = products.map((c, i) => ({
  type: 'library',
  'bom-ref': `r${i}`,
  group: c.vendor ?? '',
  name: c.name,
  version: c.version ?? '',
  ...(c.cpe ? { cpe: c.cpe } : {}),
}));
writeFileSync(
  inventory,
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components }),
);

const wall: number[] = [];
const cpu: number[] = [];
const memory: number[] = [];
let lines = 0;
// The child itself tells what it used, at its end.
const probe = `data:text/javascript,process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('USED '+u.userCPUTime+' '+u.maxRSS)})`;
for (let round = 0; round < ROUNDS; round++) {
  const from = performance.now();
  const ran = spawnSync(
    process.execPath,
    [
      '--import',
      probe,
      join(ROOT, 'bin/vigie.mjs'),
      'match',
      '--inventory',
      inventory,
      '--advisories',
      advisories,
    ],
    { encoding: 'utf8', maxBuffer: 512 * 1024 * 1024 },
  );
  wall.push((performance.now() - from) / 1000);
  const used = /USED (\d+) (\d+)/.exec(ran.stderr);
  if (!used || ran.status === null || ran.status > 1) throw new Error(ran.stderr.slice(0, 1000));
  cpu.push(Number(used[1]) / 1e6);
  memory.push(Number(used[2]) / 1024);
  lines = ran.stdout.split('\n').filter(Boolean).length;
}
const of = { bench: BENCH, n: ROUNDS };
const tenth = (value: number) => Math.round(value * 10) / 10;
report({ ...of, metric: 'process, wall', value: tenth(median(wall)), unit: 's' });
report({ ...of, metric: 'process, user CPU', value: tenth(median(cpu)), unit: 's' });
report({ ...of, metric: 'process, peak memory (RSS)', value: Math.round(median(memory)), unit: 'MB' });
report({ ...of, metric: 'results', value: lines, unit: 'n' });
