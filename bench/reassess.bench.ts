// Everything known against everything installed, on the durable embedded database; how it grows; and an estate of many copies.
import { rmSync } from 'node:fs';
import { reassess } from '../src/exposure/reassess.ts';
import { fillConcentrated, fillEstate } from './estate.ts';
import { copyOf, corpusOrSkip, openInstallation } from './installation.ts';
import { report } from './measure.ts';
import { fillWithNvd, NVD_FILES } from './nvd-records.ts';
import { CORPUS, fillWithRecords, peakMegabytes } from './records.ts';

const BENCH = 'reassess';
for (const file of [CORPUS, ...NVD_FILES]) corpusOrSkip(BENCH, file);
const ALL = 40_694;

interface Case {
  name: string;
  records: string;
  make(dir: string): Promise<unknown>;
  estate(p: Parameters<typeof fillEstate>[1]): Promise<void>;
}

const everything = async (dir: string, part: number) => {
  await fillWithRecords(BENCH, dir, Math.round(ALL / part));
  await fillWithNvd(BENCH, dir, part);
};
const ofDifferent = (components: number) => (p: Parameters<typeof fillEstate>[1]) =>
  fillEstate(BENCH, p, components);
const CASES: Case[] = [
  {
    name: 'CVE records of one source × 20000 components',
    records: `records-${ALL}`,
    make: (dir) => fillWithRecords(BENCH, dir, ALL),
    estate: ofDifferent(20_000),
  },
  ...[4, 2, 1].map((part) => ({
    name: `all records / ${part} × ${20_000 / part} components`,
    records: `everything-${part}`,
    make: (dir: string) => everything(dir, part),
    estate: ofDifferent(20_000 / part),
  })),
  {
    name: '10000 records × 20000 copies of 20 products',
    records: 'records-10000',
    make: (dir) => fillWithRecords(BENCH, dir, 10_000),
    estate: (p) => fillConcentrated(BENCH, p, 20_000),
  },
];

// One process a case would tell each its own peak; here it is the largest so far, smallest case first.
for (const { name, records, make, estate } of CASES) {
  const dir = await copyOf(records, 'reassess', async (to) => {
    await make(to);
  });
  const vigie = await openInstallation(dir);
  await estate(vigie.platform);
  for (const turn of ['first', 'again']) {
    const { milliseconds, ...r } = await reassess(vigie.platform);
    const of = { bench: BENCH, n: 1 };
    const told = `${name} (${r.vulnerabilities} × ${r.components}), ${turn}`;
    report({ ...of, metric: `${told}: time`, value: milliseconds / 1000, unit: 's' });
    report({ ...of, metric: `${told}: candidates`, value: r.candidates, unit: 'n' });
    report({ ...of, metric: `${told}: findings opened`, value: r.opened, unit: 'n' });
    report({ ...of, metric: `${told}: peak memory (RSS)`, value: peakMegabytes(), unit: 'MB' });
  }
  await vigie.close();
  rmSync(dir, { recursive: true, force: true });
}
