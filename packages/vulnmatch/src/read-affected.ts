import { parseCpe, parsePurl } from '@vigie/identifiers';
import { dense, type Json, list, object, text, texts } from './json.ts';
import type { AffectedClaim, DistroClaim } from './model.ts';
import { isNoName, vendorKey, vpKey } from './names.ts';
import { forgeOf, keyOfNamedPackage, packageKey, typeOfCollection } from './package-keys.ts';
import { readVersions } from './read-versions.ts';
import { statusOf } from './version-text.ts';

/** Vendors whose entries name a release as product and a package of it: the release itself is not the product. */
const DISTRO_VENDORS = new Map([
  ['redhat', 'redhat'],
  ['fedora', 'fedora'],
  ['suse', 'suse'],
  ['opensuse', 'opensuse'],
  ['openeuler', 'openeuler'],
]);

/** Compiles `affected[]` of one container. */
export function readAffected(value: unknown, from: string, path: string): AffectedClaim[] {
  const seen = new Set<string>();
  return list(value, path).flatMap((item, i) => {
    const claim = readEntry(object(item, `${path}[${i}]`), from, `${path}[${i}]`);
    if (!claim) return [];
    const key = JSON.stringify(claim);
    if (seen.has(key)) return [];
    seen.add(key);
    return [claim];
  });
}

function readEntry(entry: Json, from: string, path: string): AffectedClaim | undefined {
  const identity = readIdentity(entry, path);
  if (!identity) return undefined;
  const platforms = texts(entry.platforms, `${path}.platforms`).slice(0, 60);
  const versions = readVersions(entry.versions, `${path}.versions`, identity.product);
  return dense({
    from,
    ...identity,
    platforms: platforms.length > 0 ? platforms : undefined,
    d: statusOf(entry.defaultStatus),
    v: versions.length > 0 ? versions : undefined,
  });
}

type Identity = Pick<AffectedClaim, 'vendor' | 'product' | 'pkg' | 'purls' | 'cpes' | 'distro' | 'attested'>;

/** Who an entry speaks of, without reading its versions: cheap enough to ask of every record of a release. */
export function readIdentity(entry: Json, path: string): Identity | undefined {
  let vendor = named(entry.vendor);
  let product = named(entry.product);
  const pkg = named(entry.packageName);
  const collection = text(entry.collectionURL) ?? '';
  const distroId = pkg === undefined ? undefined : distroOf(vendor, collection);
  if (distroId !== undefined && pkg !== undefined) {
    const distro = dense<DistroClaim>({ id: distroId, ...releaseOf(product ?? '') });
    return dense({ vendor, product, pkg, purls: [packageKey('rpm', distroId, pkg)], distro });
  }
  const forge = forgeOf(collection);
  if (forge && vendor === undefined && pkg !== undefined) vendor = forge.owner;
  product ??= pkg?.includes('/') ? pkg.slice(pkg.lastIndexOf('/') + 1) : pkg;
  const purls = purlKeys(entry, pkg, collection);
  const cpes = identityCpes(texts(entry.cpes, `${path}.cpes`));
  if (product === undefined && purls.length === 0 && cpes.length === 0) return undefined;
  const attested = vendor === undefined && product !== undefined && namesProduct(collection, product);
  return dense({
    vendor,
    product,
    pkg: pkg !== undefined && pkg !== product ? pkg : undefined,
    purls: purls.length > 0 ? purls : undefined,
    cpes: cpes.length > 0 ? cpes : undefined,
    attested: attested ? (true as const) : undefined,
  });
}

const named = (value: unknown): string | undefined => {
  const name = text(value, 512);
  return isNoName(name) ? undefined : name;
};

function namesProduct(collection: string, product: string): boolean {
  const host = /^https?:\/\/([^/]+)/i.exec(collection)?.[1]?.toLowerCase() ?? '';
  const word = product.toLowerCase().replace(/[^a-z0-9]/g, '');
  return word.length > 3 && host.replace(/[^a-z0-9]/g, '').includes(word);
}

function distroOf(vendor: string | undefined, collection: string): string | undefined {
  if (/^https?:\/\/(access|catalog)\.redhat\.com/i.test(collection)) return 'redhat';
  if (/^https?:\/\/packages\.fedoraproject\.org/i.test(collection)) return 'fedora';
  return vendor === undefined ? undefined : DISTRO_VENDORS.get(vendorKey(vendor));
}

/** `Red Hat Enterprise Linux 9.2 Extended Update Support` → major 9, stream 9.2. */
function releaseOf(product: string): Pick<DistroClaim, 'major' | 'stream'> {
  const m = /(?:linux|fedora)[^0-9]*(\d+)(?:\.(\d+))?/i.exec(product);
  if (!m?.[1]) return {};
  return m[2] === undefined ? { major: m[1] } : { major: m[1], stream: `${m[1]}.${m[2]}` };
}

function purlKeys(entry: Json, pkg: string | undefined, collection: string): string[] {
  const keys = new Set<string>();
  const purl = parsePurl(text(entry.packageURL) ?? '');
  if (purl) keys.add(packageKey(purl.type, purl.namespace, purl.name));
  const type = typeOfCollection(collection);
  const key = type === undefined || pkg === undefined ? undefined : keyOfNamedPackage(type, pkg);
  if (key) keys.add(key);
  for (const address of [collection, text(entry.repo) ?? '']) {
    const forge = forgeOf(address);
    if (!forge) continue;
    keys.add(packageKey('golang', `${forge.host}/${forge.owner}`, forge.name));
    if (forge.host === 'github.com') keys.add(packageKey('github', forge.owner, forge.name));
  }
  return [...keys];
}

/** The names with version and update opened: which versions, `versions[]` says. */
function identityCpes(names: string[]): string[] {
  const opened = new Set<string>();
  for (const name of names.slice(0, 500)) {
    const cpe = parseCpe(name);
    if (!cpe || isNoName(cpe.vendor) || isNoName(cpe.product)) continue;
    const rest = [cpe.edition, cpe.language, cpe.swEdition, cpe.targetSw, cpe.targetHw, cpe.other];
    const plain = rest.every((value) => value === '*' || value === '-');
    const head = `cpe:2.3:${cpe.part}:${quoteValue(cpe.vendor)}:${quoteValue(cpe.product)}`;
    opened.add(plain ? head : `${head}:*:*:${rest.map(quoteValue).join(':')}`);
  }
  return [...opened];
}

const quoteValue = (value: string): string =>
  value === '*' || value === '-'
    ? value
    : value.replace(/\\(.)/g, '$1').replace(/[^\w.\u0080-\uffff-]/g, '\\$&');

/** An ADP entry that says nothing of platforms takes over those of the CNA's entries for the same product. */
export function lendPlatforms(claims: AffectedClaim[]): void {
  const lists = new Map<string, string[] | undefined>();
  for (const claim of claims) {
    if (claim.from !== 'cna' || claim.vendor === undefined || claim.product === undefined) continue;
    const key = vpKey(claim.vendor, claim.product);
    const known = lists.has(key) ? lists.get(key) : [];
    lists.set(key, claim.platforms && known ? [...new Set([...known, ...claim.platforms])] : undefined);
  }
  for (const claim of claims) {
    if (claim.from === 'cna' || claim.platforms || claim.vendor === undefined || claim.product === undefined)
      continue;
    const lent = lists.get(vpKey(claim.vendor, claim.product));
    if (!lent || lent.length === 0) continue;
    claim.platforms = lent;
    claim.lent = true;
  }
}
