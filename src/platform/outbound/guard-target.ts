import type { LookupAddress } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { fail, shownUrl } from './errors.ts';

export type Lookup = (hostname: string) => Promise<LookupAddress[]>;

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What `VIGIE_OUTBOUND_ALLOW` opens: exact hosts, `*.suffix`, addresses, CIDR blocks. */
export interface AllowList {
  hosts: ReadonlySet<string>;
  suffixes: readonly string[];
  blocks: readonly [Address, number][];
}

export function readAllowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>();
  const suffixes: string[] = [];
  const blocks: [Address, number][] = [];
  for (const entry of entries.map((e) => e.toLowerCase())) {
    if (ipaddr.isValidCIDR(entry)) blocks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry)) {
      const address = ipaddr.process(entry);
      blocks.push([address, address.kind() === 'ipv4' ? 32 : 128]);
    } else if (entry.startsWith('*.')) suffixes.push(entry.slice(1));
    else hosts.add(entry.replace(/\.$/, ''));
  }
  return { hosts, suffixes, blocks };
}

/** Public by range, yet answered by the host or the cloud below us, or embedding an address of the inside. */
const SPECIAL = [
  '168.63.129.16/32', // Azure's wire server
  '192.88.99.0/24', // 6to4 relays
  '::/96', // IPv4-compatible
  '64:ff9b::/96', // NAT64, RFC 6052
  '64:ff9b:1::/48', // local NAT64, RFC 8215
  '2002::/16', // 6to4
  '2001::/32', // Teredo
  'fec0::/10', // site-local
  '5f00::/16', // segment routing
].map((block) => ipaddr.parseCIDR(block));

/** True for an address of the public Internet only. Mapped IPv6 is judged as the IPv4 inside. */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return address.range() === 'unicast' && !isInside(address, SPECIAL);
}

function isInside(address: Address, blocks: readonly [Address, number][]): boolean {
  return blocks.some(
    ([block, bits]) => block.kind() === address.kind() && address.match(block as never, bits),
  );
}

function isOpenedAddress(text: string, allow: AllowList): boolean {
  return ipaddr.isValid(text) && isInside(ipaddr.process(text), allow.blocks);
}

function isOpenedHost(host: string, allow: AllowList): boolean {
  return allow.hosts.has(host) || allow.suffixes.some((suffix) => host.endsWith(suffix));
}

/** The host of a URL without brackets and final dot. */
export function hostOf(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** Refuses what must never be asked for, before any name is resolved. */
export function guardUrl(text: string, base?: URL): URL {
  // `URL.parse` is not in Node 20.
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
  if (!url) throw fail('outbound-bad-url', { details: { url: shownUrl(text), reason: 'not-a-url' } });
  const reason =
    url.protocol !== 'https:' && url.protocol !== 'http:'
      ? 'protocol'
      : url.username || url.password
        ? 'credentials'
        : undefined;
  // The text is not shown: it may hold the password.
  if (reason) throw fail('outbound-bad-url', { details: { url: `${url.protocol}//${url.host}`, reason } });
  return url;
}

/**
 * Resolves a name once and gives the addresses that may be connected to. One forbidden address condemns the name:
 * an honest public name has none, a rebinding one mixes them.
 */
export async function checkedAddresses(
  host: string,
  allow: AllowList,
  lookup: Lookup,
): Promise<LookupAddress[]> {
  const found = ipaddr.isValid(host)
    ? [{ address: host, family: ipaddr.parse(host).kind() === 'ipv4' ? 4 : 6 }]
    : await lookup(host).catch((cause: unknown) => {
        throw fail('outbound-unknown-host', { cause, details: { url: host } });
      });
  if (found.length === 0) throw fail('outbound-unknown-host', { details: { url: host } });
  if (isOpenedHost(host, allow)) return found;
  const forbidden = found.find((a) => !isPublic(a.address) && !isOpenedAddress(a.address, allow));
  if (forbidden)
    throw fail('outbound-forbidden-target', { details: { url: host, address: forbidden.address } });
  return found;
}
