// The phrases of all CERT-FR avis of the corpus, read one by one; reading JSON aside.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readAvis } from '@vigie/certfr';
import { corpusOrSkip } from './installation.ts';
import { median, report } from './measure.ts';

const BENCH = 'certfr';
const folder = dirname(corpusOrSkip(BENCH, 'certfr/SOURCE.md'));
const avis = readdirSync(folder)
  .filter((file) => /^avis-.*\.ndjson\.gz$/.test(file))
  .flatMap((file) =>
    gunzipSync(readFileSync(join(folder, file)))
      .toString('utf8')
      .split('\n'),
  )
  .filter(Boolean)
  .map((line): unknown => JSON.parse(line));

let lines = 0;
const rates = Array.from({ length: 3 }, () => {
  lines = 0;
  const from = performance.now();
  for (const each of avis) lines += readAvis(each).systems.length;
  return (lines / (performance.now() - from)) * 1000;
});
report({
  bench: BENCH,
  metric: 'affected systems read',
  value: Math.round(median(rates)),
  unit: '/s',
  n: rates.length,
});
report({ bench: BENCH, metric: 'affected systems', value: lines, unit: 'n', n: 1 });
