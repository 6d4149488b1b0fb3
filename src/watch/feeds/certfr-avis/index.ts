import { defineFeed } from '../define-feed.ts';
import { certfrFields, pullCertfr, readCertfr } from '../read-certfr.ts';

export default defineFeed({
  id: 'certfr-avis',
  title: { fr: 'Avis du CERT-FR', en: 'CERT-FR advisories' },
  description: {
    fr: 'Les avis de sécurité de l’ANSSI : produits touchés, risques, correctifs, en français.',
    en: 'The advisories of the French national CERT: products, risks, fixes, in French.',
  },
  publisher: 'CERT-FR (ANSSI)',
  licence: {
    name: 'Licence Ouverte / Etalab 2.0',
    url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
  },
  homepage: 'https://www.cert.ssi.gouv.fr/avis/',
  url: 'https://www.cert.ssi.gouv.fr/avis/json/',
  mode: 'stream',
  cadenceMinutes: 120,
  silenceMinutes: 5 * 24 * 60,
  maxBytes: 64 * 1024 ** 2,
  monthlyBytes: 1024 ** 3,
  pull: (source) => pullCertfr('avis', source),
  read: (input) => readCertfr('avis', input),
  fields: certfrFields,
});
