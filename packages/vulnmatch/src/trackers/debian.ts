import { dense, type Json, object, text } from '../json.ts';
import type { Matchable, PackageClaim } from '../model.ts';
import { normalRelease } from '../releases.ts';
import { ByVulnerability, type OnRefused, readEntry } from './by-vulnerability.ts';

/**
 * Compiles Debian's security tracker (`https://security-tracker.debian.org/tracker/data/json`), one record a weakness.
 * Packages are named by their source. A release without an entry is no statement on it.
 *
 * @param onRefused told of each bad entry, which costs no other; without it the first one is thrown.
 * @throws MalformedRecordError when it is not of that form; `path` says where.
 */
export function matchablesFromDebianTracker(document: unknown, onRefused?: OnRefused): Matchable[] {
  const found = new ByVulnerability('debian');
  for (const [source, weaknesses] of Object.entries(object(document, '$'))) {
    if (!/^[a-z0-9][a-z0-9+.-]{0,100}$/.test(source)) continue;
    readEntry(() => readSource(source, object(weaknesses, source), found, onRefused), onRefused);
  }
  return found.matchables();
}

function readSource(
  source: string,
  weaknesses: Json,
  found: ByVulnerability,
  onRefused: OnRefused | undefined,
): void {
  for (const [id, entry] of Object.entries(weaknesses)) {
    if (!ByVulnerability.isId(id)) continue;
    readEntry(() => {
      for (const claim of claimsOf(source, object(entry, `${source}.${id}`), `${source}.${id}`))
        found.add(id, claim);
    }, onRefused);
  }
}

function claimsOf(source: string, entry: Json, path: string): PackageClaim[] {
  // An entry without releases has an empty list where an object should stand.
  const given = Array.isArray(entry.releases) && entry.releases.length === 0 ? {} : (entry.releases ?? {});
  return Object.entries(object(given, `${path}.releases`)).flatMap(([name, value]): PackageClaim[] => {
    const release = normalRelease('debian', name);
    if (release === undefined) return [];
    const said = object(value, `${path}.releases.${name}`);
    return [
      dense<PackageClaim>({
        from: 'debian',
        eco: 'deb',
        ns: 'debian',
        name: source,
        release,
        tracker: true,
        ...stateOf(said, name),
      }),
    ];
  });
}

/** True for a document of the tracker: source packages, their weaknesses, each with releases. */
export function isDebianTracker(document: Json): boolean {
  for (const weaknesses of Object.values(document).slice(0, 20)) {
    if (!isObject(weaknesses)) return false;
    for (const entry of Object.values(weaknesses).slice(0, 20)) {
      if (!isObject(entry)) return false;
      const [release] = isObject(entry.releases) ? Object.values(entry.releases) : [];
      if (isObject(release)) return 'status' in release && 'repositories' in release;
    }
  }
  return false;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function stateOf(said: Json, name: string): Pick<PackageClaim, 's' | 'ranges' | 'note'> {
  // `high**`: stars tell who judged.
  const urgency = text(said.urgency, 60)?.replace(/\*+$/, '');
  const words = [
    urgency === 'not yet assigned' ? undefined : urgency,
    text(said.nodsa, 200) ?? text(said.nodsa_reason, 200),
  ];
  const note = words.filter((w) => w !== undefined && w !== '').join(', ');
  const noted = note === '' ? {} : { note: `${name}: ${note}` };
  const fixed = text(said.fixed_version, 200);
  switch (text(said.status) ?? '') {
    case 'resolved':
      if (fixed === '0') return { s: 'n', note: `${name}: the vulnerable code was never there` };
      return fixed === undefined ? { s: 'u', ...noted } : { ranges: [{ lt: fixed }], ...noted };
    case 'open':
      return { s: 'a', note: `${name}: no fix${note === '' ? '' : ` (${note})`}` };
    default:
      return { s: 'u', note: `${name}: undetermined` };
  }
}
