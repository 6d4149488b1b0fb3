import { defineFeed } from '../define-feed.ts';
import { ecosystemsSetting, pullExports, readOsv } from '../osv-exports.ts';
import { osvFields } from './schema.ts';

export default defineFeed({
  id: 'ubuntu',
  title: { fr: 'Ubuntu (correctifs de sécurité)', en: 'Ubuntu (security fixes)' },
  description: {
    fr: 'Ce que Canonical dit de chaque CVE pour chaque version d’Ubuntu, correctifs ESM compris.',
    en: 'What Canonical says of each CVE for each release of Ubuntu, ESM fixes included.',
  },
  publisher: 'Canonical',
  licence: { name: 'CC-BY-SA-4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
  homepage: 'https://ubuntu.com/security/cves',
  url: 'https://osv-vulnerabilities.storage.googleapis.com',
  mode: 'stream',
  // Of use where there are Ubuntu machines.
  isOnAtFirst: false,
  settings: [
    ecosystemsSetting('Ubuntu:22.04:LTS,Ubuntu:24.04:LTS', {
      fr: 'Les versions d’Ubuntu à suivre, séparées par des virgules : « Ubuntu:24.04:LTS », « Ubuntu:Pro:18.04:LTS ».',
      en: 'Releases of Ubuntu to follow, separated by commas: “Ubuntu:24.04:LTS”, “Ubuntu:Pro:18.04:LTS”.',
    }),
  ],
  cadenceMinutes: 12 * 60,
  silenceMinutes: 7 * 24 * 60,
  maxBytes: 1024 ** 3,
  monthlyBytes: 3 * 1024 ** 3,
  pull: (source) => pullExports('ubuntu', source),
  read: readOsv,
  fields: osvFields,
});
