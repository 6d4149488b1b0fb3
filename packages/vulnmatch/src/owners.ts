import { normalName } from './package-keys.ts';
import type { Subject } from './subject.ts';

/** How distributions call the packages of a language, and its purl type. */
const PREFIXES: [RegExp, string][] = [
  [/^(?:python|py)\d*(?:\.\d+)?-/, 'pypi'],
  [/^(?:ruby|rubygem)\d*(?:\.\d+)?-/, 'gem'],
  [/^(?:node|nodejs)\d*-/, 'npm'],
];

const byList = new WeakMap<readonly Subject[], Map<string, string>>();

/** Notes what a distribution's package brings along: `python3-requests` 2.20.0-3 the Python package requests 2.20.0. */
export function noteOwner(siblings: readonly Subject[], subject: Subject): void {
  const { distro } = subject;
  if (distro?.upstream === undefined) return;
  const eco = PREFIXES.find(([prefix]) => distro.names.some((name) => prefix.test(name)))?.[1];
  if (eco === undefined) return;
  let owned = byList.get(siblings);
  if (!owned) {
    owned = new Map();
    byList.set(siblings, owned);
  }
  for (const name of distro.names) {
    const plain = PREFIXES.reduce((text, [prefix]) => text.replace(prefix, ''), name);
    owned.set(keyOf(eco, plain, distro.upstream), distro.names[0] ?? name);
  }
}

const keyOf = (eco: string, name: string, version: string): string =>
  `${eco}/${normalName(eco, name)}@${version}`;

/** The distribution's package that a language package came with: same name, same version, same asset. */
export function ownerOf(subject: Subject, siblings: readonly Subject[]): string | undefined {
  if (!subject.pack || subject.version === undefined || siblings.length === 0) return undefined;
  if (!byList.has(siblings)) {
    byList.set(siblings, new Map());
    for (const sibling of siblings) noteOwner(siblings, sibling);
  }
  return byList.get(siblings)?.get(keyOf(subject.pack.eco, subject.pack.name, subject.version));
}
