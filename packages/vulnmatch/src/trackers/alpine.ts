import { compareVersions } from '@vigie/versions';
import { dense, type Json, list, object, text } from '../json.ts';
import { MalformedRecordError, type Matchable } from '../model.ts';
import { normalRelease } from '../releases.ts';
import { ByVulnerability, type OnRefused, readEntry } from './by-vulnerability.ts';

/**
 * Compiles a secdb document of Alpine or a distribution that publishes one (`https://secdb.alpinelinux.org/v3.20/main.json`,
 * Wolfi, Chainguard). Packages are named by their origin; version `0` means never affected.
 *
 * @param onRefused told of each bad entry, which costs no other; without it the first one is thrown.
 * @throws MalformedRecordError when it is not of that form; `path` says where.
 */
export function matchablesFromSecdb(document: unknown, onRefused?: OnRefused): Matchable[] {
  const root = object(document, '$');
  const words = text(root.distroversion, 40) ?? '';
  const ns = distributionBehind(root);
  const release = normalRelease(ns, words);
  const found = new ByVulnerability(`${ns}:${words}/${text(root.reponame, 40) ?? ''}`);
  for (const [i, item] of list(root.packages, 'packages').entries())
    readEntry(() => {
      const pkg = object(object(item, `packages[${i}]`).pkg, `packages[${i}].pkg`);
      const name = text(pkg.name, 200)?.toLowerCase();
      if (name === undefined) throw new MalformedRecordError(`packages[${i}].pkg.name`, 'name');
      for (const [id, fixed] of fixesOf(pkg.secfixes, `packages[${i}].pkg.secfixes`)) {
        const said =
          fixed === '0' ? { s: 'n' as const, note: 'never affected' } : { ranges: [{ lt: fixed }] };
        found.add(
          id,
          dense({ from: ns, eco: 'apk', ns, name, ...(release === undefined ? {} : { release }), ...said }),
        );
      }
    }, onRefused);
  return found.matchables();
}

export const isSecdb = (document: Json): boolean =>
  Array.isArray(document.packages) &&
  ('distroversion' in document || 'apkurl' in document || 'urlprefix' in document);

/** Whose packages: the address of the repository tells. */
function distributionBehind(root: Json): string {
  const words = [root.urlprefix, root.apkurl, root.reponame].map((word) => text(word) ?? '').join(' ');
  if (/wolfi/i.test(words)) return 'wolfi';
  if (/chainguard|cgr\.dev/i.test(words)) return 'chainguard';
  return /mini\.dev|minimos/i.test(words) ? 'minimos' : 'alpine';
}

/** The last fix of each weakness: a first fix that did not hold is listed too. */
function fixesOf(value: unknown, path: string): Map<string, string> {
  const fixes = new Map<string, string>();
  if (value === undefined || value === null) return fixes;
  // `CVE-2017-2616 (+ regression fix)`, `CVE-2019-1 CVE-2019-2`, `CVE-2020-1 XSA-5`.
  for (const [version, ids] of Object.entries(object(value, path)))
    for (const words of list(ids, `${path}.${version}`))
      for (const id of text(words, 400)?.match(/[A-Z][A-Z0-9]+-[\w-]+/g) ?? []) {
        const known = fixes.get(id);
        if (known === undefined || isLater(version, known)) fixes.set(id, version);
      }
  return fixes;
}

const isLater = (a: string, b: string): boolean =>
  b === '0' || (a !== '0' && compareVersions('apk', a, b) === 1);
