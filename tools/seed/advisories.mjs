// Writes content/demo/feeds: the facts of well-known vulnerabilities (ids, affected ranges, vectors, dates, KEV and EPSS values)
// with titles and summaries in our own words. Reads public records from the folder given: node tools/seed/advisories.mjs FOLDER
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip, gunzipSync } from 'node:zlib';
import { ALERTES, AVIS, TITLES } from './advisory-words.mjs';

const corpora = process.argv[2];
if (!corpora) throw new Error('usage: node tools/seed/advisories.mjs FOLDER');
const out = fileURLToPath(new URL('../../content/demo/feeds', import.meta.url));
mkdirSync(out, { recursive: true });

function record(source) {
  const { cna, adp = [] } = source.containers;
  const [title, summary] = TITLES[source.cveMetadata.cveId];
  const own = { title, descriptions: [{ lang: 'fr', value: summary }] };
  // The catalogue itself says what is exploited: its copy in the records is left out.
  const metrics = (list = []) =>
    list
      .filter((m) => m.other?.type !== 'kev')
      .map(({ format: _f, scenarios: _s, ...m }) =>
        Object.fromEntries(
          Object.entries(m).map(([k, v]) => [
            k,
            k.startsWith('cvss')
              ? {
                  version: v.version,
                  vectorString: v.vectorString,
                  baseScore: v.baseScore,
                  baseSeverity: v.baseSeverity,
                }
              : v,
          ]),
        ),
      );
  const facts = (c) => ({
    providerMetadata: {
      orgId: c.providerMetadata.orgId,
      shortName: c.providerMetadata.shortName,
      dateUpdated: c.providerMetadata.dateUpdated,
    },
    ...(c.affected ? { affected: c.affected } : {}),
    ...(c.cpeApplicability ? { cpeApplicability: c.cpeApplicability } : {}),
    ...(c.metrics ? { metrics: metrics(c.metrics) } : {}),
  });
  return {
    dataType: 'CVE_RECORD',
    dataVersion: source.dataVersion ?? '5.1',
    cveMetadata: Object.fromEntries(
      [
        'cveId',
        'assignerOrgId',
        'state',
        'assignerShortName',
        'dateReserved',
        'datePublished',
        'dateUpdated',
      ].flatMap((k) => (source.cveMetadata[k] ? [[k, source.cveMetadata[k]]] : [])),
    ),
    containers: {
      cna: {
        ...facts(cna),
        ...own,
        references: (cna.references ?? []).slice(0, 1).map(({ url }) => ({ url })),
      },
      ...(adp.length > 0 ? { adp: adp.map((a) => ({ title: a.title, ...facts(a) })) } : {}),
    },
  };
}

const found = new Map();
for await (const line of createInterface({
  input: createReadStream(join(corpora, 'cve5-vulnrichment/cve5-2024.ndjson.gz')).pipe(createGunzip()),
})) {
  const id = /"cveId":\s*"(CVE-\d+-\d+)"/.exec(line)?.[1];
  if (id && TITLES[id]) found.set(id, record(JSON.parse(line)));
}
const ids = [...found.keys()].sort();
writeFileSync(join(out, 'cve5.ndjson'), `${ids.map((id) => JSON.stringify(found.get(id))).join('\n')}\n`);
const kev = JSON.parse(
  gunzipSync(readFileSync(join(corpora, 'kev/known_exploited_vulnerabilities-2026.07.23.json.gz'))),
);
const entries = kev.vulnerabilities
  .filter((v) => found.has(v.cveID))
  .map((v) => ({
    ...v,
    vulnerabilityName: TITLES[v.cveID][0],
    shortDescription: TITLES[v.cveID][1],
    requiredAction: 'Appliquer le correctif de l’éditeur.',
    notes: '',
  }));
// Two editions, so that the demonstration shows what changes when exploitation becomes known.
const NEWS = ['CVE-2024-37383', 'CVE-2024-28987', 'CVE-2024-38475'];
for (const [name, list] of [
  ['kev-earlier.json', entries.filter((e) => !NEWS.includes(e.cveID))],
  ['kev.json', entries],
]) {
  const isEarlier = name === 'kev-earlier.json';
  const catalogue = {
    title: kev.title,
    catalogVersion: isEarlier ? '2026.07.22' : kev.catalogVersion,
    dateReleased: isEarlier ? '2026-07-22T16:00:00.000Z' : kev.dateReleased,
    count: list.length,
    vulnerabilities: list,
  };
  writeFileSync(join(out, name), `${JSON.stringify(catalogue, null, 1)}\n`);
}
const epss = gunzipSync(readFileSync(join(corpora, 'epss/epss_scores-2026-08-02.csv.gz')))
  .toString()
  .split('\n');
writeFileSync(
  join(out, 'epss.csv'),
  `${[...epss.slice(0, 2), ...epss.filter((l) => found.has(l.split(',')[0]))].join('\n')}\n`,
);
const lines = (list) => `${list.map((d) => JSON.stringify(d)).join('\n')}\n`;
const gunzipText = (name) => gunzipSync(readFileSync(join(corpora, 'certfr', name))).toString();
const avis = ['avis-2022-2023.ndjson.gz', 'avis-2024-2025.ndjson.gz']
  .flatMap((name) => gunzipText(name).trim().split('\n'))
  .flatMap((line) => {
    const reference = /"reference":\s*"(CERTFR-[\dA-Z-]+)"/.exec(line)?.[1];
    if (!AVIS[reference]) return [];
    const [title, [vendor, product, phrase]] = AVIS[reference];
    const { cves, revisions } = JSON.parse(line);
    return {
      reference,
      title,
      summary: null,
      affected_systems: [{ description: phrase, product: { name: product, vendor: { name: vendor } } }],
      cves: cves.map(({ name }) => ({ name })),
      revisions: revisions.map((r, i) => ({
        description: i === 0 ? 'Version initiale' : 'Mise à jour',
        revision_date: r.revision_date,
      })),
    };
  })
  .sort((a, b) => (a.reference < b.reference ? -1 : 1));
writeFileSync(join(out, 'certfr-avis.ndjson'), lines(avis));
const alertes = JSON.parse(gunzipText('alertes-ALE_with_cves.json.gz'))
  .filter((a) => ALERTES[a.alert])
  .map((a) => ({ ...a, title: ALERTES[a.alert] }))
  .sort((a, b) => (a.alert < b.alert ? -1 : 1));
writeFileSync(join(out, 'certfr-alertes.ndjson'), lines(alertes));
console.log({
  records: ids.length,
  kev: entries.length,
  avis: avis.length,
  alertes: alertes.length,
  missing: Object.keys(TITLES).filter((id) => !found.has(id)),
});
