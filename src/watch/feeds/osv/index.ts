import { defineFeed } from '../define-feed.ts';
import { ecosystemsSetting, pullExports, readOsv } from '../osv-exports.ts';
import { osvFields } from './schema.ts';

export default defineFeed({
  id: 'osv',
  title: { fr: 'OSV (paquets logiciels)', en: 'OSV (software packages)' },
  description: {
    fr: 'Pour chaque écosystème choisi, les avis sur ses paquets avec leurs plages de versions exactes.',
    en: 'For each ecosystem chosen, advisories on its packages with their exact ranges of versions.',
  },
  publisher: 'OSV.dev',
  licence: {
    name: 'CC-BY-4.0, CC0-1.0, MIT (by source)',
    url: 'https://google.github.io/osv.dev/data/#current-data-sources',
  },
  homepage: 'https://osv.dev/',
  url: 'https://osv-vulnerabilities.storage.googleapis.com',
  mode: 'stream',
  settings: [
    ecosystemsSetting('Packagist,PyPI,Maven,NuGet,RubyGems,Go,crates.io', {
      fr: 'Séparés par des virgules, comme OSV les écrit. « npm » pèse une centaine de Mo la première fois.',
      en: 'Separated by commas, as OSV writes them. “npm” weighs a hundred MB the first time.',
    }),
  ],
  cadenceMinutes: 6 * 60,
  silenceMinutes: 7 * 24 * 60,
  maxBytes: 1024 ** 3,
  monthlyBytes: 2 * 1024 ** 3,
  pull: (source) => pullExports('osv', source),
  read: readOsv,
  fields: osvFields,
});
