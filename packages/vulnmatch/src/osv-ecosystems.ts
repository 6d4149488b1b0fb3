import { parsePurlLoosely } from '@vigie/identifiers';
import { normalName } from './package-keys.ts';
import { distributionOf, isRolling, normalRelease } from './releases.ts';

/** OSV ecosystem → purl type, where one name is one registry. */
const REGISTRIES = new Map(
  Object.entries({
    npm: 'npm',
    pypi: 'pypi',
    maven: 'maven',
    go: 'golang',
    'crates.io': 'cargo',
    nuget: 'nuget',
    packagist: 'composer',
    rubygems: 'gem',
    hex: 'hex',
    pub: 'pub',
    conancenter: 'conan',
    cran: 'cran',
    bioconductor: 'bioconductor',
    hackage: 'hackage',
    ghc: 'ghc',
    swifturl: 'swift',
    'github actions': 'github',
    bitnami: 'bitnami',
    julia: 'julia',
    vscode: 'vscode-extension',
    opam: 'opam',
    android: 'android',
    linux: 'linux',
    'oss-fuzz': 'generic',
  }),
);

/** OSV ecosystem → purl type and namespace of a distribution. */
const DISTRIBUTIONS = new Map(
  Object.entries({
    debian: 'deb debian',
    ubuntu: 'deb ubuntu',
    echo: 'deb echo',
    alpine: 'apk alpine',
    wolfi: 'apk wolfi',
    chainguard: 'apk chainguard',
    minimos: 'apk minimos',
    alpaquita: 'apk alpaquita',
    almalinux: 'rpm almalinux',
    'rocky linux': 'rpm rocky',
    'red hat': 'rpm redhat',
    suse: 'rpm suse',
    opensuse: 'rpm opensuse',
    mageia: 'rpm mageia',
    openeuler: 'rpm openeuler',
    'photon os': 'rpm photon',
    'azure linux': 'rpm azurelinux',
    'amazon linux': 'rpm amazon',
    'oracle linux': 'rpm oracle',
    fedora: 'rpm fedora',
    arch: 'alpm arch',
    'arch linux': 'alpm arch',
  }).map(([name, pair]) => [name, pair.split(' ') as [string, string]]),
);

/** A package as OSV names it, in the spelling of `PackageClaim`. */
export interface NamedPackage {
  eco: string;
  ns?: string;
  name: string;
  release?: string;
  scheme?: string;
  note?: string;
}

/** Undefined: an ecosystem that is not known and no package URL that says more. */
export function packageOfOsv(
  ecosystem: string | undefined,
  name: string | undefined,
  purl: string | undefined,
): NamedPackage | undefined {
  const colon = ecosystem?.indexOf(':') ?? -1;
  const base = (colon < 0 ? ecosystem : ecosystem?.slice(0, colon))?.trim().toLowerCase();
  const suffix = colon < 0 ? '' : (ecosystem?.slice(colon + 1) ?? '');
  // Root's patched packages have names of their own (`rootio-…`) in the ecosystems they replace.
  if (base === 'root') return packageOfOsv(suffix, name, undefined);
  if (base !== undefined && name !== undefined && name.length <= 512) {
    const distribution = DISTRIBUTIONS.get(base);
    if (distribution) return ofDistribution(distribution, name, suffix);
    const type = REGISTRIES.get(base);
    if (type !== undefined) return ofRegistry(type, name);
  }
  return purl === undefined ? undefined : ofPurl(purl, ecosystem !== undefined);
}

function ofDistribution([eco, ns]: [string, string], name: string, suffix: string): NamedPackage {
  const release = suffix === '' || isRolling(ns) ? undefined : normalRelease(ns, suffix);
  const isPro = ns === 'ubuntu' && /(^|:)pro(:|$)/i.test(suffix);
  return {
    eco,
    ns,
    name: normalName(eco, name),
    ...(release === undefined ? {} : { release }),
    ...(isPro ? { note: 'fix needs Ubuntu Pro' } : {}),
  };
}

const SCHEMES: Record<string, string> = { linux: 'dotted', android: 'generic', bitnami: 'semver' };

function ofRegistry(eco: string, name: string): NamedPackage {
  const scheme = SCHEMES[eco];
  const path = eco === 'maven' ? name.replace(':', '/') : name;
  return { eco, name: normalName(eco, path), ...(scheme === undefined ? {} : { scheme }) };
}

const DISTRO_TYPES = new Set(['deb', 'rpm', 'apk', 'alpm', 'ebuild', 'opkg']);

/** An ecosystem nobody knows that names a distribution's package is a rebuild: it must not speak for the distribution. */
function ofPurl(text: string, isForeign: boolean): NamedPackage | undefined {
  const purl = parsePurlLoosely(text);
  if (!purl) return undefined;
  const { type, namespace, name } = purl;
  if (!DISTRO_TYPES.has(type)) return ofRegistry(type, namespace ? `${namespace}/${name}` : name);
  if (isForeign) return undefined;
  const ns = distributionOf(namespace ?? '');
  const stated = purl.qualifiers.distro;
  const release = stated === undefined ? undefined : normalRelease(ns, stated);
  return ns === ''
    ? undefined
    : { eco: type, ns, name: normalName(type, name), ...(release === undefined ? {} : { release }) };
}
