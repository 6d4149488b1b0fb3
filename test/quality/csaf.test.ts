import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CsafError, type CsafVersion, readCsaf, TESTS_LEFT_OUT, validateCsaf } from '@vigie/csaf';
import {
  evaluate,
  keysOfMatchable,
  MalformedRecordError,
  matchablesFromCsaf,
  statementsFromVex,
} from '@vigie/vulnmatch';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { corpus, readArchive } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

interface Suite {
  tests: { id: string; group: string; failures?: Entry[]; valid?: Entry[] }[];
}
interface Entry {
  name: string;
  /** What the suite says of the document as a whole. */
  valid: boolean;
}

/** Documents that the suite calls valid as a whole and that break another mandatory test, as reading them shows. */
const BREAKS_ANOTHER: Readonly<Record<string, string>> = {
  'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-08-02.json': '6.1.25',
  'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json': '6.1.25',
  // AV:N/AC:L/Au:N/C:C/I:C/A:C is 10, not 9.
  'mandatory/oasis_csaf_tc-csaf_2_1-2024-6-1-10-13.json': '6.1.9',
  'mandatory/oasis_csaf_tc-csaf_2_1-2024-6-1-27-13-16.json': '6.1.2',
  'mandatory/oasis_csaf_tc-csaf_2_1-2024-6-1-50-15.json': '6.1.2',
  // The schema of CVSS 4.0.1 knows no custom_property; the suite itself uses that in 6.1.8 (5).
  'recommended/oasis_csaf_tc-csaf_2_1-2024-6-2-20-02.json': '6.1.8',
  'recommended/oasis_csaf_tc-csaf_2_1-2024-6-2-39-02-01.json': '6.1.27.14',
  'recommended/oasis_csaf_tc-csaf_2_1-2024-6-2-39-03-01.json': '6.1.27.14',
  'recommended/oasis_csaf_tc-csaf_2_1-2024-6-2-42-02.json': '6.1.42',
  'recommended/oasis_csaf_tc-csaf_2_1-2024-6-2-54-03-01.json': '6.1.1',
};

describe.each(['2.0', '2.1'] as const)('the validator suite of CSAF %s', (version) => {
  const file = corpus(`csaf/oasis-csaf_${version}-validator-tests.tar.gz`);
  const files = file === undefined ? new Map<string, string>() : readArchive(file);
  const read = (name: string): unknown => JSON.parse(files.get(`csaf_${version}/${name}`) ?? 'null');
  const suite = read('testcases.json') as Suite | null;

  it.skipIf(!suite)('mandatory tests refuse and accept as expected', () => {
    const [refused, accepted] = [new Tally(), new Tally()];
    for (const { id, group, failures = [], valid = [] } of suite?.tests ?? []) {
      if (group !== 'mandatory' || TESTS_LEFT_OUT[version].includes(id)) continue;
      for (const { name } of failures) {
        const { findings } = validateCsaf(read(name));
        refused.count(
          findings.some((f) => f.rule === id),
          () => `${id} ${name} is accepted`,
        );
      }
      for (const { name } of valid) {
        const found = validateCsaf(read(name)).findings.find((f) => f.rule === id);
        accepted.count(!found, () => `${id} ${name}: ${JSON.stringify(found)}`);
      }
    }
    expectGate('csaf', `${version}-refused`, refused);
    expectGate('csaf', `${version}-accepted`, accepted);
  });

  it.skipIf(!suite)('what the suite calls valid is valid', () => {
    const tally = new Tally();
    const seen = new Set<string>();
    for (const { name, valid } of suite?.tests.flatMap((t) => [...(t.failures ?? []), ...(t.valid ?? [])]) ??
      []) {
      if (!valid || seen.has(name)) continue;
      seen.add(name);
      const [found] = validateCsaf(read(name)).findings;
      const allowed = Object.entries(BREAKS_ANOTHER).find(([end]) => name.endsWith(end))?.[1];
      tally.count(
        allowed === undefined ? !found : validateCsaf(read(name)).findings.some((f) => f.rule === allowed),
        () => `${name}: ${JSON.stringify(found)}`,
      );
    }
    expectGate('csaf', `${version}-valid`, tally);
  });

  it.skipIf(!suite)('the shape is refused where the published schema refuses it', () => {
    const official = compile(version, read);
    const tally = new Tally();
    let turn = 0;
    for (const [name, text] of files) {
      if (!/(mandatory|optional|recommended|informative|examples\/csaf)\/.*\.json$/.test(name)) continue;
      const document = JSON.parse(text);
      for (const [what, altered] of [['as it is', document] as const, ...alterations(document, ++turn)]) {
        const isRefused = schemaRefuses(altered);
        if (isRefused === undefined) continue;
        tally.count(
          isRefused !== official(altered),
          () => `${name} ${what}: ${isRefused ? 'refused' : 'accepted'}`,
        );
      }
    }
    expectGate('csaf', `${version}-schema`, tally);
  });
});

/** OASIS's schema with the schemas of FIRST and CERT/CC left open: those are tests 6.1.8 and 6.1.46. */
function compile(version: CsafVersion, read: (name: string) => unknown): (document: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  for (const $id of [
    'https://www.first.org/cvss/cvss-v2.0.json',
    'https://www.first.org/cvss/cvss-v3.0.json',
    'https://www.first.org/cvss/cvss-v4.0.json',
    'https://certcc.github.io/SSVC/data/schema/v2/SelectionList_2_0_0.schema.json',
    'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-content.json',
    'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/meta.json',
  ])
    ajv.addSchema({ $id });
  // One of two must hold.
  ajv.addSchema({ $id: 'https://www.first.org/cvss/cvss-v3.1.json', not: {} });
  const name = version === '2.0' ? 'json_schema/csaf_json_schema.json' : 'json_schema/csaf.json';
  const schema = read(name) as Record<string, unknown>;
  return ajv.compile({ ...schema, $schema: 'https://json-schema.org/draft/2020-12/schema' });
}

function schemaRefuses(document: unknown): boolean | undefined {
  try {
    return validateCsaf(document).findings.some((f) => f.rule === 'schema');
  } catch (error) {
    if (error instanceof CsafError) return undefined;
    throw error;
  }
}

/** How many places of one document are altered: over the suite, every place of the schema is. */
const PLACES = 8;

/** The same document with one member left out, emptied, of another kind or doubled; each turn takes other places. */
function* alterations(document: unknown, turn: number): Generator<[string, unknown]> {
  const text = JSON.stringify(document);
  const paths = pathsOf(document);
  const step = Math.max(1, Math.floor(paths.length / PLACES));
  for (let at = turn % step; at < paths.length; at += step) {
    const path = paths[at] ?? [];
    for (const what of ['removed', 'emptied', 'numbered', 'extended'] as const) {
      const copy = JSON.parse(text);
      const holder = path.slice(0, -1).reduce((here, name) => here[name], copy);
      const last = path.at(-1) ?? '';
      if (what === 'emptied') holder[last] = Array.isArray(holder[last]) ? [] : '';
      else if (what === 'numbered') holder[last] = 5;
      else if (what === 'removed' && Array.isArray(holder)) holder.splice(Number(last), 1);
      else if (what === 'removed') delete holder[last];
      else if (Array.isArray(holder)) holder.push(holder[Number(last)]);
      else holder[`x-${last}`] = 'extra';
      yield [`${path.join('/')} ${what}`, copy];
    }
  }
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || path.includes('x_extensions')) return [];
  if (path.some((name) => /^(cvss_v|ssvc_v)/.test(name))) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [...path, name],
    ...pathsOf(member, [...path, name]),
  ]);
}

describe('published advisories', () => {
  const [archive, index] = [
    corpus('csaf/cisa-advisories.tar.gz'),
    corpus('csaf/cisa-expected-index.json.gz'),
  ];
  const advisories = archive === undefined ? new Map<string, string>() : readArchive(archive);

  it.skipIf(!archive || !index)(
    'those of CISA are read as indexed, and each weakness names a product',
    () => {
      interface Expected {
        id: string;
        version: string;
        title: string;
        cves: string[];
        products_known_affected: number;
        products_fixed: number;
      }
      const expected = JSON.parse(gunzipSync(readFileSync(index ?? '')).toString('utf8')) as Record<
        string,
        Expected
      >;
      const [read, named, words] = [new Tally(), new Tally(), new Tally()];
      for (const [name, wanted] of Object.entries(expected)) {
        const text = advisories.get(name);
        // The others are held out.
        if (text === undefined) continue;
        const { id, revision, title, vulnerabilities } = readCsaf(JSON.parse(text));
        const of = (status: 'known_affected' | 'fixed') =>
          vulnerabilities.flatMap((v) => v.status[status]).length;
        const found = {
          id,
          version: revision,
          title,
          cves: vulnerabilities.flatMap((v) => v.cve ?? []).sort(),
          products_known_affected: of('known_affected'),
          products_fixed: of('fixed'),
        };
        const right = { ...wanted, cves: [...wanted.cves].sort() };
        read.count(
          JSON.stringify(found) === JSON.stringify(right),
          () => `${name}: ${JSON.stringify(found)}`,
        );
        for (const record of matchablesFromCsaf(JSON.parse(text))) {
          named.count(keysOfMatchable(record).length > 0, () => `${name} ${record.id} names nothing`);
          for (const { claim } of record.products ?? [])
            for (const { vague, q } of claim.v ?? []) words.count(!vague, () => q ?? '');
        }
      }
      expectGate('csaf', 'cisa-read', read);
      expectGate('csaf', 'cisa-named', named);
      expectGate('csaf', 'cisa-versions-understood', words);
    },
  );

  it.skipIf(!archive)('the validator reads them all; what it refuses is refused with a place', () => {
    let findings = 0;
    for (const text of advisories.values())
      for (const { path, message } of validateCsaf(JSON.parse(text)).findings) {
        findings += 1;
        expect(path).toMatch(/^\//);
        expect(message).not.toBe('');
      }
    expect(findings).toBeGreaterThan(0);
  });

  const producers = corpus('csaf/other-producers.tar.gz');
  it.skipIf(!producers)('those of other producers are read, or refused with their place', () => {
    const tally = new Tally();
    for (const [name, text] of readArchive(producers ?? '')) {
      const document = parsed(text);
      if (!(document as { document?: unknown } | undefined)?.document) continue;
      const isRead =
        attempt(() => matchablesFromCsaf(document)) && attempt(() => statementsFromVex(document));
      // A document of version 1.0, and one whose statements name nothing it defines, are what their names say.
      tally.count(isRead !== /unsupported_version/.test(name), () => name);
    }
    expectGate('csaf', 'other-producers-read', tally);
  });
});

describe('Red Hat, by its own documents', () => {
  const producers = corpus('csaf/other-producers.tar.gz');
  const files = producers === undefined ? new Map<string, string>() : readArchive(producers);
  const gnutls = 'csaf/2024/cve-2024-28834.json';
  const expat = 'csaf/2024/cve-2024-50602.json';
  const log4j = 'test-data/csaf/CVE-2023-20862.json';

  // Read in the documents by hand: the builds that fix, by release and support stream.
  it.skipIf(!producers).each([
    ['before the fix of 9.3', gnutls, 'gnutls@3.7.6-23.el9_3.3?distro=rhel-9.3', 'affected'],
    [
      'with the fix of 9.3, below the number of 9.4',
      gnutls,
      'gnutls@3.7.6-23.el9_3.4?distro=rhel-9.3',
      'not_affected',
    ],
    ['with the fix of 9.4', gnutls, 'gnutls@3.8.3-4.el9_4?distro=rhel-9.4', 'not_affected'],
    ['with the fix of 9.2 EUS', gnutls, 'gnutls@3.7.6-21.el9_2.3?distro=rhel-9.2-eus', 'not_affected'],
    ['before the fix of 8', gnutls, 'gnutls@3.6.16-8.el8_9.1?distro=rhel-8.9', 'affected'],
    ['with the fix of 8.8 EUS', gnutls, 'gnutls@3.6.16-7.el8_8.3?distro=rhel-8.8', 'not_affected'],
    ['RHEL 7, without a fix', gnutls, 'gnutls@3.3.29-9.el7_6?distro=rhel-7.9', 'affected'],
    ['before the fix of 9.4 EUS', expat, 'expat@2.5.0-2.el9_4.1?distro=rhel-9.4', 'affected'],
    ['with the fix of 9.5', expat, 'expat@2.5.0-3.el9_5.1?distro=rhel-9.5', 'not_affected'],
    ['a component that is not vulnerable', log4j, 'log4j@1.2.17-16?distro=rhel-9.2', 'not_affected'],
  ])('%s (%s)', (_, end, component, verdict) => {
    const text = [...files].find(([name]) => name.endsWith(end))?.[1];
    const [record] = matchablesFromCsaf(JSON.parse(text ?? 'null'));
    expect(record && evaluate(record, { ref: 'c', purl: `pkg:rpm/redhat/${component}` })?.verdict).toBe(
      verdict,
    );
  });

  it.skipIf(!producers)('a package of OpenShift says nothing of one of the release', () => {
    const text = [...files].find(([name]) => name.endsWith('test-data/csaf/CVE-2024-5154.json'))?.[1];
    const [record] = matchablesFromCsaf(JSON.parse(text ?? 'null'));
    const crio = { ref: 'c', purl: 'pkg:rpm/redhat/cri-o@1.27.6-1.rhaos4.14.el9?distro=rhel-9.2' };
    expect(record && evaluate(record, crio)).toMatchObject({
      verdict: 'unknown',
      reasons: [{ rule: 'distro.other-product' }],
    });
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function attempt(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof MalformedRecordError) return false;
    throw error;
  }
}
