import type { ApiAdvisory } from './schema.ts';

/** Names of ecosystems in GitHub's API and in OSV. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  actions: 'GitHub Actions',
  composer: 'Packagist',
  erlang: 'Hex',
  go: 'Go',
  maven: 'Maven',
  npm: 'npm',
  nuget: 'NuGet',
  pip: 'PyPI',
  pub: 'Pub',
  rubygems: 'RubyGems',
  rust: 'crates.io',
  swift: 'SwiftURL',
};

type Event = { introduced: string } | { fixed: string } | { last_affected: string };

/** `>= 1.0, < 1.2`, `= 1.4`, `<= 2`, `> 0`: bounds as OSV events. Undefined when they cannot be said as such. */
export function eventsOfRange(range: string): { events: Event[]; versions: string[] } | undefined {
  let introduced = '0';
  let upper: Event | undefined;
  const versions: string[] = [];
  for (const part of range.split(',')) {
    const found = /^\s*(>=|<=|<|>|=)\s*(\S+)\s*$/.exec(part);
    const version = found?.[2];
    if (!found || !version) return undefined;
    if (found[1] === '>=') introduced = version;
    else if (found[1] === '<') upper = { fixed: version };
    else if (found[1] === '<=') upper = { last_affected: version };
    else if (found[1] === '=') versions.push(version);
    // OSV has no lower bound that excludes; "beyond nothing" is the beginning.
    else if (!/^0(\.0)*$/.test(version)) return undefined;
  }
  if (versions.length > 0) return upper || introduced !== '0' ? undefined : { events: [], versions };
  return { events: [{ introduced }, ...(upper ? [upper] : [])], versions };
}

/** The same advisory as OSV document, for the reader that all publishers of packages' advisories share. */
export function osvOfApi(advisory: ApiAdvisory): Record<string, unknown> {
  const { cvss_severities: severities } = advisory;
  const names = [advisory.cve_id ?? '', ...(advisory.identifiers ?? []).map((i) => i.value)];
  const scored = [
    ['CVSS_V4', severities?.cvss_v4?.vector_string],
    ['CVSS_V3', severities?.cvss_v3?.vector_string],
  ].flatMap(([type, score]) => (score ? [{ type, score }] : []));
  return {
    schema_version: '1.6.0',
    id: advisory.ghsa_id,
    aliases: [...new Set(names)].filter((n) => n !== '' && n !== advisory.ghsa_id),
    summary: advisory.summary ?? undefined,
    details: advisory.description ?? undefined,
    published: advisory.published_at ?? undefined,
    modified: advisory.updated_at,
    ...(advisory.withdrawn_at ? { withdrawn: advisory.withdrawn_at } : {}),
    severity: scored,
    affected: advisory.vulnerabilities.flatMap<Record<string, unknown>>(
      ({ package: pack, vulnerable_version_range: range }) => {
        const ecosystem = ECOSYSTEMS[pack?.ecosystem.toLowerCase() ?? ''];
        if (!ecosystem || !pack) return [];
        const read = eventsOfRange(range ?? '');
        const named = { package: { ecosystem, name: pack.name } };
        // A range that is not understood leaves the package named, without saying which versions.
        if (!read) return [{ ...named, database_specific: { range } }];
        return [
          {
            ...named,
            ...(read.events.length > 0 ? { ranges: [{ type: 'ECOSYSTEM', events: read.events }] } : {}),
            ...(read.versions.length > 0 ? { versions: read.versions } : {}),
          },
        ];
      },
    ),
    references: (advisory.references ?? []).map((url) => ({ type: 'WEB', url })),
  };
}
