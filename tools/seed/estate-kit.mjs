// How the demonstration's applications and assets are written in short.
import { libraries, products as P, sets } from './estate-packages.mjs';

/** Application: id, name, owner, supplier, hosts: `name/os:product=version…`, `+lib` for a library list, `?` degraded. */
const A = (id, name, ownerId, supplierId, needs = '', kind = 'business') => ({
  id,
  name,
  ownerId,
  supplierId,
  kind,
  needs: needs.split(' ').filter(Boolean),
});
export const applications = [];
export const assets = [];
export const D = 'debian-12';
export const E = 'debian-11';
export const U = 'ubuntu-22.04';
export const L = 'alma-9';
export const W9 = 'windows-2019';
export const W2 = 'windows-2022';
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
export function asset(id, kind, os, products, more = {}) {
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
export const host = (id, os, products = '', more = {}) => asset(id, 'host', os, products, more);
export const net = { exposed: 'yes', exposedSource: 'Contrôle extérieur du 20 novembre 2026' };
export const infra = ['b-fw-nord', 'b-sw-coeur1', 'b-esx-01'];

export function app(id, name, ownerId, supplierId, hosts, more = {}) {
  const { needs = '', kind = 'business' } = more;
  applications.push(A(id, name, ownerId, supplierId, [...hosts, needs].join(' '), kind));
}
