import { dense, type Json, list, object, text } from '../json.ts';
import { MalformedRecordError, type Matchable, type PackageClaim } from '../model.ts';
import { normalRelease } from '../releases.ts';

/**
 * Compiles a record of Ubuntu's CVE service (`https://ubuntu.com/security/cves/CVE-….json`). Packages are named by their
 * source. A release where the package does not exist gives no statement.
 *
 * @throws MalformedRecordError when it is not of that form; `path` says where.
 */
export function matchableFromUbuntu(record: unknown): Matchable {
  const root = object(record, '$');
  const id = text(root.id, 128);
  if (id === undefined || /\s/.test(id)) throw new MalformedRecordError('id', 'id');
  const rejected = text(root.status) === 'rejected';
  const matchable: Matchable = { id, aliases: [], source: 'ubuntu', rejected };
  if (rejected) return matchable;
  const packages: PackageClaim[] = [];
  for (const [i, item] of list(root.packages, 'packages').entries()) {
    const pkg = object(item, `packages[${i}]`);
    const name = text(pkg.name, 200);
    if (name === undefined) throw new MalformedRecordError(`packages[${i}].name`, 'name');
    for (const [k, one] of list(pkg.statuses, `packages[${i}].statuses`).entries()) {
      const said = object(one, `packages[${i}].statuses[${k}]`);
      const codename = text(said.release_codename, 60);
      const release = codename === undefined ? undefined : normalRelease('ubuntu', codename);
      const state = release === undefined ? undefined : stateOf(said);
      if (release !== undefined && state)
        packages.push(
          dense({
            from: 'ubuntu',
            eco: 'deb',
            ns: 'ubuntu',
            name: name.toLowerCase(),
            release,
            tracker: true,
            ...state,
          }),
        );
    }
  }
  if (packages.length > 0) matchable.packages = packages;
  return matchable;
}

export const isUbuntuRecord = (document: Json): boolean =>
  typeof document.id === 'string' &&
  Array.isArray(document.packages) &&
  document.packages.some((p) => typeof p === 'object' && p !== null && Array.isArray((p as Json).statuses));

function stateOf(said: Json): Pick<PackageClaim, 's' | 'ranges' | 'note'> | undefined {
  const status = text(said.status, 40);
  const words = text(said.description, 200);
  const pocket = text(said.pocket, 40) ?? '';
  const pro = /^(?:esm|fips|ros|soss)/.test(pocket) ? { note: `the fix needs Ubuntu Pro (${pocket})` } : {};
  switch (status ?? '') {
    case 'released':
      return words !== undefined && /^\d/.test(words)
        ? { ranges: [{ lt: words }], ...pro }
        : { s: 'u', note: 'released, version not given' };
    case 'not-affected':
      // Where words are a version, it is the first that is not.
      return words !== undefined && /^\d[\w.+:~-]*$/.test(words)
        ? { s: 'n', note: `not affected: ${words}` }
        : { s: 'n', ...(words === undefined ? {} : { note: `not affected: ${words}` }) };
    case 'needed':
    case 'pending':
    case 'in-progress':
    case 'deferred':
    case 'ignored':
      return { s: 'a', note: `${status}${words === undefined ? '' : `: ${words}`}` };
    case 'DNE':
      return undefined;
    default:
      return { s: 'u', note: status ?? 'no status' };
  }
}
