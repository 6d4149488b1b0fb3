import { defineFeed } from '../define-feed.ts';
import { certfrFields, pullCertfr, readCertfr } from '../read-certfr.ts';

export default defineFeed({
  id: 'certfr-alertes',
  title: { fr: 'Alertes du CERT-FR', en: 'CERT-FR alerts' },
  description: {
    fr: 'Les alertes de l’ANSSI : danger immédiat, souvent une exploitation en cours. Chacune entre au registre d’exploitation.',
    en: 'The alerts of the French national CERT: immediate danger, often exploited. Each enters the exploitation ledger.',
  },
  publisher: 'CERT-FR (ANSSI)',
  licence: {
    name: 'Licence Ouverte / Etalab 2.0',
    url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
  },
  homepage: 'https://www.cert.ssi.gouv.fr/alerte/',
  url: 'https://www.cert.ssi.gouv.fr/alerte/json/',
  mode: 'stream',
  cadenceMinutes: 60,

  maxBytes: 64 * 1024 ** 2,
  monthlyBytes: 1024 ** 3,
  pull: (source) => pullCertfr('alerte', source),
  read: (input) => readCertfr('alerte', input),
  fields: certfrFields,
});
