// Every order of versions alone, then the command line's JSON lines: comparisons a second.
import { PassThrough, Readable } from 'node:stream';
import { compareVersions, schemes } from '@vigie/versions';
import { run } from '../src/cli/index.ts';
import { report } from './measure.ts';

const BENCH = 'versions';
const COMPARISONS = 100_000;

/** Versions as each order knows them, many different ones, so that nothing is answered from memory. */
const MAKE: Record<string, (i: number) => string> = {
  alpm: (i) => `1:${i % 9}.${i}.r${i % 31}-${i % 3}`,
  apk: (i) => `${i % 9}.${i}_p${i % 7}-r${i % 5}`,
  cisco: (i) => `${15 + (i % 3)}.${i % 9}(${i})M${i % 7}a`,
  conan: (i) => `${i % 9}.${i}.cci.2024`,
  'cpe-generic': (i) => `${i % 9}.${i}p${i % 7}`,
  datetime: (i) => new Date(i * 3_600_000).toISOString(),
  deb: (i) => `1:${i % 9}.${i % 31}.${i}-1+deb12u${i % 7}`,
  dotted: (i) => `10.${i % 9}.${i}-h${i % 7}`,
  fortios: (i) => `7.${i % 9}.${i} build ${i % 9973}`,
  gem: (i) => `${i % 9}.${i}.0.rc${i % 7}`,
  gentoo: (i) => `${i % 9}.${i}b_p${i % 7}-r${i % 3}`,
  junos: (i) => `${18 + (i % 7)}.${i % 4}R${i}-S${i % 9}`,
  jvm: (i) => `1.8.0_${i}`,
  maven: (i) => `${i % 9}.${i}-beta${i % 7}`,
  nuget: (i) => `${i % 9}.${i}.0.1-Beta.${i % 7}`,
  openssl: (i) => `1.${i % 3}.${i}k`,
  panos: (i) => `10.${i % 9}.${i}-h${i % 7}`,
  pypi: (i) => `${i % 9}.${i}.0.post${i % 3}`,
  rpm: (i) => `0:4.18.${i}-372.${i % 13}.1.el8`,
  windows: (i) => `10.0.${10_240 + (i % 9973)}.${i}`,
  cran: (i) => `${i % 9}.${i}-${i % 7}`,
  hackage: (i) => `${i % 9}.${i}.${i % 7}`,
};
const semantic = (i: number): string => `${i % 9}.${i % 31}.${i}-rc.${i % 4}`;

for (const scheme of schemes) {
  const make = MAKE[scheme] ?? semantic;
  const versions = Array.from({ length: COMPARISONS + 1 }, (_, i) => make((i * 7919) % (COMPARISONS + 1)));
  let comparable = 0;
  const from = performance.now();
  for (let i = 1; i < versions.length; i++)
    if (compareVersions(scheme, versions[i - 1] ?? '', versions[i] ?? '') !== undefined) comparable++;
  const rate = Math.round((comparable / (performance.now() - from)) * 1000);
  if (comparable !== COMPARISONS) throw new Error(`${scheme}: ${comparable} of ${COMPARISONS} compared`);
  report({ bench: BENCH, metric: `${scheme}: comparisons`, value: rate, unit: '/s', n: comparable });
}

/** The same rows at 1× and 4×: the time grows with them, the memory does not. */
for (const times of [1, 4]) {
  const rows = COMPARISONS * times;
  async function* lines() {
    for (let i = 0; i < rows; i += 500) {
      const block = Array.from({ length: 500 }, (_, k) =>
        JSON.stringify({ scheme: 'Debian:12', a: MAKE.deb?.(i + k), b: MAKE.deb?.(i + k + 1) }),
      );
      yield Buffer.from(`${block.join('\n')}\n`);
    }
  }
  let answered = 0;
  const stdout = new PassThrough();
  stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) answered++;
  });
  const io = { stdin: Readable.from(lines()), stdout, stderr: process.stderr, env: {}, cwd: '.' };
  const from = performance.now();
  const code = await run(['versions', 'compare', '--stdin'], io);
  const ms = performance.now() - from;
  if (code !== 0 || answered !== rows) throw new Error(`${answered} of ${rows} lines answered, exit ${code}`);
  report({
    bench: BENCH,
    metric: `versions compare --stdin, ${times}×: lines`,
    value: Math.round((rows / ms) * 1000),
    unit: '/s',
    n: rows,
  });
}
