// The two libraries under everything, alone: comparisons of versions, and evaluations of the corpus against its own products.
import { compareVersions } from '@vigie/versions';
import { matchableFromCve5 } from '@vigie/vulnmatch';
import { collectHits, indexComponents, installed } from '../src/exposure/model/hits.ts';
import { productsOf } from './estate.ts';
import { corpusOrSkip } from './installation.ts';
import { report } from './measure.ts';
import { CORPUS, recordLines } from './records.ts';

const BENCH = 'libraries';
const TURNS = 300_000;
const PAIRS = [
  ['semver', '1.2.3-rc.1', '1.2.3'],
  ['deb', '1:2.3.4-1+deb12u1', '1:2.3.4-1+deb12u2'],
  ['rpm', '0:4.18.0-372.9.1.el8', '0:4.18.0-372.13.1.el8'],
  ['maven', '2.0-beta9', '2.17.1'],
  ['pypi', '3.2.0.post1', '3.2.1.dev0'],
  ['generic', '10.0.17763.5329', '10.0.17763.5458'],
] as const;
for (const [scheme, a, b] of PAIRS) {
  if (compareVersions(scheme, a, b) !== -1) throw new Error(`${scheme}: ${a} is before ${b}`);
  const from = performance.now();
  for (let i = 0; i < TURNS; i++) compareVersions(scheme, a, b);
  const rate = Math.round((TURNS / (performance.now() - from)) * 1000);
  report({ bench: BENCH, metric: `versions, ${scheme}: comparisons`, value: rate, unit: '/s', n: TURNS });
}

corpusOrSkip(BENCH, CORPUS);
const products = await productsOf(BENCH, 20_000);
const index = indexComponents(
  products.map((c, i) => installed({ ...c, id: `c-${i}`, assetId: `a-${i % 1000}` })),
);
const matchables = [];
let parsing = 0;
for await (const line of recordLines(BENCH)) {
  const from = performance.now();
  matchables.push(matchableFromCve5(JSON.parse(line)));
  parsing += performance.now() - from;
}
const hits = new Map();
let candidates = 0;
const from = performance.now();
for (const m of matchables) candidates += collectHits(m, index, hits);
const ms = performance.now() - from;
const of = { bench: BENCH, n: 1 };
report({
  ...of,
  metric: 'vulnmatch: records read',
  value: Math.round((matchables.length / parsing) * 1000),
  unit: '/s',
});
report({ ...of, metric: 'vulnmatch, records × 20000 components: candidates', value: candidates, unit: 'n' });
report({
  ...of,
  metric: 'vulnmatch: candidates evaluated',
  value: Math.round((candidates / ms) * 1000),
  unit: '/s',
});
report({ ...of, metric: 'vulnmatch: hits', value: hits.size, unit: 'n' });
