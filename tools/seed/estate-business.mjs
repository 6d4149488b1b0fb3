// The business applications of the demonstration and their machines.
import { app, asset, D, E, host, L, net, U, W2, W9 } from './estate-kit.mjs';

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
