import { outside, readConstraint } from './constraints.ts';
import { list, object, text, texts } from './json.ts';
import { MalformedRecordError, type Matchable, type PackageClaim, type PackageRange } from './model.ts';
import { normalName } from './package-keys.ts';
import { readFrontMatter } from './toml-front-matter.ts';

const CVE = /\bCVE-\d{4}-\d{4,}\b/i;
const GHSA = /\bGHSA(?:-[0-9a-z]{4}){3}\b/i;

/**
 * Compiles a RubySec advisory (YAML turned to JSON): affected is what is neither patched nor unaffected.
 *
 * @throws MalformedRecordError when it is not one.
 */
export function matchableFromRubySec(record: unknown): Matchable {
  const root = object(record, '$');
  const engine = text(root.engine, 200);
  const gem = text(root.gem, 200) ?? engine;
  if (gem === undefined) throw new MalformedRecordError('gem', 'name of a gem or engine');
  const cve = text(root.cve, 40)?.replace(/^(?:CVE-)?/i, 'CVE-');
  const ghsa = text(root.ghsa, 40)
    ?.toLowerCase()
    .replace(/^(?:ghsa-)?/, 'GHSA-');
  const osvdb = text(root.osvdb, 40);
  const aliases = [cve, ghsa].filter((id) => id !== undefined);
  const label = aliases[0] ?? (osvdb === undefined ? labelOf(root.path) : `OSVDB-${osvdb}`);
  const safe = [
    ...constraints(root.patched_versions, 'patched_versions', 'gem'),
    ...constraints(root.unaffected_versions, 'unaffected_versions', 'gem'),
  ];
  return single('rubysec', `${gem}/${label}`, aliases, {
    from: 'rubysec',
    eco: engine === gem ? 'generic' : 'gem',
    name: normalName('gem', gem),
    scheme: 'gem',
    ranges: outside(safe, 'gem'),
  });
}

/**
 * Compiles an advisory of FriendsOfPHP (YAML turned to JSON): one range for each branch.
 *
 * @throws MalformedRecordError when it is not one.
 */
export function matchableFromFriendsOfPhp(record: unknown): Matchable {
  const root = object(record, '$');
  const name = /^composer:\/\/([^/\s]{1,100}\/[^/\s]{1,100})$/.exec(text(root.reference, 300) ?? '')?.[1];
  if (name === undefined) throw new MalformedRecordError('reference', 'composer:// name');
  const ranges: PackageRange[] = [];
  for (const [branch, value] of Object.entries(object(root.branches, 'branches')).slice(0, 500)) {
    const path = `branches.${branch.slice(0, 60)}`;
    const terms = texts(object(value, path).versions, `${path}.versions`);
    const range = readConstraint(terms.join(', '), 'composer');
    if (!range) throw new MalformedRecordError(`${path}.versions`, 'constraints');
    ranges.push(range);
  }
  const link = text(root.link) ?? '';
  const cve = CVE.exec(text(root.cve, 60) ?? '')?.[0].toUpperCase();
  const ghsa = GHSA.exec(link)?.[0].toLowerCase().replace('ghsa', 'GHSA');
  const aliases = [cve, ghsa].filter((id) => id !== undefined);
  return single('friendsofphp', `${name}/${aliases[0] ?? labelOf(root.path ?? link)}`, aliases, {
    from: 'friendsofphp',
    eco: 'composer',
    name: normalName('composer', name),
    ranges,
  });
}

/**
 * Compiles a RustSec advisory: Markdown with TOML front matter.
 *
 * @throws MalformedRecordError when it is not one.
 */
export function matchableFromRustSec(markdown: string): Matchable {
  const front = readFrontMatter(markdown);
  const advisory = front?.get('advisory');
  const id = text(advisory?.get('id'), 60);
  const name = text(advisory?.get('package'), 200);
  if (!front || id === undefined || !/^RUSTSEC-\d{4}-\d{4,}$/.test(id))
    throw new MalformedRecordError('advisory.id', 'RustSec id');
  if (name === undefined) throw new MalformedRecordError('advisory.package', 'name of a crate');
  const aliases = texts(advisory?.get('aliases'), 'advisory.aliases').slice(0, 100);
  const versions = front.get('versions');
  const safe = [
    ...constraints(versions?.get('patched'), 'versions.patched', 'cargo'),
    ...constraints(versions?.get('unaffected'), 'versions.unaffected', 'cargo'),
  ];
  const matchable: Matchable = {
    id,
    aliases,
    source: 'rustsec',
    rejected: text(advisory?.get('withdrawn')) !== undefined,
  };
  // A crate may come from the language itself; `std` and `rustc` are no crates.
  if (matchable.rejected || text(advisory?.get('collection')) === 'rust') return matchable;
  matchable.packages = [
    { from: 'rustsec', eco: 'cargo', name: normalName('cargo', name), ranges: outside(safe, 'cargo') },
  ];
  return matchable;
}

function constraints(value: unknown, path: string, eco: 'gem' | 'cargo'): PackageRange[] {
  return list(value, path).map((item, i) => {
    const range = readConstraint(text(item) ?? '', eco);
    if (!range) throw new MalformedRecordError(`${path}[${i}]`, 'constraint');
    return range;
  });
}

/** The last part of a path or address, without its ending. */
const labelOf = (value: unknown): string =>
  /([\w.-]{1,120}?)(?:\.ya?ml)?\/?$/.exec(text(value) ?? '')?.[1] ?? 'unnamed';

function single(source: string, label: string, aliases: string[], claim: PackageClaim): Matchable {
  return { id: `${source}/${label}`, aliases, source, rejected: false, packages: [claim] };
}
