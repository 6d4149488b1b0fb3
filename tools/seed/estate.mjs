// Writes content/demo/estate.json: the fictional government of the Tavéa islands. Everything about it is invented; the
// products and versions are real. Run again after a change: `node tools/seed/estate.mjs`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import './estate-business.mjs';
import './estate-infrastructure.mjs';
import { applications, assets, infra } from './estate-kit.mjs';
import { sets } from './estate-packages.mjs';
import { people, suppliers, units } from './estate-people.mjs';
import { processings } from './estate-processings.mjs';
import { services } from './estate-services.mjs';

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
