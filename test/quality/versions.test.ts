import process from 'node:process';
import {
  canonicalVers,
  compareVersions,
  inRange,
  isScheme,
  parseVers,
  prepare,
  versOfNative,
} from '@vigie/versions';
import { describe, expect, it } from 'vitest';
import { corpus, readArchive, readLines } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';
import { isAsUnivers, isSpoilt, type UniversTest } from './univers.ts';

interface Pair {
  scheme: string;
  a: string;
  b: string;
  cmp: number;
  origin: string;
  /** Set where another source says otherwise. */
  also?: unknown;
}

// Sources disagree: Maven 4 sorts 2.0.a first, Maven 3 (and the lists of univers and vers-spec taken from it) 2-1.
const DISAGREED = new Set(['maven 2.0.a 2-1']);

const pairs = corpus('versions/version-compare.ndjson.gz');
const suite = corpus('versions/vers-spec-tests.tar.gz');
const univers = corpus('versions/univers-tests.tar.gz');

describe.skipIf(pairs === undefined)('versions compare as their sources say', () => {
  const tallies = new Map<string, Tally>();
  const rows = pairs === undefined ? [] : readLines<Pair>(pairs);
  const start = process.cpuUsage();
  for (const { scheme, a, b, cmp, origin, also } of rows) {
    if (also !== undefined || DISAGREED.has(`${scheme} ${a} ${b}`)) continue;
    const tally = tallies.get(scheme) ?? new Tally();
    tallies.set(scheme, tally);
    const found = compareVersions(scheme, a, b);
    const back = compareVersions(scheme, b, a);
    const isRight = found === cmp && (back ?? Number.NaN) + cmp === 0;
    tally.count(isRight, () => `${a} ? ${b}: ${found} instead of ${cmp} (${origin})`);
  }

  // Of the processor, not of the clock: other work on the machine must not fail this.
  const seconds = process.cpuUsage(start).user / 1e6;

  it.each([...tallies.keys()])('%s', (scheme) => {
    expectGate('versions', scheme, tallies.get(scheme) ?? new Tally());
  });

  it('fast: at least 20,000 pairs a second, both ways, each text read for the first time', () => {
    expect(rows.length / seconds).toBeGreaterThan(20_000);
  });
});

interface Case {
  test_type: string;
  test_group: string;
  expected_output: unknown;
  expected_failure?: boolean;
  input: unknown;
}

interface Versions {
  input_scheme: string;
  versions: string[];
}

const answers: Record<string, (test: Case) => unknown> = {
  equality: ({ input }) => {
    const { input_scheme: scheme, versions } = input as Versions;
    return compareVersions(scheme, versions[0] ?? '', versions[1] ?? '') === 0;
  },
  comparison: ({ input, expected_output }) => {
    const { input_scheme: scheme, versions } = input as Versions;
    if (versions.some((version) => prepare(scheme, version) === undefined)) return undefined;
    const sorted = [...versions].sort((a, b) => compareVersions(scheme, a, b) ?? 0);
    // The suite writes some versions in a normal form (NuGet in lower case): the same version is what counts.
    const wanted = expected_output as string[];
    return sorted.every((version, i) => compareVersions(scheme, version, wanted[i] ?? '') === 0)
      ? wanted
      : sorted;
  },
  containment: ({ input }) => {
    const { vers, version } = input as { vers: string; version: string };
    return inRange(vers, version);
  },
  from_native: ({ input }) => {
    const { scheme, native_range: range } = input as { scheme: string; native_range: string };
    return versOfNative(scheme, range);
  },
  validate: ({ input }) => canonicalVers(input as string),
  parse: ({ input }) => {
    const vers = parseVers(input as string);
    return (
      vers && {
        scheme: vers.scheme,
        version_constraints: vers.constraints.map(({ comparator, version }) => [comparator, version]),
      }
    );
  },
};

describe.skipIf(suite === undefined)('the suite of vers-spec', () => {
  const files = suite === undefined ? new Map<string, string>() : readArchive(suite);
  const tests = [...files].filter(([name]) => /^tests\/.*\.json$/.test(name));
  const tallies = new Map<string, Tally>();
  for (const [name, text] of tests) {
    for (const test of (JSON.parse(text) as { tests: Case[] }).tests) {
      const tally = tallies.get(test.test_type) ?? new Tally();
      tallies.set(test.test_type, tally);
      const found = answers[test.test_type]?.(test);
      const wanted = test.expected_failure ? undefined : test.expected_output;
      const isRight = JSON.stringify(found) === JSON.stringify(wanted);
      tally.count(isRight, () => `${name} ${JSON.stringify(test.input)}: ${JSON.stringify(found)}`);
    }
  }

  it.each([...tallies.keys()])('%s', (type) => {
    expectGate('vers', type, tallies.get(type) ?? new Tally());
  });

  it('knows every scheme that the suite orders', () => {
    expect(['alpm', 'gem', 'golang', 'nginx', 'datetime'].every(isScheme)).toBe(true);
  });
});

describe.skipIf(univers === undefined)('the tests of univers', () => {
  const tallies = new Map<string, Tally>();
  for (const [name, text] of univers === undefined ? [] : readArchive(univers)) {
    const path = /tests\/data\/schema\/(.+)\.json$/.exec(name)?.[1];
    if (path === undefined) continue;
    const list = path.includes('gitlab') ? 'gitlab-ranges' : path.includes('range') ? 'ranges' : 'order';
    const tally = tallies.get(list) ?? new Tally();
    tallies.set(list, tally);
    const found = JSON.parse(text) as UniversTest[] | { tests: UniversTest[] };
    for (const test of Array.isArray(found) ? found : found.tests)
      if (!isSpoilt(test)) tally.count(isAsUnivers(test), () => `${path} ${JSON.stringify(test)}`);
  }

  it.each([...tallies.keys()])('%s', (list) => {
    expectGate('univers', list, tallies.get(list) ?? new Tally());
  });
});
