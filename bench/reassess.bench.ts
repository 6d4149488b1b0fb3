// Everything known against everything installed, on the durable embedded database; and how it grows with either.
import { rmSync } from 'node:fs';
import { reassess } from '../src/exposure/reassess.ts';
import { fillEstate } from './estate.ts';
import { copyOf, corpusOrSkip, openInstallation } from './installation.ts';
import { report } from './measure.ts';
import { CORPUS, fillWithRecords, peakMegabytes } from './records.ts';

const BENCH = 'reassess';
corpusOrSkip(BENCH, CORPUS);
const ALL = 40_694;
const SIZES = [
  [10_000, 20_000],
  [20_000, 20_000],
  [ALL, 5_000],
  [ALL, 10_000],
  [ALL, 20_000],
] as const;

for (const [records, components] of SIZES) {
  const dir = await copyOf(`records-${records}`, 'reassess', (to) => fillWithRecords(BENCH, to, records));
  const vigie = await openInstallation(dir);
  await fillEstate(BENCH, vigie.platform, components);
  for (const turn of ['first', 'again']) {
    const { milliseconds, ...r } = await reassess(vigie.platform);
    const of = { bench: BENCH, n: 1 };
    const name = `${r.vulnerabilities} records × ${r.components} components, ${turn}`;
    report({ ...of, metric: `${name}: time`, value: milliseconds / 1000, unit: 's' });
    report({ ...of, metric: `${name}: candidates`, value: r.candidates, unit: 'n' });
    report({
      ...of,
      metric: `${name}: candidates`,
      value: Math.round((r.candidates / milliseconds) * 1000),
      unit: '/s',
    });
    report({ ...of, metric: `${name}: findings opened`, value: r.opened, unit: 'n' });
    report({ ...of, metric: `${name}: peak memory (RSS)`, value: peakMegabytes(), unit: 'MB' });
  }
  await vigie.close();
  rmSync(dir, { recursive: true, force: true });
}
