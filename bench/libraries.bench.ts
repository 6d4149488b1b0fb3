// The two libraries under everything, alone: comparisons of versions, and evaluations of the corpus against its own products.
import { compareVersions } from '@vigie/versions';
import { matchableFromCve5 } from '@vigie/vulnmatch';
import { collectHits, indexComponents, installed } from '../src/exposure/model/hits.ts';
import { HitJoiner } from '../src/exposure/model/join-hits.ts';
import { productsOf } from './estate.ts';
import { corpusOrSkip } from './installation.ts';
import { report } from './measure.ts';
import { CORPUS, recordLines } from './records.ts';

const BENCH = 'libraries';
const COMPARISONS = 300_000;
/** Many different versions, so that nothing is answered from memory. */
const MAKE: Record<string, (i: number) => string> = {
  semver: (i) => `${i % 9}.${i % 31}.${i}-rc.${i % 4}`,
  deb: (i) => `1:${i % 9}.${i % 31}.${i}-1+deb12u${i % 7}`,
  rpm: (i) => `0:4.18.${i}-372.${i % 13}.1.el8`,
  maven: (i) => `${i % 9}.${i}-beta${i % 7}`,
  pypi: (i) => `${i % 9}.${i}.0.post${i % 3}`,
  generic: (i) => `10.0.${i}.${(i * 7) % 9973}`,
};
for (const [scheme, make] of Object.entries(MAKE)) {
  const versions = Array.from({ length: COMPARISONS }, (_, i) => make((i * 7919) % COMPARISONS));
  let comparable = 0;
  const from = performance.now();
  for (let i = 1; i < versions.length; i++)
    if (compareVersions(scheme, versions[i - 1] ?? '', versions[i] ?? '') !== undefined) comparable++;
  const rate = Math.round((comparable / (performance.now() - from)) * 1000);
  if (comparable !== COMPARISONS - 1) throw new Error(`${scheme}: ${comparable} of ${COMPARISONS} compared`);
  report({
    bench: BENCH,
    metric: `versions, ${scheme}: comparisons`,
    value: rate,
    unit: '/s',
    n: comparable,
  });
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
const hits = new HitJoiner();
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
report({ ...of, metric: 'vulnmatch: hits', value: hits.hits().length, unit: 'n' });
