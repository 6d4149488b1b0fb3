import { dense, type Json, list, object, text } from '../json.ts';
import { MalformedRecordError, type Matchable, type PackageClaim, type Status } from '../model.ts';
import { normalRelease } from '../releases.ts';

/** `fix_state` of a package without a fix. */
const STATES: Readonly<Record<string, Status>> = {
  affected: 'a',
  'fix deferred': 'a',
  'will not fix': 'a',
  'out of support scope': 'a',
  new: 'u',
  'under investigation': 'u',
  'not affected': 'n',
};

/**
 * Compiles a record of Red Hat's security data API (`https://access.redhat.com/hydra/rest/securitydata/cve/CVE-….json`):
 * fixes by release and support stream, and the states of packages without one.
 *
 * @throws MalformedRecordError when it is not of that form; `path` says where.
 */
export function matchableFromRedHat(record: unknown): Matchable {
  const root = object(record, '$');
  const id = text(root.name, 128);
  if (id === undefined || !/^CVE-\d{4}-\d{4,}$/.test(id)) throw new MalformedRecordError('name', 'CVE id');
  const packages = [
    ...manyOf(root.affected_release, 'affected_release').flatMap(fixOf),
    ...manyOf(root.package_state, 'package_state').flatMap(stateOf),
  ];
  return { id, aliases: [], source: 'redhat', rejected: false, ...(packages.length > 0 ? { packages } : {}) };
}

export const isRedHatRecord = (document: Json): boolean =>
  typeof document.name === 'string' && ('affected_release' in document || 'package_state' in document);

/** A single entry is not in a list. */
function manyOf(value: unknown, path: string): { item: Json; path: string }[] {
  const items = Array.isArray(value) || value === undefined || value === null ? list(value, path) : [value];
  return items.map((item, i) => ({ item: object(item, `${path}[${i}]`), path: `${path}[${i}]` }));
}

function fixOf({ item, path }: { item: Json; path: string }): PackageClaim[] {
  const nevr = text(item.package, 300);
  const release = releaseOf(item);
  if (nevr === undefined || release === undefined) return [];
  const read = /^(?:[\w.+-]+:[\w.]+\/)?([\w.+-]+?)-((?:\d+:)?[^-:]+-[^-]+)$/.exec(nevr);
  // Container images and other artifacts are not packages.
  if (!read?.[1] || !read[2]) return [];
  if (read[1].length > 200) throw new MalformedRecordError(`${path}.package`, 'package');
  return [
    dense({
      from: 'redhat',
      eco: 'rpm',
      ns: 'redhat',
      name: read[1].toLowerCase(),
      release,
      ranges: [{ lt: read[2] }],
      note: text(item.advisory, 60),
    }) as PackageClaim,
  ];
}

function stateOf({ item }: { item: Json; path: string }): PackageClaim[] {
  const words = text(item.fix_state, 60);
  const release = releaseOf(item);
  // `ruby:2.5/rubygem-pg` is a package of a module.
  const name = text(item.package_name, 200)?.split('/').at(-1)?.toLowerCase();
  if (words === undefined || release === undefined || name === undefined) return [];
  const s = STATES[words.toLowerCase()] ?? 'u';
  return [
    {
      from: 'redhat',
      eco: 'rpm',
      ns: 'redhat',
      name,
      release,
      s,
      note: `${text(item.product_name, 100) ?? release}: ${words}`,
    },
  ];
}

function releaseOf(item: Json): string | undefined {
  const cpe = text(item.cpe, 200);
  return cpe === undefined ? undefined : normalRelease('redhat', cpe);
}
