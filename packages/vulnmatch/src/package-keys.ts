import { compact, isNoName } from './names.ts';

/** Where a collection's packages live, told by the host (and path) of its address. */
const COLLECTIONS: [pattern: RegExp, type: string][] = [
  [
    /^https?:\/\/(repo1?\.maven\.apache\.org|repo1\.maven\.org|mvnrepository\.com|central\.sonatype)/i,
    'maven',
  ],
  [/^https?:\/\/(www\.)?(pypi\.(python\.)?org|pypi\.io)/i, 'pypi'],
  [/^https?:\/\/((www|registry)\.)?npmjs\.(com|org)/i, 'npm'],
  [/^https?:\/\/(www\.|repo\.)?packagist\.org/i, 'composer'],
  [/^https?:\/\/(pkg\.go\.dev|proxy\.golang\.org|golang\.org)/i, 'golang'],
  [/^https?:\/\/(www\.)?rubygems\.org/i, 'gem'],
  [/^https?:\/\/(www\.|static\.)?crates\.io/i, 'cargo'],
  [/^https?:\/\/(www\.|api\.)?nuget\.org/i, 'nuget'],
  [/^https?:\/\/(www\.)?hex\.pm/i, 'hex'],
  [/^https?:\/\/pub\.dev/i, 'pub'],
  [/^https?:\/\/(www\.)?(meta)?cpan\.org/i, 'cpan'],
  [/^https?:\/\/(\w+\.)?wordpress\.org\/plugins/i, 'wordpress-plugin'],
  [/^https?:\/\/(\w+\.)?wordpress\.org\/themes/i, 'wordpress-theme'],
];

/** The purl type of a `collectionURL`, where it names a registry of packages. */
export function typeOfCollection(url: string): string | undefined {
  return COLLECTIONS.find(([pattern]) => pattern.test(url))?.[1];
}

/** A package's full name as its ecosystem compares names: `PyYAML` → `pyyaml`, `Typing_Extensions` → `typing-extensions`. */
export function normalName(type: string, name: string): string {
  const lower = name.toLowerCase();
  return type === 'pypi' ? lower.replace(/[-_.]+/g, '-') : lower;
}

/** Index key of a package: type, namespace and name, spelt as the ecosystem compares them. */
export function packageKey(type: string, namespace: string | undefined, name: string): string {
  const full = normalName(type, namespace ? `${namespace}/${name}` : name);
  return `pkg:${type}/${type === 'golang' ? full.replace(/\/v\d+$/, '') : full}`;
}

/** The key of a package named as records name it: `group:artifact`, `@scope/name`, `vendor/name`. */
export function keyOfNamedPackage(type: string, packageName: string): string | undefined {
  const name = packageName.trim();
  if (isNoName(name) || name.length > 300) return undefined;
  const path = type === 'maven' ? name.replace(':', '/') : name;
  // A Maven name without its group could be anybody's.
  if (type === 'maven' && !path.includes('/')) return undefined;
  return packageKey(type, undefined, path);
}

/** Key of a product within an ecosystem, from a CPE whose target_sw names it. */
export function ecosystemKey(type: string, product: string): string {
  return `eco:${type}:${compact(product)}`;
}

/** Owner and repository of an address on a public forge. */
export function forgeOf(url: string): { host: string; owner: string; name: string } | undefined {
  const m =
    /^https?:\/\/(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/([\w.-]{1,100})\/([\w.-]{1,100})/i.exec(
      url,
    );
  if (!m?.[1] || !m[2] || !m[3]) return undefined;
  return { host: m[1].toLowerCase(), owner: m[2], name: m[3].replace(/\.git$/, '') };
}
