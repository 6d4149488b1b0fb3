import { formatPurl } from '@vigie/identifiers';

export interface PackageName {
  type: 'deb' | 'rpm' | 'apk';
  namespace: string;
  name: string;
  version: string;
  arch?: string;
  epoch?: string;
  distro?: string;
  /** Source package, where it is not the package itself. */
  upstream?: string;
}

/** A distribution package as a purl; what is not known is left out. Undefined when its name cannot be one. */
export function packagePurl(p: PackageName): string | undefined {
  const qualifiers: Record<string, string> = {};
  if (p.arch) qualifiers.arch = p.arch;
  if (p.distro) qualifiers.distro = p.distro;
  if (p.epoch && p.epoch !== '0') qualifiers.epoch = p.epoch;
  if (p.upstream && p.upstream !== p.name) qualifiers.upstream = p.upstream;
  return formatPurl({ type: p.type, namespace: p.namespace, name: p.name, version: p.version, qualifiers });
}

/** The distribution that a Debian-family version betrays by its suffix. */
export function debDistro(version: string): { namespace: string; distro?: string } {
  if (/ubuntu/i.test(version)) return { namespace: 'ubuntu' };
  const release = /[+~](?:deb|bpo)(\d+)/.exec(version)?.[1];
  return { namespace: 'debian', ...(release ? { distro: `debian-${release}` } : {}) };
}

/** The distribution that an rpm release betrays: `.el9_4` → rhel-9, `.fc40` → fedora-40, `.amzn2`. */
export function rpmDistro(release: string): { namespace: string; distro?: string } {
  const el = /\.el(\d+)/.exec(release)?.[1];
  if (el) return { namespace: 'redhat', distro: `rhel-${el}` };
  const fc = /\.fc(\d+)/.exec(release)?.[1];
  if (fc) return { namespace: 'fedora', distro: `fedora-${fc}` };
  const amzn = /\.amzn(\d+)/.exec(release)?.[1];
  if (amzn) return { namespace: 'amazon', distro: `amzn-${amzn}` };
  return { namespace: 'redhat' };
}
