import { AppError } from '../../../platform/errors.ts';
import type { Distribution } from '../csaf-distribution.ts';
import type { FeedSource } from '../define-feed.ts';
import { fetchJson, fetchText, wrongContent } from '../fetch-json.ts';
import { ProviderMetadata } from './schema.ts';

const DOMAIN = /^(?=.{3,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/**
 * A provider's metadata: by its address, or by a domain as CSAF 2.0 §7.1.8–10 says: the well-known path, then what security.txt
 * names, then `csaf.data.security.<domain>`.
 */
export async function findProvider(
  source: FeedSource,
  named: string,
): Promise<{ url: string; metadata: ProviderMetadata }> {
  if (/^https?:\/\//i.test(named)) return readMetadata(source, named);
  if (!DOMAIN.test(named)) throw wrongContent('csaf', named.slice(0, 300), 'address or domain expected');
  const tried: string[] = [];
  for (const places of [
    async () => [`https://${named}/.well-known/csaf/provider-metadata.json`],
    () => placesOfSecurityTxt(source, named),
    async () => [`https://csaf.data.security.${named}/`],
  ])
    for (const url of await places()) {
      tried.push(url);
      try {
        return await readMetadata(source, url);
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
  throw wrongContent('csaf', named, `no provider-metadata.json at ${tried.length} places`);
}

/** Nothing there, or a page instead: look at the next place. */
const isAbsent = (error: unknown): boolean =>
  error instanceof AppError &&
  [
    'platform.outbound-refused',
    'platform.outbound-unknown-host',
    'platform.outbound-unreachable',
    'watch.feed-sent-html',
  ].includes(error.code);

async function placesOfSecurityTxt(source: FeedSource, domain: string): Promise<string[]> {
  for (const path of ['.well-known/security.txt', 'security.txt'])
    try {
      const { text } = await fetchText(source, `https://${domain}/${path}`, { maxBytes: 256 * 1024 });
      const found = placesIn(text);
      if (found.length > 0) return found;
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  return [];
}

/** The `CSAF:` fields of a security.txt; only encrypted addresses count. */
export const placesIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .flatMap((line) => /^csaf:\s*(https:\/\/\S{1,2000})\s*$/i.exec(line)?.[1] ?? [])
    .filter((url) => URL.canParse(url))
    .slice(0, 10);

async function readMetadata(
  source: FeedSource,
  url: string,
): Promise<{ url: string; metadata: ProviderMetadata }> {
  const parsed = ProviderMetadata.safeParse(
    await fetchJson('csaf', source, url, { maxBytes: 4 * 1024 ** 2 }),
  );
  if (!parsed.success) throw wrongContent('csaf', url, parsed.error.issues[0]);
  return { url, metadata: parsed.data };
}

/** Where a provider puts what anybody may read: ROLIE where it has it, else its directories. */
export function distributionsOf(metadata: ProviderMetadata, base: string): Distribution[] {
  const rolie = metadata.distributions.flatMap((d) =>
    (d.rolie?.feeds ?? []).filter(
      (f) => f.tlp_label === undefined || /^(TLP:)?(WHITE|CLEAR|UNLABELED)$/i.test(f.tlp_label),
    ),
  );
  const found: Distribution[] =
    rolie.length > 0
      ? rolie.map((f) => ({ kind: 'rolie', url: f.url }))
      : metadata.distributions.flatMap((d) =>
          d.directory_url ? [{ kind: 'directory' as const, url: d.directory_url }] : [],
        );
  return found.flatMap((d) => (URL.canParse(d.url, base) ? [{ ...d, url: new URL(d.url, base).href }] : []));
}
