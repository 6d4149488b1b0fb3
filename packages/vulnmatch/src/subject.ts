import { type Cpe, type Purl, parseCpe, parsePurlLoosely } from '@vigie/identifiers';
import type { Component } from './model.ts';
import { compact, isNoName, productKey, vendorKey, vpKey } from './names.ts';
import { ecosystemKey, normalName, packageKey } from './package-keys.ts';
import { familyOf } from './platforms.ts';
import { distributionOf, isDistribution, normalRelease } from './releases.ts';

/** A component of a distribution's own package manager. */
export interface DistroPackage {
  type: string;
  /** purl namespace, one spelling per distribution: `redhat`, `debian`. */
  id: string;
  /** True for a distribution that rebuilds another's packages under its name. */
  rebuild: boolean;
  release?: string;
  /** The release in the spelling of `normalRelease`, where the component or its build tells it. */
  on?: string;
  /** The binary's and the source's names. */
  names: string[];
  /** The source's own version, where it is stated apart from the binary's. */
  sourceVersion?: string;
  /** With its epoch. */
  version: string | undefined;
  /** What upstream calls this version, as far as the text tells. */
  upstream: string | undefined;
  /** Backports and odd versions: upstream's ranges say nothing of them. */
  special: boolean;
}

/** A component read once: what it is, under which keys it is found, what is compared. */
export interface Subject {
  component: Component;
  purl?: Purl;
  cpe?: Cpe;
  distro?: DistroPackage;
  /** purl type of a language package; a name alone never identifies one. */
  ecosystem?: string;
  /** A package of an ecosystem as `PackageClaim` names it; distributions have theirs in `distro`. */
  pack?: { eco: string; name: string };
  version: string | undefined;
  /** Vendor and product keys, when both are known. */
  vps: string[];
  /** Vendor key, when known. */
  vendor?: string;
  /** Compact product names. */
  names: string[];
  /** True when vendor is open or not known: only the name speaks. */
  nameOnly: boolean;
  packageKeys: string[];
  families: Set<string>;
}

const DISTRO_TYPES = new Set(['deb', 'rpm', 'apk', 'alpm', 'ebuild', 'opkg', 'bitnami']);
const OTHER_TYPES = new Set([
  'generic',
  'github',
  'gitlab',
  'bitbucket',
  'oci',
  'docker',
  'swid',
  'cpe',
  'huggingface',
  'golang-stdlib',
]);
const REBUILDS = new Set(['centos', 'almalinux', 'rocky', 'oracle', 'scientific', 'eurolinux']);

const cache = new WeakMap<Component, Subject>();

/** Reads a component once and remembers it as long as the object lives. */
export function subjectOf(component: Component): Subject {
  let subject = cache.get(component);
  if (!subject) {
    subject = readSubject(component);
    cache.set(component, subject);
  }
  return subject;
}

function readSubject(component: Component): Subject {
  const purl = component.purl === undefined ? undefined : parsePurlLoosely(component.purl);
  const cpe = component.cpe === undefined ? undefined : parseCpe(component.cpe);
  const distro = purl && DISTRO_TYPES.has(purl.type) ? distroPackage(purl, component.version) : undefined;
  const subject: Subject = {
    component,
    version: distro ? distro.upstream : versionOf(component, purl, cpe),
    vps: [],
    names: [],
    nameOnly: false,
    packageKeys: [],
    families: familiesOf(component, cpe, distro),
  };
  if (purl) subject.purl = purl;
  if (cpe) subject.cpe = cpe;
  if (distro) subject.distro = distro;
  else if (purl) subject.pack = packOf(purl);
  if (purl && !distro && !OTHER_TYPES.has(purl.type)) subject.ecosystem = purl.type;
  nameSubject(subject);
  return subject;
}

function packOf(purl: Purl): { eco: string; name: string } {
  const name = normalName(purl.type, purl.namespace ? `${purl.namespace}/${purl.name}` : purl.name);
  // Go's own library is written `std` by the language and `stdlib` by its vulnerability database.
  return { eco: purl.type, name: purl.type === 'golang' && name === 'std' ? 'stdlib' : name };
}

/** CPE splits `9.7p1` into version and update; the two are one version. */
export function cpeVersion(cpe: Cpe): string | undefined {
  if (cpe.version === '*' || cpe.version === '-') return undefined;
  const plain = cpe.version.replace(/\\(.)/g, '$1');
  if (cpe.update === '*' || cpe.update === '-') return plain;
  const update = cpe.update.replace(/\\(.)/g, '$1');
  // 9.7 and p1 are written 9.7p1 by their makers; words and numbers are kept apart.
  return /^p\d/i.test(update) ? `${plain}${update}` : `${plain}-${update}`;
}

function versionOf(component: Component, purl: Purl | undefined, cpe: Cpe | undefined): string | undefined {
  const stated = [purl?.version, component.version, cpe && cpeVersion(cpe)];
  const known = stated.find((v) => v !== undefined && !isNoName(v) && v.length <= 512);
  // The CPE of a patched build says more than the bare version beside it.
  const full = cpe && cpeVersion(cpe);
  return known !== undefined && full?.startsWith(known) && purl?.version === undefined ? full : known?.trim();
}

function distroPackage(purl: Purl, stated: string | undefined): DistroPackage {
  const release = purl.qualifiers.distro ?? purl.qualifiers.distro_version;
  // Bitnami's `distro` is the image that its package was built on.
  const own = purl.namespace ?? (purl.type === 'bitnami' ? '' : distributionIn(release));
  const id = distributionOf(own.split('/')[0] ?? '');
  const epoch = purl.qualifiers.epoch;
  let version = purl.version ?? stated;
  if (version !== undefined && epoch !== undefined && /^\d{1,9}$/.test(epoch) && !/^\d+:/.test(version))
    version = `${epoch}:${version}`;
  const source = sourceOf(purl.qualifiers.upstream ?? purl.qualifiers.source);
  const names = [purl.name.toLowerCase(), ...(source ? [source.name] : [])];
  const on = releaseOf(id, release, purl.type === 'rpm' ? version : undefined);
  return {
    type: purl.type,
    id,
    rebuild: REBUILDS.has(id),
    ...(release === undefined ? {} : { release: release.toLowerCase() }),
    ...(on === undefined ? {} : { on }),
    names: [...new Set(names)],
    ...(source?.version === undefined ? {} : { sourceVersion: source.version }),
    version,
    upstream: version === undefined ? undefined : upstreamVersion(purl.type, version),
    special: version !== undefined && /~bpo|\+really|~exp|[+~]git|\+svn|~~|\+bzr/i.test(version),
  };
}

/** `debian` in `debian-12`. */
const distributionIn = (release: string | undefined): string =>
  /^[a-z][a-z_-]*?(?=-?\d|$)/i.exec(release ?? '')?.[0] ?? '';

/** `openssl`, `openssl@1.1.1k-1` or `perl-5.16.3-299.el7_9.src.rpm`. */
function sourceOf(words: string | undefined): { name: string; version?: string } | undefined {
  if (!words) return undefined;
  const built = /^(.+)-([^-]+-[^-]+?)(?:\.(?:no)?src)?\.rpm$/i.exec(words) ?? /^([^@]+)@(.+)$/.exec(words);
  const name = (built?.[1] ?? words.replace(/\.src\.rpm$/i, '')).toLowerCase();
  return built?.[2] === undefined ? { name } : { name, version: built[2] };
}

/** The stated release; where none is, the one an rpm's build tag names: `.el9_4`, `.fc40`. */
function releaseOf(id: string, stated: string | undefined, version: string | undefined): string | undefined {
  const lead = distributionIn(stated);
  const isCodename = lead === '' || (lead === stated?.toLowerCase() && !isDistribution(lead));
  const foreign = !isCodename && !/^(v|el|al)$/i.test(lead) && distributionOf(lead) !== id;
  const release = stated === undefined || foreign ? undefined : normalRelease(id, stated);
  if (release !== undefined && (id !== 'redhat' || release.includes('.'))) return release;
  const tag = /\.(?:el|fc|module_el|module\+el)(\d+)(?:[_.](\d+))?/i.exec(version ?? '');
  if (!tag) return release;
  return id === 'redhat' && tag[2] !== undefined ? `${tag[1]}.${tag[2]}` : (release ?? tag[1]);
}

/** `1:7.0.5+dfsg-1~bpo12+1` → `7.0.5`. */
function upstreamVersion(type: string, version: string): string {
  const plain = version.replace(/^\d+:/, '');
  if (type === 'apk') return plain.replace(/-r\d+$/, '');
  const upstream = plain.includes('-') ? plain.slice(0, plain.lastIndexOf('-')) : plain;
  return upstream.replace(/[+.~](dfsg|ds|repack|debian|ubuntu|orig|nmu|really).*$/i, '');
}

function familiesOf(
  component: Component,
  cpe: Cpe | undefined,
  distro: DistroPackage | undefined,
): Set<string> {
  const families = new Set<string>();
  for (const platform of component.platforms ?? []) {
    const family = familyOf(platform);
    if (family) families.add(family);
  }
  if (distro) families.add('linux');
  const target = cpe && cpe.targetSw !== '*' && cpe.targetSw !== '-' ? familyOf(cpe.targetSw) : undefined;
  if (target) families.add(target);
  const own = cpe ? osOfCpe(cpe) : undefined;
  if (own) families.add(own);
  return families;
}

/** The family of an operating system's own CPE. */
export function osOfCpe(cpe: Cpe): string | undefined {
  return cpe.part === 'o' ? familyOf(cpe.product) : undefined;
}

function nameSubject(subject: Subject): void {
  const { component, purl, cpe, distro } = subject;
  const names = new Set<string>();
  const vps = new Set<string>();
  const keys = new Set<string>();
  let vendorSeen = false;
  if (cpe && !isOpen(cpe.product)) {
    names.add(compact(cpe.product));
    if (!isOpen(cpe.vendor)) {
      vps.add(vpKey(cpe.vendor, cpe.product));
      subject.vendor = vendorKey(cpe.vendor);
      vendorSeen = true;
    }
  }
  const product = component.product ?? (cpe || purl ? undefined : component.name);
  if (!isNoName(product) && product !== undefined) {
    names.add(productKey(component.vendor, product));
    if (component.vendor !== undefined && !isNoName(component.vendor)) {
      vps.add(vpKey(component.vendor, product));
      subject.vendor ??= vendorKey(component.vendor);
      vendorSeen = true;
    }
  }
  if (purl) addPurlKeys(purl, distro, keys, vps, names);
  subject.nameOnly = !vendorSeen && !subject.ecosystem && vps.size === 0;
  subject.names = [...names].filter((n) => n !== '');
  subject.vps = [...vps];
  subject.packageKeys = [...keys];
}

const isGoLibrary = (purl: Purl): boolean =>
  purl.type === 'golang' && purl.namespace === undefined && purl.name === 'std';

const isOpen = (value: string): boolean => isNoName(value) || value.startsWith('*');

function addPurlKeys(
  purl: Purl,
  distro: DistroPackage | undefined,
  keys: Set<string>,
  vps: Set<string>,
  names: Set<string>,
): void {
  if (distro) {
    for (const name of distro.names) keys.add(packageKey(purl.type, distro.id, name));
    if (distro.rebuild) for (const name of distro.names) keys.add(packageKey(purl.type, 'redhat', name));
    for (const name of distro.names) names.add(compact(name));
    return;
  }
  keys.add(packageKey(purl.type, purl.namespace, purl.name));
  if (isGoLibrary(purl)) keys.add(packageKey('golang', undefined, 'stdlib'));
  const owner = purl.namespace?.split('/').at(-1);
  if (purl.type === 'golang' && /^(github|gitlab|bitbucket|codeberg)\./.test(purl.namespace ?? '')) {
    const [host, org, repository = purl.name] = [
      ...(purl.namespace ?? '').split('/'),
      ...purl.name.split('/'),
    ];
    if (host && org) {
      keys.add(packageKey('golang', `${host}/${org}`, repository));
      vps.add(vpKey(org, repository));
    }
  } else if (owner && (purl.type === 'composer' || purl.type === 'github' || purl.type === 'swift'))
    vps.add(vpKey(owner, purl.name));
  else if (purl.type === 'generic') {
    names.add(compact(purl.name));
    if (owner) vps.add(vpKey(owner, purl.name));
  }
  if (!OTHER_TYPES.has(purl.type)) keys.add(ecosystemKey(purl.type, purl.name));
}
