import {
  bindUri,
  type Cpe,
  compareCpeNames,
  compareCpeValues,
  cpeOf,
  formatCpe,
  formatPurl,
  type LogicalTest,
  matchesLogicalTest,
  parseCpe,
  parsePurl,
  parsePurlLoosely,
  readCpeAttributes,
  readCpeValue,
} from '@vigie/identifiers';
import { SaxesParser } from 'saxes';
import { describe, it } from 'vitest';
import { corpus, readArchive, readLines } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

const suite = corpus('versions/purl-spec-tests.tar.gz');
const vectors = corpus('versions/cpe-vectors.ndjson.gz');

interface Parts {
  type: string | null;
  namespace: string | null;
  name: string | null;
  version: string | null;
  qualifiers: Record<string, string> | null;
  subpath: string | null;
}

interface PurlCase {
  test_type: 'parse' | 'build' | 'validate';
  input: unknown;
  expected_output: unknown;
  expected_failure?: boolean;
}

/** Parts as the suite writes them, keys sorted. */
function plain(parts: Partial<Parts> | null | undefined): unknown {
  if (parts === undefined || parts === null) return undefined;
  const qualifiers = Object.entries(parts.qualifiers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const { type, namespace, name, version, subpath } = parts;
  return [type, namespace || null, name, version || null, qualifiers, subpath || null];
}

function answer({ test_type, input }: PurlCase): unknown {
  if (test_type === 'parse') return plain(parsePurl(input as string));
  if (test_type === 'validate') {
    const purl = parsePurlLoosely(input as string);
    return purl && formatPurl(purl);
  }
  const { type, namespace, name, version, qualifiers, subpath } = input as Parts;
  return formatPurl({
    type: type ?? '',
    name: name ?? '',
    ...(namespace ? { namespace } : {}),
    ...(version ? { version } : {}),
    ...(subpath ? { subpath } : {}),
    qualifiers: qualifiers ?? {},
  });
}

describe.skipIf(suite === undefined)('the suite of purl-spec', () => {
  const tallies = new Map<string, Tally>();
  for (const [name, text] of suite === undefined ? [] : readArchive(suite)) {
    if (!/^tests\/.*\.json$/.test(name)) continue;
    for (const test of (JSON.parse(text) as { tests: PurlCase[] }).tests) {
      const tally = tallies.get(test.test_type) ?? new Tally();
      tallies.set(test.test_type, tally);
      const expected =
        test.test_type === 'parse' ? plain(test.expected_output as Parts) : test.expected_output;
      const wanted = test.expected_failure ? undefined : expected;
      const found = answer(test);
      const isRight = JSON.stringify(found) === JSON.stringify(wanted);
      tally.count(isRight, () => `${name} ${JSON.stringify(test.input)}: ${JSON.stringify(found)}`);
    }
  }

  it.each([...tallies.keys()])('%s', (type) => {
    expectGate('purl', type, tallies.get(type) ?? new Tally());
  });
});

interface CpeVector {
  kind: string;
  input: unknown;
  source: unknown;
  target: unknown;
  expected: unknown;
  error?: boolean;
  document?: string;
  cpes?: string[];
}

/** The vectors hold values and attributes as well-formed names write them. */
const fromWfn = (value: unknown): string => readCpeValue(value as string) ?? 'not well formed';
const fromAttributes = (attributes: unknown): Cpe | undefined =>
  readCpeAttributes(attributes as Record<string, unknown>);
const named = (attributes: unknown): Cpe => fromAttributes(attributes) ?? cpeOf({ other: 'not well formed' });

/** Reads the one logical test of a CPE applicability document. */
function readTest(document: string): LogicalTest {
  const root: LogicalTest = { operator: 'AND', negate: false, tests: [], names: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'cpe:logical-test') {
      const operator = attributes.operator === 'OR' ? 'OR' : 'AND';
      const inner: LogicalTest = { operator, negate: attributes.negate === 'TRUE', tests: [], names: [] };
      open.at(-1)?.tests.push(inner);
      open.push(inner);
    } else if (name === 'cpe:fact-ref')
      open.at(-1)?.names.push(parseCpe(String(attributes.name)) ?? cpeOf({}));
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'cpe:logical-test') open.pop();
  });
  parser.write(document).close();
  return root;
}

const relations: Record<string, (vector: CpeVector) => [found: unknown, wanted: unknown]> = {
  'name-match': ({ source, target, expected }) => {
    const { name } = compareCpeNames(named(source), named(target));
    return [
      {
        disjoint: name === 'disjoint',
        equal: name === 'equal',
        subset: name === 'subset',
        superset: name === 'superset',
      },
      expected,
    ];
  },
  'attr-compare': ({ source, target, expected }) => [
    compareCpeValues(fromWfn(source), fromWfn(target)),
    expected,
  ],
  'unbind-uri': ({ input, expected, error }) => [
    parseCpe(input as string),
    error ? undefined : fromAttributes(expected),
  ],
  'unbind-fs': ({ input, expected, error }) => [
    parseCpe(input as string),
    error ? undefined : fromAttributes(expected),
  ],
  'bind-uri': ({ input, expected }) => [bindUri(named(input)), expected],
  'bind-fs': ({ input, expected }) => [formatCpe(named(input)), expected],
  'cpe-language-match': ({ document = '', cpes = [], expected }) => {
    const names = cpes.flatMap((text) => parseCpe(text) ?? []);
    return [matchesLogicalTest(readTest(document), names), expected];
  },
};

// The list gives two answers for the same attributes; an empty component is no valid formatted string.
const CONTRADICTED = 'cpe:2.3:a::*:*:*:*:*:*:*:*:*';

describe.skipIf(vectors === undefined)('the vectors of CPE 2.3', () => {
  const tallies = new Map<string, Tally>();
  for (const vector of vectors === undefined ? [] : readLines<CpeVector>(vectors)) {
    if (vector.expected === CONTRADICTED) continue;
    const tally = tallies.get(vector.kind) ?? new Tally();
    tallies.set(vector.kind, tally);
    const [found, wanted] = relations[vector.kind]?.(vector) ?? ['no such kind', ''];
    tally.count(
      JSON.stringify(found) === JSON.stringify(wanted),
      () => `${JSON.stringify(vector)}: ${JSON.stringify(found)}`,
    );
  }

  it.each([...tallies.keys()])('%s', (kind) => {
    expectGate('cpe', kind, tallies.get(kind) ?? new Tally());
  });
});
