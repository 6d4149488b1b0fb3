import type { InventoryDocument } from './inventory.ts';
import { readTextLines } from './read-lines.ts';

/** A distribution as purls name it: namespace, and release where it is known (`debian-12`). */
export interface Distribution {
  namespace: string;
  distro?: string;
}

/** A line of /etc/os-release, which may stand before or after a listing of packages. */
export const OS_RELEASE = /^[A-Z][A-Z_]*=/;
/** https://www.freedesktop.org/software/systemd/man/latest/os-release.html: ids that purls write otherwise. */
const NAMESPACES = new Map([
  ['rhel', 'redhat'],
  ['amzn', 'amazon'],
  ['ol', 'oracle'],
  ['sles', 'suse'],
  ['opensuse-leap', 'opensuse'],
  ['opensuse-tumbleweed', 'opensuse'],
]);

/** What a document says of the system it comes from: its os-release lines, else what most of its lines betray. */
export async function distributionOf(
  document: InventoryDocument,
  betrayed: (line: string) => Distribution | undefined,
): Promise<{ stated?: Distribution; likely?: Distribution }> {
  const stated: Record<string, string> = Object.create(null);
  const votes = new Map<string, { of: Distribution; count: number }>();
  for await (const { text } of readTextLines(document)) {
    const field = /^(ID|VERSION_ID)=["']?([\w.-]{1,64})["']?$/.exec(text);
    if (field?.[1] && field[2]) stated[field[1]] = field[2].toLowerCase();
    const of = betrayed(text);
    if (!of) continue;
    const key = `${of.namespace} ${of.distro ?? ''}`;
    const vote = votes.get(key) ?? { of, count: 0 };
    vote.count++;
    votes.set(key, vote);
  }
  const id = stated.ID;
  if (id) {
    const distro = stated.VERSION_ID ? `${id}-${stated.VERSION_ID}` : undefined;
    return { stated: { namespace: NAMESPACES.get(id) ?? id, ...(distro ? { distro } : {}) } };
  }
  const [first] = [...votes.values()].sort((a, b) => b.count - a.count);
  return first ? { likely: first.of } : {};
}

/** The distribution that a Debian-family version betrays by its suffix. */
export function debDistribution(text: string): Distribution | undefined {
  if (/\dubuntu\d/.test(text)) return { namespace: 'ubuntu' };
  const release = /[+~](?:deb|bpo)(\d{1,3})/.exec(text)?.[1];
  return release ? { namespace: 'debian', distro: `debian-${release}` } : undefined;
}

const REBUILDS: readonly [RegExp, string][] = [
  [/\.el\d\S*rocky/, 'rocky'],
  [/\.el\d\S*\.alma/, 'almalinux'],
  [/\.el\d\S*\.centos/, 'centos'],
];
const RPM_FAMILIES: readonly [RegExp, string, string][] = [
  [/\.el(\d{1,2})/, 'redhat', 'rhel'],
  [/\.fc(\d{1,3})/, 'fedora', 'fedora'],
  [/\.amzn(\d{1,4})/, 'amazon', 'amzn'],
  [/[-.](?:lp|bp)(15\d)\b/, 'opensuse', 'opensuse-leap'],
  [/-(1[25])0\d00\.\d/, 'suse', 'sles'],
];

/** The distribution that an rpm release betrays: `.el9_4` → rhel-9, `.el9.rocky` → rocky-9, `.fc40` → fedora-40. */
export function rpmDistribution(text: string): Distribution | undefined {
  const rebuild = REBUILDS.find(([pattern]) => pattern.test(text))?.[1];
  for (const [pattern, namespace, id] of RPM_FAMILIES) {
    const release = pattern.exec(text)?.[1];
    if (release) return { namespace: rebuild ?? namespace, distro: `${rebuild ?? id}-${release}` };
  }
  return undefined;
}
