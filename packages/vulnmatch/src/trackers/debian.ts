import { dense, type Json, object, text } from '../json.ts';
import type { Matchable, PackageClaim } from '../model.ts';
import { normalRelease } from '../releases.ts';
import { ByVulnerability } from './by-vulnerability.ts';

/**
 * Compiles Debian's security tracker (`https://security-tracker.debian.org/tracker/data/json`), one record a weakness.
 * Packages are named by their source. A release without an entry is no statement on it.
 *
 * @throws MalformedRecordError when it is not of that form; `path` says where.
 */
export function matchablesFromDebianTracker(document: unknown): Matchable[] {
  const found = new ByVulnerability('debian');
  for (const [source, weaknesses] of Object.entries(object(document, '$'))) {
    if (!/^[a-z0-9][a-z0-9+.-]{0,100}$/.test(source)) continue;
    for (const [id, entry] of Object.entries(object(weaknesses, source))) {
      if (!ByVulnerability.isId(id)) continue;
      const releases = object(object(entry, `${source}.${id}`).releases ?? {}, `${source}.${id}.releases`);
      for (const [name, value] of Object.entries(releases)) {
        const release = normalRelease('debian', name);
        if (release === undefined) continue;
        const said = object(value, `${source}.${id}.releases.${name}`);
        found.add(
          id,
          dense({
            from: 'debian',
            eco: 'deb',
            ns: 'debian',
            name: source,
            release,
            tracker: true,
            ...stateOf(said, name),
          }),
        );
      }
    }
  }
  return found.matchables();
}

/** True for a document of the tracker: source packages, their weaknesses, each with releases. */
export function isDebianTracker(document: Json): boolean {
  const [first] = Object.values(document);
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return false;
  const [entry] = Object.values(first);
  if (typeof entry !== 'object' || entry === null) return false;
  const { releases } = entry as Json;
  if (typeof releases !== 'object' || releases === null) return false;
  const [release] = Object.values(releases);
  return typeof release === 'object' && release !== null && 'status' in release && 'repositories' in release;
}

function stateOf(said: Json, name: string): Pick<PackageClaim, 's' | 'ranges' | 'note'> {
  const urgency = text(said.urgency, 60);
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
