import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import {
  type Component,
  createMatcher,
  evaluate,
  joinReasons,
  type Matchable,
  matchableFromFriendsOfPhp,
  matchableFromNvd,
  matchableFromOsv,
  matchableFromRubySec,
  matchableFromRustSec,
} from '@vigie/vulnmatch';
import { expect, test } from 'vitest';
import { corpus, readArchive, readLines } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

const truthFile = corpus('osv/osv-query-truth.ndjson.gz');

interface Truth {
  query: { package?: { ecosystem: string; name: string }; version?: string; commit?: string };
  ids: string[];
  modified: Record<string, string>;
}

interface Known {
  matchable: Matchable;
  published: string;
}

async function* lines(file: string): AsyncGenerator<Record<string, unknown>> {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) }))
    yield JSON.parse(line);
}

/** How an inventory writes the package that a query names. */
const PURLS: Record<string, (name: string) => string> = {
  Go: (name) => `pkg:golang/${name}`,
  PyPI: (name) => `pkg:pypi/${name}`,
  RubyGems: (name) => `pkg:gem/${name}`,
  Packagist: (name) => `pkg:composer/${name}`,
  'crates.io': (name) => `pkg:cargo/${name}`,
};

/** Every advisory of the corpus, in OSV or in its database's own form; each survives a trip through JSON. */
async function load(): Promise<Known[]> {
  const known: Known[] = [];
  const add = (matchable: Matchable, published: unknown): void => {
    expect(JSON.parse(JSON.stringify(matchable))).toEqual(matchable);
    known.push({ matchable, published: String(published ?? '') });
  };
  for (const name of ['go-vulndb', 'pypa', 'almalinux', 'bitnami'])
    for await (const record of lines(corpus(`osv/${name}.ndjson.gz`) ?? ''))
      add(matchableFromOsv(record), record.published);
  for await (const record of lines(corpus('osv/rubysec.ndjson.gz') ?? ''))
    add(matchableFromRubySec(record), record.date);
  for await (const record of lines(corpus('osv/friendsofphp.ndjson.gz') ?? ''))
    if (record.reference !== undefined) add(matchableFromFriendsOfPhp(record), '');
  for (const [name, text] of readArchive(corpus('osv/rustsec-md.tar.gz') ?? ''))
    if (/RUSTSEC-[\d-]+\.md$/.test(name)) add(matchableFromRustSec(text), '');
  return known;
}

/** Go numbers its advisories in order and dates few of the records: one beyond all that were answered is newer. */
function isNewer({ matchable, published }: Known, day: string, lastGo: string): boolean {
  const isUndated = published === '' || published.startsWith('0001');
  if (!isUndated) return published > day;
  return matchable.id.startsWith('GO-') && matchable.id > lastGo;
}

test.skipIf(!truthFile)(
  'what OSV answers for a package and version is what its advisories say here',
  { timeout: 60_000 },
  async () => {
    const known = await load();
    const byId = new Map(known.map((entry) => [entry.matchable.id, entry]));
    const byName = new Map<string, Known[]>();
    for (const entry of known)
      for (const id of [entry.matchable.id, ...entry.matchable.aliases])
        byName.set(id, [...(byName.get(id) ?? []), entry]);
    const matcher = createMatcher(known.map((k) => k.matchable));
    const truth = gunzipSync(readFileSync(truthFile ?? ''))
      .toString()
      .trim()
      .split('\n')
      .map((line): Truth => JSON.parse(line));
    const lastGo = truth
      .flatMap((t) => t.ids)
      .filter((id) => /^GO-\d{4}-\d{4}$/.test(id))
      .sort()
      .at(-1);
    const found = new Tally();
    const byAlias = new Tally();
    const nothingElse = new Tally();
    let unanswerable = 0;
    for (const { query, ids, modified } of truth) {
      const purl = PURLS[query.package?.ecosystem ?? ''];
      if (!purl || !query.package) {
        unanswerable += 1;
        continue;
      }
      const component: Component = { ref: 'q', purl: `${purl(query.package.name)}@${query.version}` };
      const verdicts = new Map(
        [...matcher.match([component])].map((m) => [m.matchable.id, m.result.verdict]),
      );
      for (const id of ids) {
        if (byId.has(id))
          found.count(
            verdicts.get(id) === 'affected',
            () => `${component.purl} ${id}: ${verdicts.get(id)}, not affected`,
          );
        else {
          const others = (byName.get(id) ?? []).map((k) => k.matchable.id).filter((one) => verdicts.has(one));
          if (others.length > 0)
            byAlias.count(
              others.some((one) => verdicts.get(one) === 'affected'),
              () => `${component.purl} ${id}: ${others.map((one) => `${one} ${verdicts.get(one)}`)}`,
            );
        }
      }
      const names = new Set(ids);
      for (const id of ids)
        for (const k of byName.get(id) ?? []) for (const alias of k.matchable.aliases) names.add(alias);
      const day = Object.values(modified).sort().at(-1) ?? '';
      for (const [id, verdict] of verdicts) {
        const entry = byId.get(id) as Known;
        if (isNewer(entry, day, lastGo ?? '')) continue;
        const isSame = names.has(id) || entry.matchable.aliases.some((alias) => names.has(alias));
        nothingElse.count(
          verdict === 'not_affected' || isSame,
          () => `${component.purl} ${id}: ${verdict}, not among the answers`,
        );
      }
    }
    // The answers are on packages whose advisories the corpus does not hold (Maven, distributions, commits).
    expect(unanswerable).toBeLessThan(truth.length);
    expectGate('osv', 'query-found', found);
    // Another database's record of the same weakness, whose ranges are its own: two of Django differ.
    expectGate('osv', 'query-found-by-alias', byAlias);
    expectGate('osv', 'query-nothing-else', nothingElse);
  },
);

interface Label {
  vulnerability_id: string;
  effective_cve?: string;
  label: 'TP' | 'FP' | '??';
  package: { name: string; version: string };
}

/** The purls that a label's package may have: labels name neither the distribution nor the type. */
function purlsOf({ name, version }: Label['package']): [kind: string, purl: string][] {
  const release = /\.el(\d+)/.exec(version)?.[1];
  const epoch = /^(\d+):/.exec(version)?.[1];
  if (release === undefined)
    return ['golang', 'pypi', 'gem', 'cargo', 'composer'].map((type) => [
      'language',
      `pkg:${type}/${name}@${encodeURIComponent(version)}`,
    ]);
  const bare = encodeURIComponent(version.replace(/^\d+:/, ''));
  return [
    [
      'rpm',
      `pkg:rpm/almalinux/${name}@${bare}?distro=almalinux-${release}${epoch === undefined ? '' : `&epoch=${epoch}`}`,
    ],
  ];
}

const labelFile = corpus('match-labels/labels.ndjson.gz');

/*
 * AlmaLinux's notices stand in for Red Hat's: they tell what was fixed, never what stays open, and a label "FP" of a
 * language package mostly means that its distribution had patched it, which the label does not tell.
 */
test.skipIf(!labelFile || !truthFile)(
  'human judgements of scanner matches, as far as the corpus holds the advisory',
  { timeout: 60_000 },
  async () => {
    const byName = new Map<string, Matchable[]>();
    for (const { matchable } of await load())
      for (const id of [matchable.id, ...matchable.aliases, ...(matchable.upstream ?? [])])
        byName.set(id, [...(byName.get(id) ?? []), matchable]);
    const tallies = new Map<string, Tally>();
    for (const line of readLines<Label>(labelFile ?? '')) {
      if (line.label === '??') continue;
      const records = new Set(
        [line.vulnerability_id, line.effective_cve ?? ''].flatMap((id) => byName.get(id) ?? []),
      );
      for (const [kind, purl] of purlsOf(line.package)) {
        const reasons = [...records].flatMap((m) => evaluate(m, { ref: '', purl })?.reasons ?? []);
        if (reasons.length === 0) continue;
        const { verdict } = joinReasons(reasons);
        const list = `${kind}-${line.label === 'TP' ? 'true' : 'false'}`;
        const tally = tallies.get(list) ?? new Tally();
        tallies.set(list, tally);
        tally.count(
          (verdict === 'affected') === (line.label === 'TP'),
          () => `${purl} ${line.vulnerability_id}: ${verdict}`,
        );
      }
    }
    for (const [list, tally] of tallies) expectGate('match-labels', list, tally);
    expect([...tallies.keys()].sort()).toEqual(['language-false', 'language-true', 'rpm-false', 'rpm-true']);
  },
);

const osvFixtures = corpus('osv/osv-fixtures.tar.gz');

test.skipIf(!osvFixtures)("other projects' OSV records compile, with a claim each", () => {
  const empty: string[] = [];
  let records = 0;
  for (const [name, text] of readArchive(osvFixtures ?? '')) {
    const record: unknown = name.endsWith('.json') ? JSON.parse(text) : undefined;
    if (typeof record !== 'object' || record === null || !('id' in record) || !('affected' in record))
      continue;
    const matchable = matchableFromOsv(record);
    records += 1;
    if (!matchable.rejected && !matchable.packages) empty.push(matchable.id);
  }
  expect(records).toBeGreaterThan(20);
  // A repository on a host of its own, which no inventory names.
  expect(empty).toEqual(['GSD-2022-1000008']);
});

const fixtures = corpus('nvd/genuine-nvd20-fixtures.tar.gz');

test.skipIf(!fixtures)('records as the NVD API gives them compile, with what they hold', () => {
  let records = 0;
  let trees = 0;
  for (const [name, text] of readArchive(fixtures ?? '')) {
    if (!name.endsWith('.json')) continue;
    for (const record of recordsIn(JSON.parse(text))) {
      const matchable = matchableFromNvd(record);
      expect(JSON.parse(JSON.stringify(matchable))).toEqual(matchable);
      records += 1;
      trees += matchable.trees?.length ?? 0;
      if (matchable.rejected) expect(matchable.trees).toBeUndefined();
    }
  }
  expect(records).toBeGreaterThan(80);
  expect(trees).toBeGreaterThan(80);
});

/** NVD items anywhere in a fixture of other projects. */
function* recordsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  const item = value as Record<string, unknown>;
  if (typeof item.id === 'string' && /^CVE-\d{4}-\d{4,}$/.test(item.id) && 'configurations' in item)
    yield item;
  else for (const member of Object.values(item)) yield* recordsIn(member);
}
