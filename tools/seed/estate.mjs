// Writes content/demo/estate.json: the fictional government of the Tavéa islands. Everything about it is invented; the
// products and versions are real. Run again after a change: `node tools/seed/estate.mjs`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { libraries, products as P, sets } from './estate-packages.mjs';

const units = [
  ['u-dsi', 'Direction des systèmes d’information'],
  ['u-dpop', 'Direction de la population et de l’état civil'],
  ['u-dfip', 'Direction des finances et des impôts'],
  ['u-dass', 'Direction des affaires sociales'],
  ['u-deduc', 'Direction de l’éducation et de la jeunesse'],
  ['u-durb', 'Direction de l’urbanisme et du foncier'],
  ['u-dtrans', 'Direction des transports'],
  ['u-dsante', 'Direction de la santé'],
  ['u-dmer', 'Direction de la mer et de la pêche'],
  ['u-dsec', 'Direction de la sécurité civile'],
  ['u-deco', 'Direction de l’économie et de l’emploi'],
  ['u-drh', 'Direction des ressources humaines'],
  ['u-ddouane', 'Direction des douanes'],
  ['u-sg', 'Secrétariat général'],
  ['u-deau', 'Régie des eaux'],
].map(([id, name]) => ({ id, name, parentId: id === 'u-sg' ? null : 'u-sg' }));

/** Those of them who have an account in the demonstration. */
const ACCOUNTS = {
  'p-hina': 'demo-rssi',
  'p-teva': 'demo-operateur',
  'p-ines': 'demo-dpo',
  'p-maeva': 'demo-responsable',
  'p-paul': 'demo-lecteur',
};
const people = [
  ['p-hina', 'Hina Raiarii', 'RSSI', 'u-sg'],
  ['p-teva', 'Teva Manutahi', 'Opérateur cybersécurité', 'u-dsi'],
  ['p-noe', 'Noé Lapatu', 'Opérateur cybersécurité', 'u-dsi'],
  ['p-ines', 'Inès Daguerre', 'Déléguée à la protection des données', 'u-sg'],
  ['p-ari', 'Ari Poroi', 'Administrateur systèmes', 'u-dsi'],
  ['p-maeva', 'Maeva Tcheou', 'Administratrice réseaux', 'u-dsi'],
  ['p-wassi', 'Wassissi Hnaije', 'Cheffe du service des études', 'u-dsi'],
  ['p-loic', 'Loïc Berthomieu', 'Directeur des systèmes d’information', 'u-dsi'],
  ['p-vaite', 'Vaite Orofenua', 'Cheffe de l’état civil', 'u-dpop'],
  ['p-paul', 'Paul Kaleo', 'Chef du service des impôts en ligne', 'u-dfip'],
  ['p-selma', 'Selma Houanoux', 'Cheffe du service de la paie', 'u-drh'],
  ['p-mana', 'Mana Teriitahi', 'Chef du service des allocations', 'u-dass'],
  ['p-celine', 'Céline Waheo', 'Cheffe du service du logement', 'u-dass'],
  ['p-ioane', 'Ioane Falelavaki', 'Chef des bourses et transports scolaires', 'u-deduc'],
  ['p-rosa', 'Rosa Xulue', 'Cheffe du guichet des permis de construire', 'u-durb'],
  ['p-tamatoa', 'Tamatoa Hiro', 'Chef du cadastre', 'u-durb'],
  ['p-lea', 'Léa Nonon', 'Cheffe des cartes grises et permis', 'u-dtrans'],
  ['p-yvon', 'Yvon Takamatsu', 'Receveur des douanes', 'u-ddouane'],
  ['p-moana', 'Moana Puhetini', 'Chef des licences de pêche', 'u-dmer'],
  ['p-elise', 'Élise Streeter', 'Responsable de la salle d’alerte', 'u-dsec'],
  ['p-jone', 'Jone Vakaloloma', 'Exploitant de la télégestion', 'u-deau'],
  ['p-anais', 'Anaïs Goromido', 'Responsable de la couverture santé', 'u-dsante'],
  ['p-henri', 'Henri Wamytan', 'Chef du registre des entreprises', 'u-deco'],
  ['p-lucie', 'Lucie Teissier', 'Cheffe des marchés publics', 'u-sg'],
  ['p-heimana', 'Heimana Ateo', 'Cheffe du service de l’emploi', 'u-deco'],
  ['p-bruno', 'Bruno Caillet', 'Chef du portail usagers', 'u-sg'],
].map(([id, name, role, unitId]) => ({
  id,
  name,
  role,
  unitId,
  email: `${id.slice(2)}@tavea.example`,
  ...(ACCOUNTS[id] ? { userId: ACCOUNTS[id] } : {}),
}));

const suppliers = [
  ['s-lagon', 'Lagon Numérique', 'Kevin Ayrault', '2027-06-30'],
  ['s-urbasoft', 'Urbasoft', 'Marion Petit', '2026-12-31'],
  ['s-civitas', 'Civitas Logiciels', 'Jean-Marc Olu', '2028-03-31'],
  ['s-oceanet', 'Océanet Hébergement', 'Sandra Lee', '2027-12-31'],
  ['s-paiecom', 'Paiecom', 'Franck Dubreuil', '2027-01-31'],
  ['s-telcom', 'Tavéa Télécom', 'Ruta Moala', '2029-06-30'],
  ['s-hydralog', 'Hydralog', 'Benoît Kerr', '2026-11-30'],
  ['s-santeo', 'Santéo', 'Nadia Ferhat', '2027-09-30'],
  ['s-scolaris', 'Scolaris', 'Gaël Pineau', '2027-08-31'],
  ['s-alertis', 'Alertis', 'Tina Moreau', '2028-12-31'],
].map(([id, name, contactName, contractUntil]) => ({
  id,
  name,
  contactName,
  contactEmail: `contact@${id.slice(2)}.example`,
  securityContact: id === 's-hydralog' ? null : `securite@${id.slice(2)}.example`,
  contractUntil,
}));

const week = (from, to, days = [1, 2, 3, 4, 5]) => days.map((day) => ({ day, from, to }));
const always = week('00:00', '23:59', [0, 1, 2, 3, 4, 5, 6]);
const office = week('07:30', '15:30');
const S = (id, name, need, users, ownerId, unitId, needs, more = {}) => ({
  id,
  name,
  needD: +need[0],
  needI: +need[1],
  needC: +need[2],
  needP: +need[3],
  users,
  ownerId,
  unitId,
  needs: needs.split(' ').filter(Boolean),
  opening: office,
  peaks: [],
  regime: 'RGSNC',
  homologation: 'none',
  ...more,
});
const services = [
  S(
    'sv-etatcivil',
    'État civil en ligne',
    '3443',
    61000,
    'p-vaite',
    'u-dpop',
    'a-etatcivil a-portail ?a-paiement',
    {
      description: 'Demandes d’actes, livret de famille, recensement citoyen.',
      degradedMode: 'Guichet et courrier, registres papier : deux jours sans perte.',
      rtoHours: 24,
      rpoHours: 4,
      homologation: 'granted',
      homologatedUntil: '2027-05-31',
    },
  ),
  S('sv-urbanisme', 'Permis de construire', '2433', 6400, 'p-rosa', 'u-durb', 'a-urba a-sig a-guichet', {
    description: 'Dépôt et suivi des demandes d’urbanisme.',
    degradedMode: 'Guichet papier, deux jours.',
    rtoHours: 48,
    peaks: [{ label: 'Dépôt groupé de fin de mois', from: '2026-11-30', to: '2026-11-30' }],
  }),
  S('sv-cadastre', 'Cadastre et foncier', '3424', 9800, 'p-tamatoa', 'u-durb', 'a-sig a-foncier', {
    description: 'Plans, extraits et mutations.',
    degradedMode: 'Consultation d’un extrait arrêté la veille.',
    rtoHours: 24,
  }),
  S('sv-impots', 'Impôts en ligne', '3444', 52000, 'p-paul', 'u-dfip', 'a-impots a-portail a-paiement', {
    description: 'Déclaration et paiement des impôts et taxes.',
    degradedMode: 'Déclaration papier, délais prolongés par arrêté.',
    rtoHours: 12,
    rpoHours: 1,
    peaks: [{ label: 'Solde de l’impôt', from: '2026-11-20', to: '2026-11-30' }],
    homologation: 'granted',
    homologatedUntil: '2026-12-15',
  }),
  S('sv-paie', 'Paie des agents', '3443', 7200, 'p-selma', 'u-drh', 'a-paie a-annuaire', {
    description: 'Paie mensuelle de 7 200 agents.',
    degradedMode: 'Reconduction de la paie du mois précédent.',
    rtoHours: 24,
    rpoHours: 8,
    regime: 'PSSI interne',
    peaks: [{ label: 'Clôture de la paie', from: '2026-11-25', to: '2026-11-27' }],
  }),
  S('sv-allocations', 'Allocations familiales', '3443', 34000, 'p-mana', 'u-dass', 'a-alloc a-portail', {
    description: 'Ouverture et versement des droits.',
    degradedMode: 'Versement sur la base du mois précédent.',
    rtoHours: 24,
    rpoHours: 4,
    homologation: 'ongoing',
  }),
  S('sv-logement', 'Aides au logement', '2343', 12700, 'p-celine', 'u-dass', 'a-alloc a-logement', {
    degradedMode: 'Instruction sur dossier papier.',
    rtoHours: 48,
  }),
  S('sv-bourses', 'Bourses scolaires', '2333', 8100, 'p-ioane', 'u-deduc', 'a-bourses a-portail', {
    degradedMode: 'Dossier papier dans les établissements.',
    rtoHours: 72,
  }),
  S('sv-inscriptions', 'Inscriptions scolaires', '2332', 12700, 'p-ioane', 'u-deduc', 'a-scol a-portail', {
    degradedMode: 'Inscription dans l’établissement.',
    rtoHours: 72,
    peaks: [{ label: 'Campagne de rentrée', from: '2026-12-01', to: '2026-12-18' }],
  }),
  S('sv-transport', 'Transport scolaire', '3322', 15300, 'p-ioane', 'u-dtrans', 'a-transco ?a-portail', {
    degradedMode: 'Cartes de l’année précédente acceptées.',
    rtoHours: 48,
  }),
  S('sv-cartegrise', 'Cartes grises', '2433', 41000, 'p-lea', 'u-dtrans', 'a-vehicules a-rdv a-paiement', {
    degradedMode: 'Certificat provisoire au guichet.',
    rtoHours: 48,
    homologation: 'granted',
    homologatedUntil: '2028-02-28',
  }),
  S('sv-permis', 'Permis de conduire', '2433', 38000, 'p-lea', 'u-dtrans', 'a-vehicules a-rdv', {
    degradedMode: 'Attestation provisoire.',
    rtoHours: 72,
  }),
  S('sv-douane', 'Douane, dédouanement', '4433', 320, 'p-yvon', 'u-ddouane', 'a-douane a-echanges', {
    description: 'Déclarations en douane des transitaires.',
    degradedMode: 'Déclaration papier au port, dédouanement d’urgence des produits frais.',
    opening: week('06:00', '18:00', [1, 2, 3, 4, 5, 6]),
    rtoHours: 4,
    rpoHours: 1,
    homologation: 'granted',
    homologatedUntil: '2027-10-31',
  }),
  S('sv-peche', 'Licences de pêche', '2322', 640, 'p-moana', 'u-dmer', 'a-peche ?a-vms', {
    degradedMode: 'Prolongation des licences par arrêté.',
    rtoHours: 72,
  }),
  S('sv-cyclones', 'Alertes cyclones', '4422', 118000, 'p-elise', 'u-dsec', 'a-alerte a-sms ?a-sig', {
    description: 'Alerte de la population par message, sirène et radio.',
    opening: always,
    degradedMode: 'Radio et sirènes manuelles.',
    rtoHours: 1,
    rpoHours: 1,
    peaks: [{ label: 'Saison cyclonique', from: '2026-11-15', to: '2027-04-30' }],
    homologation: 'granted',
    homologatedUntil: '2027-11-15',
  }),
  S('sv-urgences', 'Appels d’urgence 15 et 18', '4443', 118000, 'p-elise', 'u-dsec', 'a-appels a-carto18', {
    description: 'Réception et régulation des appels.',
    opening: always,
    degradedMode: 'Bascule sur le central de secours, main courante papier.',
    rtoHours: 1,
    rpoHours: 0.25,
    homologation: 'expired',
    homologatedUntil: '2026-06-30',
  }),
  S('sv-eau', 'Eau potable, télégestion', '4422', 74000, 'p-jone', 'u-deau', 'a-scada ?a-relevage', {
    description: 'Pilotage des captages, réservoirs et stations.',
    opening: always,
    degradedMode: 'Conduite locale des stations, rondes toutes les quatre heures.',
    rtoHours: 4,
    regime: 'PSSI interne',
  }),
  S('sv-sante', 'Couverture santé', '3443', 96000, 'p-anais', 'u-dsante', 'a-cafat a-echanges', {
    description: 'Droits et remboursements.',
    degradedMode: 'Droits réputés ouverts 48 heures.',
    rtoHours: 12,
    rpoHours: 4,
  }),
  S('sv-vaccination', 'Carnet de vaccination', '2343', 54000, 'p-anais', 'u-dsante', 'a-vaccin', {
    degradedMode: 'Carnet papier.',
    rtoHours: 72,
  }),
  S(
    'sv-entreprises',
    'Registre des entreprises',
    '3434',
    21000,
    'p-henri',
    'u-deco',
    'a-registre a-portail',
    { degradedMode: 'Extraits arrêtés la veille.', rtoHours: 24 },
  ),
  S('sv-marches', 'Marchés publics', '3443', 2900, 'p-lucie', 'u-sg', 'a-marches', {
    description: 'Publication et dépôt des offres.',
    degradedMode: 'Prolongation des délais de remise.',
    rtoHours: 12,
    peaks: [{ label: 'Remise des offres du port', from: '2026-12-04', to: '2026-12-04' }],
  }),
  S('sv-subventions', 'Subventions', '2333', 1800, 'p-lucie', 'u-sg', 'a-subv a-portail', {
    degradedMode: 'Dossier papier.',
    rtoHours: 72,
  }),
  S('sv-emploi', 'Emploi et offres', '2222', 17500, 'p-heimana', 'u-deco', 'a-emploi', {
    degradedMode: 'Affichage en agence.',
    rtoHours: 72,
  }),
  S('sv-messagerie', 'Messagerie des agents', '3343', 4180, 'p-ari', 'u-dsi', 'a-webmail a-mail a-annuaire', {
    description: 'Courrier électronique et agendas.',
    opening: always,
    degradedMode: 'Téléphone et messagerie de secours de l’astreinte.',
    rtoHours: 8,
    regime: 'PSSI interne',
  }),
  S('sv-portail', 'Portail des usagers', '3332', 31700, 'p-bruno', 'u-sg', 'a-portail a-identite', {
    description: 'Point d’entrée de vingt démarches.',
    opening: always,
    degradedMode: 'Page d’information statique, accueil téléphonique.',
    rtoHours: 8,
    homologation: 'granted',
    homologatedUntil: '2027-03-31',
  }),
  S('sv-rdv', 'Prise de rendez-vous', '2222', 44000, 'p-bruno', 'u-sg', 'a-rdv', {
    degradedMode: 'File d’attente sans rendez-vous.',
    rtoHours: 48,
  }),
  S('sv-teletravail', 'Télétravail et astreinte', '3343', 1250, 'p-maeva', 'u-dsi', 'a-vpn a-annuaire', {
    opening: always,
    degradedMode: 'Retour sur site.',
    rtoHours: 12,
    regime: 'PSSI interne',
  }),
  S('sv-archives', 'Archives numériques', '2434', 900, 'p-vaite', 'u-sg', 'a-ged', {
    degradedMode: 'Salle de lecture.',
    rtoHours: 120,
  }),
];

/** Application: id, name, owner, supplier, hosts: `name/os:product=version…`, `+lib` for a library list, `?` degraded. */
const A = (id, name, ownerId, supplierId, needs = '', kind = 'business') => ({
  id,
  name,
  ownerId,
  supplierId,
  kind,
  needs: needs.split(' ').filter(Boolean),
});
const applications = [];
const assets = [];
const D = 'debian-12',
  E = 'debian-11',
  U = 'ubuntu-22.04',
  L = 'alma-9',
  W9 = 'windows-2019',
  W2 = 'windows-2022';
const OS = {
  [D]: 'Debian 12',
  [E]: 'Debian 11',
  [U]: 'Ubuntu 22.04 LTS',
  [L]: 'AlmaLinux 9',
  [W9]: 'Windows Server 2019',
  [W2]: 'Windows Server 2022',
  'poste-w10': 'Windows 10 22H2',
};
const COMPONENTS = (text) =>
  text
    .split(' ')
    .filter(Boolean)
    .flatMap((word) => {
      if (word.startsWith('+')) return libraries[word.slice(1)];
      const [product, version] = word.split('=');
      return [P[product](version)];
    });
function asset(id, kind, os, products, more = {}) {
  const set = sets[os] ? [os] : [];
  assets.push({
    id: `b-${id}`,
    ref: id,
    name: id,
    kind,
    environment: 'production',
    exposed: 'no',
    exposedSource: 'Cartographie réseau du 12 octobre 2026',
    os: OS[os] ?? os ?? null,
    location: 'Salle Nord',
    ownerId: 'p-ari',
    needs: [],
    sets: set,
    components: COMPONENTS(products),
    ...more,
  });
  return `b-${id}`;
}
const host = (id, os, products = '', more = {}) => asset(id, 'host', os, products, more);
const net = { exposed: 'yes', exposedSource: 'Contrôle extérieur du 20 novembre 2026' };
const infra = ['b-fw-nord', 'b-sw-coeur1', 'b-esx-01'];

function app(id, name, ownerId, supplierId, hosts, more = {}) {
  const { needs = '', kind = 'business' } = more;
  applications.push(A(id, name, ownerId, supplierId, [...hosts, needs].join(' '), kind));
}

// Business applications and their machines.
app('a-etatcivil', 'Civis 7', 'p-vaite', 's-civitas', [
  host('civis-web1', D, 'httpd=2.4.62 php=8.2.10 +symfony', net),
  host('civis-web2', D, 'httpd=2.4.62 php=8.2.10 +symfony', net),
  host('civis-db', D, 'postgresql=15.5'),
]);
app('a-urba', 'Urba 4', 'p-rosa', 's-urbasoft', [
  host('perm-app01', E, 'tomcat=9.0.83 +spring', net),
  host('perm-app02', E, 'tomcat=9.0.83 +spring', net),
  host('perm-db', E, 'postgresql=13.13'),
]);
app('a-sig', 'Géoportail', 'p-tamatoa', 's-lagon', [
  host('geo-web', U, 'nginx=1.25.3 geoserver=2.24.1 tomcat=9.0.85', net),
  host('geo-db', U, 'postgresql=14.10'),
  host('geo-tuiles', U, 'nginx=1.25.3', net),
]);
app('a-foncier', 'Registre foncier', 'p-tamatoa', 's-urbasoft', [
  host('foncier-app', W9, 'tomcat=8.5.97'),
  host('foncier-db', W9, 'sqlserver=15.0.4345.5'),
]);
app('a-impots', 'Téléimpôt', 'p-paul', 's-lagon', [
  host('impot-web1', D, 'nginx=1.24.0 +spring', net),
  host('impot-web2', D, 'nginx=1.24.0 +spring', net),
  host('impot-app1', D, 'tomcat=10.1.16 +spring'),
  host('impot-app2', D, 'tomcat=10.1.16 +spring'),
  host('impot-db1', D, 'postgresql=16.1'),
  host('impot-db2', D, 'postgresql=16.1'),
  host('impot-mq', D, 'activemq=5.18.2'),
]);
app('a-paie', 'Paiecom RH', 'p-selma', 's-paiecom', [
  host('paie-app', W2, 'httpd=2.4.58 php=8.1.27'),
  host('paie-db', W2, 'sqlserver=15.0.4360.2'),
  host('paie-edit', W2, ''),
]);
app('a-alloc', 'Alloc’', 'p-mana', 's-lagon', [
  host('alloc-web', L, 'httpd=2.4.57 +struts', net),
  host('alloc-app', L, 'tomcat=9.0.82 +struts'),
  host('alloc-db', L, 'postgresql=15.4'),
]);
app('a-logement', 'Habitat', 'p-celine', 's-lagon', [
  host('habitat-web', D, 'nginx=1.24.0 +django', net),
  host('habitat-db', D, 'postgresql=15.5'),
]);
app('a-bourses', 'Bourses', 'p-ioane', 's-scolaris', [
  host('bourses-app', D, 'nginx=1.24.0 +django'),
  host('bourses-db', D, 'mariadb=10.11.4'),
]);
app('a-scol', 'Scolaris', 'p-ioane', 's-scolaris', [
  asset('scolaris.example', 'saas', null, '', {
    ...net,
    location: 'Hébergé par l’éditeur',
    supplierId: 's-scolaris',
    os: null,
  }),
]);
app('a-transco', 'Transco', 'p-ioane', 's-scolaris', [
  host('transco-app', U, 'nginx=1.25.3 +node', net),
  host('transco-db', U, 'postgresql=14.11'),
]);
app('a-vehicules', 'Véhicules', 'p-lea', 's-civitas', [
  host('vehi-app1', W9, 'tomcat=9.0.80'),
  host('vehi-app2', W9, 'tomcat=9.0.80'),
  host('vehi-db', W9, 'sqlserver=15.0.4298.1'),
]);
app('a-douane', 'Sydonia Tavéa', 'p-yvon', 's-lagon', [
  host('douane-app1', L, 'tomcat=9.0.85 +spring'),
  host('douane-app2', L, 'tomcat=9.0.85 +spring'),
  host('douane-db1', L, 'postgresql=15.5'),
  host('douane-db2', L, 'postgresql=15.5'),
]);
app('a-echanges', 'Plateforme d’échanges', 'p-wassi', 's-oceanet', [
  host('echanges-sftp', W2, 'moveit=2023.1.4', net),
  host('echanges-bus', D, 'activemq=5.18.3 +spring'),
]);
app('a-peche', 'Licences de pêche', 'p-moana', 's-lagon', [
  host('peche-app', D, 'httpd=2.4.62 php=8.2.12 dolibarr=18.0.4'),
]);
app('a-vms', 'Suivi des navires', 'p-moana', 's-telcom', [
  asset('vms.telcom.example', 'saas', null, '', {
    ...net,
    supplierId: 's-telcom',
    location: 'Hébergé par l’opérateur',
    os: null,
  }),
]);
app('a-alerte', 'Alertis', 'p-elise', 's-alertis', [
  host('alerte-app1', D, 'nginx=1.24.0 +node'),
  host('alerte-app2', D, 'nginx=1.24.0 +node', { location: 'Salle Sud' }),
  host('alerte-db', D, 'postgresql=15.5'),
]);
app('a-sms', 'Passerelle de messages', 'p-elise', 's-telcom', [
  asset('sms-gw', 'appliance', 'Système fermé', '', {
    location: 'Salle Sud',
    exposed: 'unknown',
    exposedSource: null,
  }),
]);
app('a-appels', 'Centre d’appels', 'p-elise', 's-telcom', [
  host('appels-pbx1', D, 'asterisk=20.5.0'),
  host('appels-pbx2', D, 'asterisk=20.5.0', { location: 'Salle Sud' }),
  host('appels-cti', W9, ''),
]);
app('a-carto18', 'Cartographie opérationnelle', 'p-elise', 's-alertis', [
  host('carto-app', U, 'nginx=1.25.3 geoserver=2.23.4 redis=7.2.3'),
]);
app('a-scada', 'Télégestion Hydralog', 'p-jone', 's-hydralog', [
  host('scada-sup1', W9, ''),
  host('scada-sup2', W9, ''),
  asset('rtu-captage', 'appliance', 'Automate', '', {
    exposed: 'unknown',
    exposedSource: null,
    location: 'Captage de Vaihiria',
  }),
  asset('rtu-reservoir', 'appliance', 'Automate', '', {
    exposed: 'unknown',
    exposedSource: null,
    location: 'Réservoir de Mahé',
  }),
]);
app('a-relevage', 'Postes de relevage', 'p-jone', 's-hydralog', [
  asset('rtu-relevage', 'appliance', 'Automate', '', {
    exposed: 'unknown',
    exposedSource: null,
    location: 'Relevage du port',
  }),
]);
app('a-cafat', 'Droits santé', 'p-anais', 's-santeo', [
  host('sante-app1', L, 'tomcat=10.1.15 +spring'),
  host('sante-app2', L, 'tomcat=10.1.15 +spring'),
  host('sante-db', L, 'postgresql=14.10'),
]);
app('a-vaccin', 'Vaccin’îles', 'p-anais', 's-santeo', [
  asset('vaccin.santeo.example', 'saas', null, '', {
    ...net,
    supplierId: 's-santeo',
    location: 'Hébergé par l’éditeur',
    os: null,
  }),
]);
app('a-registre', 'Registre des entreprises', 'p-henri', 's-lagon', [
  host('rce-web', D, 'nginx=1.24.0 +next', net),
  host('rce-api', D, '+spring tomcat=10.1.16'),
  host('rce-db', D, 'postgresql=15.5'),
]);
app('a-marches', 'Marchés Tavéa', 'p-lucie', 's-oceanet', [
  host('marches-web', U, 'httpd=2.4.58 php=8.1.27 +symfony', net),
  host('marches-db', U, 'mariadb=10.6.16'),
]);
app('a-subv', 'Subventions', 'p-lucie', 's-lagon', [host('subv-app', W2, 'httpd=2.4.58 php=8.1.28', net)]);
app('a-emploi', 'Emploi Tavéa', 'p-heimana', 's-lagon', [
  host('emploi-web', D, 'httpd=2.4.57 php=8.2.10 wordpress=6.4.2 drupal=10.1.6', net),
]);
app(
  'a-webmail',
  'Webmail',
  'p-ari',
  null,
  [
    host('mail-web1', D, 'httpd=2.4.62 php=8.2.10 roundcube=1.6.5', net),
    host('mail-web2', D, 'httpd=2.4.57 php=8.2.10 roundcube=1.6.7', net),
  ],
  { kind: 'infrastructure' },
);
app(
  'a-mail',
  'Zimbra',
  'p-ari',
  null,
  [host('mail-zim1', U, 'zimbra=10.0.8', net), host('mail-zim2', U, 'zimbra=10.0.8')],
  { kind: 'infrastructure' },
);
app('a-portail', 'Portail tavea.example', 'p-bruno', 's-oceanet', [
  host('portail-web1', D, 'nginx=1.24.0 +next', net),
  host('portail-web2', D, 'nginx=1.24.0 +next', net),
  host('portail-api', D, '+node redis=7.0.11'),
  host('portail-db', D, 'postgresql=15.5'),
  asset('tavea.example', 'domain', null, '', { ...net, os: null, location: null }),
  asset('https://www.tavea.example', 'url', null, '', { ...net, os: null, location: null }),
]);
app(
  'a-identite',
  'Identité des usagers',
  'p-wassi',
  's-oceanet',
  [host('idp-1', D, 'keycloak=23.0.4', net), host('idp-2', D, 'keycloak=23.0.4', net)],
  { kind: 'infrastructure' },
);
app('a-paiement', 'Paiement en ligne', 'p-paul', 's-oceanet', [
  asset('paiement.tavea.example', 'url', null, '', { ...net, os: null, location: null }),
  host('paiement-gw', D, 'nginx=1.24.0 +node'),
]);
app('a-rdv', 'Rendez-vous', 'p-bruno', 's-lagon', [
  host('rdv-front', D, 'nginx=1.24.0 +next', net),
  host('rdv-db', D, 'postgresql=15.5'),
]);
app('a-guichet', 'Guichet 2', 'p-bruno', 's-lagon', [
  host('guichet-app', E, 'tomcat=9.0.70 +struts'),
  host('guichet-db', E, 'mariadb=10.5.21'),
]);
app('a-ged', 'GED Sharehaus', 'p-wassi', 's-lagon', [
  host('ged-web', D, 'nextcloud=27.1.4 php=8.2.10'),
  host('ged-db', D, 'mariadb=10.11.4'),
  asset('nas-archives', 'appliance', 'QNAP QTS', 'qnap=5.1.4.2596', { location: 'Salle Sud' }),
]);
app(
  'a-vpn',
  'Accès distant',
  'p-maeva',
  null,
  [
    asset('vpn-nord', 'appliance', 'FortiOS', 'fortios=7.2.6', { ...net, ownerId: 'p-maeva' }),
    asset('vpn-sud', 'appliance', 'Ivanti Connect Secure', 'ivanti=22.3', {
      ...net,
      ownerId: 'p-maeva',
      location: 'Salle Sud',
    }),
  ],
  { kind: 'infrastructure' },
);
app(
  'a-annuaire',
  'Annuaire des agents',
  'p-ari',
  null,
  [host('dc01', W9, ''), host('dc02', W9, ''), host('dc03', W2, '', { location: 'Salle Sud' })],
  { kind: 'infrastructure' },
);
// Tools of the DSI and smaller applications.
const tools = [
  [
    'a-forge',
    'Forge logicielle',
    'p-wassi',
    [
      host('forge', U, 'gitlab=16.7.2'),
      host('ci-jenkins', D, 'jenkins=2.426.2'),
      host('ci-teamcity', W2, 'teamcity=2023.11.3'),
      host('ci-runner1', U, 'runc=1.1.11'),
      host('ci-runner2', U, 'runc=1.1.11'),
    ],
  ],
  ['a-wiki', 'Documentation interne', 'p-wassi', [host('wiki', D, 'confluence=8.5.3')]],
  [
    'a-sauvegarde',
    'Sauvegardes',
    'p-ari',
    [
      host('sauv-veeam', W9, 'veeam=12.1.2.172'),
      asset('sauv-nas', 'appliance', 'QNAP QTS', 'qnap=5.1.5.2645', { location: 'Salle Sud' }),
    ],
  ],
  [
    'a-virtu',
    'Virtualisation',
    'p-ari',
    [
      host('vcenter', 'Appliance VMware', 'vcenter=8.0'),
      ...['01', '02', '03', '04', '05', '06'].map((n) =>
        asset(`esx-${n}`, 'host', 'VMware ESXi', 'esxi=8.0', {
          location: +n > 4 ? 'Salle Sud' : 'Salle Nord',
        }),
      ),
    ],
  ],
  ['a-parc', 'Gestion de parc', 'p-noe', [host('glpi', D, 'glpi=10.0.11 php=8.2.10 httpd=2.4.62')]],
  [
    'a-supervision',
    'Supervision',
    'p-maeva',
    [host('zabbix', D, 'zabbix=6.4.10 php=8.2.10'), host('grafana', D, 'grafana=10.2.3')],
  ],
  [
    'a-assistance',
    'Assistance à distance',
    'p-noe',
    [host('assist', W2, 'screenconnect=23.9.7', net), host('helpdesk', W2, 'solarwinds=12.8.2')],
  ],
  [
    'a-impression',
    'Impression',
    'p-noe',
    [host('print-1', D, 'cups=1.28.17'), host('print-2', D, 'cups=1.28.17')],
  ],
  [
    'a-fichiers',
    'Partages de fichiers',
    'p-ari',
    [host('fic-01', W9), host('fic-02', W9), host('fic-03', W2)],
  ],
  [
    'a-proxy',
    'Accès à Internet',
    'p-maeva',
    [host('proxy-1', D), host('proxy-2', D), host('dns-1', D), host('dns-2', D)],
  ],
  ['a-siem', 'Journaux', 'p-teva', [host('log-1', U), host('log-2', U), host('log-3', U)]],
  ['a-elearn', 'Formation des agents', 'p-wassi', [host('moodle', D, 'moodle=4.1.7 php=8.1.27', net)]],
  [
    'a-erp',
    'Comptabilité',
    'p-paul',
    [host('compta-app', L, 'ofbiz=18.12.10 tomcat=9.0.83'), host('compta-db', L, 'postgresql=14.10')],
  ],
  [
    'a-courrier',
    'Courrier arrivé',
    'p-lucie',
    [host('courrier', D, 'httpd=2.4.57 php=8.2.10 mariadb=10.11.4')],
  ],
  ['a-deliberations', 'Délibérations', 'p-lucie', [host('delib', D, 'nginx=1.24.0 +django')]],
  [
    'a-presse',
    'Site institutionnel',
    'p-bruno',
    [
      host('site-gouv', D, 'httpd=2.4.57 php=8.1.27 wordpress=6.4.1', net),
      asset('gouv.tavea.example', 'domain', null, '', { ...net, os: null, location: null }),
    ],
  ],
  ['a-meteo', 'Stations météo', 'p-elise', [host('meteo', U, '+django')]],
  ['a-parking', 'Stationnement du port', 'p-yvon', [host('parking', D, '+node nginx=1.24.0')]],
  ['a-musee', 'Musée des îles', 'p-bruno', [host('musee', D, 'drupal=10.1.5 php=8.1.26', net)]],
  ['a-biblio', 'Médiathèque', 'p-ioane', [host('mediatheque', U, 'mariadb=10.6.16')]],
  ['a-cantines', 'Cantines scolaires', 'p-ioane', [host('cantines', D, 'php=8.2.10 mysql=8.0.35')]],
  ['a-flotte', 'Parc automobile', 'p-lea', [host('flotte', W9)]],
  ['a-veto', 'Santé animale', 'p-anais', [host('veto', D, '+django')]],
  ['a-labo', 'Laboratoire d’analyses', 'p-jone', [host('labo', W9)]],
  ['a-statistiques', 'Institut de la statistique', 'p-henri', [host('stats', U, '+django')]],
  ['a-energie', 'Suivi de l’énergie', 'p-jone', [host('energie', D, 'grafana=10.2.2')]],
  ['a-visio', 'Visioconférence', 'p-maeva', [host('visio', U, 'nginx=1.25.3')]],
];
for (const [id, name, owner, hosts] of tools) app(id, name, owner, null, hosts, { kind: 'infrastructure' });

// Network and user equipment.
asset('fw-nord', 'appliance', 'PAN-OS', 'panos=10.2.9-h1', { ...net, ownerId: 'p-maeva' });
asset('fw-sud', 'appliance', 'PAN-OS', 'panos=10.2.8', { ...net, ownerId: 'p-maeva', location: 'Salle Sud' });
asset('fw-port', 'appliance', 'FortiOS', 'fortios=7.0.13', { ...net, ownerId: 'p-maeva', location: 'Port' });
asset('fw-ecoles', 'appliance', 'FortiOS', 'fortios=6.0.18', {
  ...net,
  ownerId: 'p-maeva',
  location: 'Lycée',
});
asset('fw-sante', 'appliance', 'Check Point Gaia', 'checkpoint=r81.10', {
  ...net,
  ownerId: 'p-maeva',
  location: 'Hôpital',
});
asset('fmg01', 'appliance', 'FortiManager', 'fortimanager=7.2.5', { ownerId: 'p-maeva' });
asset('adc-1', 'appliance', 'NetScaler', 'citrix=13.1', { ...net, ownerId: 'p-maeva' });
asset('asa-douane', 'appliance', 'Cisco ASA', 'ciscoasa=9.16(4)', {
  ...net,
  ownerId: 'p-maeva',
  location: 'Douane',
});
for (const n of ['coeur1', 'coeur2'])
  asset(`sw-${n}`, 'appliance', 'Cisco IOS', 'ios=15.2(7)e8', { ownerId: 'p-maeva' });
for (let n = 1; n <= 24; n++)
  asset(
    `sw-acces-${String(n).padStart(2, '0')}`,
    'appliance',
    'Cisco IOS',
    n % 6 === 0 ? '' : 'ios=15.2(7)e4',
    {
      ownerId: 'p-maeva',
      location: ['Salle Nord', 'Salle Sud', 'Port', 'Hôpital', 'Lycée', 'Douane'][n % 6],
      exposed: n % 6 === 0 ? 'unknown' : 'no',
    },
  );
for (const [id, name] of [
  ['reseau-agents', '10.20.0.0/16 agents'],
  ['reseau-serveurs', '10.30.0.0/16 serveurs'],
  ['reseau-invites', '10.90.0.0/16 invités'],
  ['reseau-scada', '10.70.0.0/24 télégestion'],
])
  asset(id, 'network', null, '', { name, ownerId: 'p-maeva', os: null });
for (let n = 1; n <= 44; n++)
  asset(`poste-${String(n).padStart(3, '0')}`, 'host', 'poste-w10', '', {
    location: ['Secrétariat général', 'Impôts', 'État civil', 'Affaires sociales', 'Urbanisme'][n % 5],
    ownerId: 'p-noe',
    ...(n > 40 ? { sets: [] } : {}),
  });

// What every business machine rests on: the firewall before it, the core switch, a hypervisor.
const network = new Set(infra);
for (const a of applications.filter((x) => x.kind === 'business')) a.needs.push('b-fw-nord', 'b-sw-coeur1');
for (const a of applications)
  if (a.needs.some((n) => assets.find((b) => b.id === n)?.sets.length > 0))
    a.needs.push(`?b-esx-0${1 + (a.id.length % 4)}`);
applications.find((a) => a.id === 'a-alerte').needs.push('b-fw-sud');
applications.find((a) => a.id === 'a-scol').needs = applications
  .find((a) => a.id === 'a-scol')
  .needs.filter((n) => !network.has(n));
applications.find((a) => a.id === 'a-douane').needs.push('b-asa-douane', '?b-fw-port');
applications.find((a) => a.id === 'a-cafat').needs.push('b-fw-sante');
applications.find((a) => a.id === 'a-transco').needs.push('?b-fw-ecoles');
services.find((s) => s.id === 'sv-teletravail').needs.push('a-assistance');
services.find((s) => s.id === 'sv-archives').needs.push('a-sauvegarde');

const R = (id, name, purpose, legalBasis, people, data, sensitive, count, serviceIds, retention) => ({
  id,
  name,
  purpose,
  legalBasis,
  peopleCategories: people,
  dataCategories: data,
  hasSensitiveData: sensitive,
  recipients: ['Agents habilités du service'],
  transfers: 'Aucun hors de l’Union européenne',
  retention,
  measures: 'Habilitations nominatives, journal des accès, chiffrement des sauvegardes',
  peopleCount: count,
  serviceIds,
});
const mission = 'Mission d’intérêt public (RGPD, art. 6.1.e)',
  law = 'Obligation légale (RGPD, art. 6.1.c)';
const processings = [
  R(
    't-etatcivil',
    'Tenue de l’état civil',
    'Établir et délivrer les actes',
    law,
    ['Usagers'],
    ['Identité', 'Filiation'],
    false,
    118000,
    ['sv-etatcivil'],
    'Cent ans',
  ),
  R(
    't-impots',
    'Établissement de l’impôt',
    'Calculer et recouvrer l’impôt',
    law,
    ['Contribuables'],
    ['Identité', 'Revenus', 'Coordonnées bancaires'],
    false,
    52000,
    ['sv-impots'],
    'Dix ans',
  ),
  R(
    't-paie',
    'Paie des agents',
    'Payer les agents',
    law,
    ['Agents'],
    ['Identité', 'Rémunération', 'Coordonnées bancaires', 'Situation familiale'],
    false,
    7200,
    ['sv-paie'],
    'Carrière, puis cinq ans',
  ),
  R(
    't-alloc',
    'Versement des allocations',
    'Ouvrir et verser les droits',
    mission,
    ['Allocataires', 'Mineurs'],
    ['Identité', 'Ressources', 'Composition du foyer', 'Coordonnées bancaires'],
    true,
    34000,
    ['sv-allocations', 'sv-logement'],
    'Cinq ans après la fin des droits',
  ),
  R(
    't-sante',
    'Couverture santé',
    'Rembourser les soins',
    mission,
    ['Assurés'],
    ['Identité', 'Santé', 'NIR'],
    true,
    96000,
    ['sv-sante'],
    'Dix ans',
  ),
  R(
    't-vaccin',
    'Carnet de vaccination',
    'Suivre les vaccinations',
    mission,
    ['Usagers', 'Mineurs'],
    ['Identité', 'Santé'],
    true,
    54000,
    ['sv-vaccination'],
    'Vie de la personne',
  ),
  R(
    't-urgences',
    'Régulation des appels d’urgence',
    'Secourir les personnes',
    mission,
    ['Appelants', 'Victimes'],
    ['Voix', 'Position', 'Santé'],
    true,
    null,
    ['sv-urgences'],
    'Six mois pour la voix',
  ),
  R(
    't-alerte',
    'Alerte de la population',
    'Prévenir d’un danger',
    mission,
    ['Abonnés'],
    ['Téléphone', 'Commune'],
    false,
    81000,
    ['sv-cyclones'],
    'Jusqu’au désabonnement',
  ),
  R(
    't-scol',
    'Inscriptions et bourses',
    'Inscrire les élèves et attribuer les bourses',
    mission,
    ['Élèves', 'Responsables légaux'],
    ['Identité', 'Scolarité', 'Ressources'],
    false,
    20800,
    ['sv-inscriptions', 'sv-bourses'],
    'Scolarité, puis deux ans',
  ),
  R(
    't-transport',
    'Transport scolaire',
    'Délivrer les cartes',
    mission,
    ['Élèves'],
    ['Identité', 'Trajet', 'Photographie'],
    false,
    15300,
    ['sv-transport'],
    'Deux ans',
  ),
  R(
    't-vehicules',
    'Immatriculations et permis',
    'Délivrer les titres',
    law,
    ['Conducteurs'],
    ['Identité', 'Titres', 'Infractions'],
    true,
    63000,
    ['sv-cartegrise', 'sv-permis'],
    'Vie du titre',
  ),
  R(
    't-urba',
    'Autorisations d’urbanisme',
    'Instruire les demandes',
    law,
    ['Demandeurs'],
    ['Identité', 'Biens'],
    false,
    6400,
    ['sv-urbanisme', 'sv-cadastre'],
    'Trente ans',
  ),
  R(
    't-douane',
    'Déclarations en douane',
    'Percevoir les droits',
    law,
    ['Transitaires'],
    ['Identité', 'Marchandises'],
    false,
    320,
    ['sv-douane'],
    'Six ans',
  ),
  R(
    't-messagerie',
    'Messagerie des agents',
    'Permettre le travail',
    'Intérêt légitime (RGPD, art. 6.1.f)',
    ['Agents', 'Correspondants'],
    ['Contenu des messages', 'Journaux'],
    false,
    4180,
    ['sv-messagerie'],
    'Un an pour les journaux',
  ),
  R(
    't-portail',
    'Comptes des usagers',
    'Accéder aux démarches',
    mission,
    ['Usagers'],
    ['Identité', 'Coordonnées', 'Journaux'],
    false,
    31700,
    ['sv-portail', 'sv-rdv'],
    'Trois ans d’inactivité',
  ),
  R(
    't-journaux',
    'Journaux de sécurité',
    'Détecter et comprendre les incidents',
    'Intérêt légitime (RGPD, art. 6.1.f)',
    ['Agents'],
    ['Journaux'],
    false,
    7200,
    [],
    'Un an',
  ),
];

// What nobody wrote down: versions, or products that no source names.
const BLIND = {
  'scada-sup1': [{ name: 'Superviseur Hydralog' }, { name: 'Pilote de bus HL-Net', version: '2.4' }],
  'scada-sup2': [{ name: 'Superviseur Hydralog' }, { name: 'Pilote de bus HL-Net', version: '2.4' }],
  'appels-cti': [{ name: 'Bandeau d’appels (éditeur inconnu)' }],
  'paie-edit': [{ name: 'Éditique Paiecom', version: '7' }],
  'sms-gw': [{ name: 'Micrologiciel de la passerelle' }],
  labo: [{ name: 'Suivi des échantillons', version: 'lot 2019' }],
  flotte: [{ name: 'MySQL', vendor: 'oracle', product: 'mysql' }],
  veto: [{ name: 'Redis', vendor: 'redis', product: 'redis' }],
  meteo: [{ name: 'Eclipse Mosquitto', vendor: 'eclipse', product: 'mosquitto' }],
  visio: [{ name: 'Jitsi Meet', vendor: 'jitsi', product: 'meet' }],
  'site-gouv': [{ name: 'Extension « Carrousel des îles »' }],
  'print-2': [{ name: 'Pilote d’impression universel' }],
};
for (const [ref, list] of Object.entries(BLIND))
  assets.find((a) => a.ref === ref).components.push(...list.map((c) => ({ ...c, type: 'application' })));

// Mission and well-being where the business units were asked; elsewhere they are derived from D/I/C/P.
const MISSION = {
  'sv-urgences': ['essential', 'irreversible'],
  'sv-cyclones': ['essential', 'irreversible'],
  'sv-eau': ['essential', 'irreversible'],
  'sv-sante': ['essential', 'material'],
  'sv-douane': ['essential', 'material'],
  'sv-paie': ['support', 'material'],
  'sv-allocations': ['essential', 'material'],
  'sv-archives': ['minimal', 'minimal'],
};
for (const [id, [prevalence, wellBeing]] of Object.entries(MISSION))
  Object.assign(
    services.find((s) => s.id === id),
    { prevalence, wellBeing },
  );

for (const list of [services, applications, assets]) for (const o of list) o.needs = [...new Set(o.needs)];
const used = Object.fromEntries(
  Object.entries(sets).filter(([name]) => assets.some((a) => a.sets.includes(name))),
);
const file = fileURLToPath(new URL('../../content/demo/estate.json', import.meta.url));
const lines = (value) => `[\n${value.map((v) => `    ${JSON.stringify(v)}`).join(',\n')}\n  ]`;
const text = `{\n  ${Object.entries({ units, people, suppliers, services, applications, assets, processings })
  .map(([k, v]) => `${JSON.stringify(k)}: ${lines(v)}`)
  .join(',\n  ')},\n  "sets": {\n${Object.entries(used)
  .map(([k, v]) => `  ${JSON.stringify(k)}: ${lines(v)}`)
  .join(',\n')}\n  }\n}\n`;
JSON.parse(text);
writeFileSync(file, text);
const components = assets.reduce(
  (n, a) => n + a.components.length + a.sets.reduce((m, s) => m + sets[s].length, 0),
  0,
);
console.log({
  services: services.length,
  applications: applications.length,
  assets: assets.length,
  components,
  people: people.length,
  processings: processings.length,
});
