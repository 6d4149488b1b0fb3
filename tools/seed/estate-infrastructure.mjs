// The tools of the information systems department, the network and the workstations of the demonstration.
import { app, asset, D, host, L, net, U, W2, W9 } from './estate-kit.mjs';

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
