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

/** Whether a text is of the shape of a purl; the rules of its type are for matching to judge, as loosely as real producers write. */
export const isPurlShaped = (text: string): boolean => /^pkg:\/{0,2}[a-z0-9.+-]+\/\S/i.test(text);
/** CPE 2.3 or the older URI binding. */
export const isCpeShaped = (text: string): boolean => /^cpe:(?:2\.3:|\/)\S/i.test(text);
