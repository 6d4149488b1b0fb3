import { parseJson } from '../../../platform/files/read-json.ts';
import { cutJson } from '../cut-json.ts';
import { defineFeed, type FeedFiles, type FeedItem } from '../define-feed.ts';
import { problemOfFile } from '../read-documents.ts';
import { pullNvd } from './pull-nvd.ts';
import { fieldsOf, readItem } from './read-item.ts';

/** A yearly feed, an answer of the API, or records one a line. */
async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  for await (const file of files) {
    signal?.throwIfAborted();
    if (/\.(meta|txt|md)$/i.test(file.name)) continue;
    const cut = cutJson(file.place, file.content, {
      array: 'vulnerabilities',
      maxValueBytes: 32 * 1024 ** 2,
    });
    for await (const { bytes, index } of cut) {
      signal?.throwIfAborted();
      yield readOne(`${file.place}`, bytes, index);
    }
  }
}

function readOne(place: string, bytes: Buffer, index: number): FeedItem {
  const line = index + 1;
  try {
    const reading = readItem(`${place}:${line}`, parseJson(place, { bytes, line }));
    return 'kind' in reading ? reading : { kind: 'record', record: reading };
  } catch (error) {
    return problemOfFile(error);
  }
}

export default defineFeed({
  id: 'nvd',
  title: { fr: 'NVD (base nationale américaine)', en: 'NVD (National Vulnerability Database)' },
  description: {
    fr: 'Scores et configurations CPE ajoutés par le NIST. Depuis avril 2026 le NIST n’en ajoute qu’à une partie des CVE : une voix parmi d’autres, jamais la seule.',
    en: 'Scores and CPE configurations added by NIST. Since April 2026 NIST adds them to some CVEs only: one voice among others, never the only one.',
  },
  publisher: 'NIST',
  licence: { name: 'Public domain (US)', url: 'https://nvd.nist.gov/general/faq' },
  notice: 'This product uses data from the NVD API but is not endorsed or certified by the NVD.',
  homepage: 'https://nvd.nist.gov/developers/vulnerabilities',
  url: 'https://services.nvd.nist.gov/rest/json/cves/2.0',
  mode: 'stream',
  // About 200 MB the first time.
  isOnAtFirst: false,
  settings: [
    {
      key: 'apiKey',
      kind: 'secret',
      label: { fr: 'Clé d’API', en: 'API key' },
      help: {
        fr: 'Avec elle, 50 demandes par 30 secondes au lieu de 5. Gratuite, demandée au NIST.',
        en: 'With it, 50 requests in 30 seconds instead of 5. Free, asked of NIST.',
      },
      maxLength: 100,
    },
    {
      key: 'feeds',
      kind: 'text',
      label: { fr: 'Adresse des fichiers annuels', en: 'Address of the yearly feeds' },
      initial: 'https://nvd.nist.gov/feeds/json/cve/2.0',
      maxLength: 500,
    },
  ],
  cadenceMinutes: 4 * 60,
  silenceMinutes: 3 * 24 * 60,
  maxBytes: 512 * 1024 ** 2,
  monthlyBytes: 2 * 1024 ** 3,
  pull: (source) => pullNvd(source, read),
  read,
  fields: fieldsOf,
});
