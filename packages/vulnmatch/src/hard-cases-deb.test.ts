import { describe } from 'vitest';
import { type Case, check, claims, cve5, osv, purl, until } from '../test/case-table.ts';
import type { Matchable } from './index.ts';

const deb = (nameAndVersion: string, distro = 'debian-12', more = '') =>
  purl(`deb/debian/${nameAndVersion}?distro=${distro}${more}`);

const openssl9 = osv(until('Debian:9', 'openssl', '1.1.0l-1~deb9u1'));
const libidn2 = osv(until('Debian:10', 'libidn2', '2.0.5-1+deb10u1'));
const e2fsprogs = osv(until('Debian:9', 'e2fsprogs', '1.43.4-2+deb9u1'));
const xz = osv(until('Debian:13', 'xz-utils', ['5.5.1alpha-0.1', '5.6.1+really5.4.5-1']));
const busybox = osv(until('Debian:13', 'busybox', '1:1.37.0-1'));
const oldDebian = osv(until('Debian:11', 'openssl', '1.1.1n-0+deb11u4'));
const esm = osv(until('Ubuntu:Pro:16.04:LTS', 'systemd', '229-4ubuntu21.31+esm1'));
const gnutls = osv(
  until('Debian:12', 'gnutls28', '3.7.9-2+deb12u1'),
  until('Debian:13', 'gnutls28', '3.8.2-1'),
);

describe('deb (cases 1 to 16)', () => {
  check([
    ['case 1: below the fix of its release', openssl9, deb('openssl@1.1.0k-1~deb9u1', 'debian-9'), 'A'],
    ['case 2: below the fix', libidn2, deb('libidn2@2.0.5-1', 'debian-10'), 'A'],
    ['case 2: at the fix', libidn2, deb('libidn2@2.0.5-1+deb10u1', 'debian-10'), 'N'],
    [
      'case 3: a binary through its source',
      e2fsprogs,
      deb('libss2@1.43.4-2', 'debian-9', '&upstream=e2fsprogs'),
      'A',
    ],
    [
      'case 3: a source with a version of its own',
      e2fsprogs,
      deb('comerr@2.1-1.43.4-2', 'debian-9', '&upstream=e2fsprogs%401.43.4-2%2Bdeb9u1'),
      'N',
    ],
    [
      'case 4: postponed, no fix: it does not vanish',
      claims({ name: 'openssl', release: '9', s: 'a', note: 'postponed' }),
      deb('openssl@1.1.0k-1~deb9u1', 'debian-9'),
      'A',
    ],
    ['case 6: another release has a higher fix', gnutls, deb('gnutls28@3.7.9-2+deb12u1'), 'N'],
    [
      'case 8: never affected, whatever the version',
      claims({ name: 'curl', release: '12', s: 'n' }),
      deb('curl@7.88.1-10'),
      'N',
    ],
    [
      'case 8: stretch not affected, buster ignored',
      claims(
        { name: 'dacs', release: '9', s: 'n' },
        { name: 'dacs', release: '10', s: 'a', note: 'ignored' },
      ),
      deb('dacs@1.4.38a-2', 'stretch'),
      'N',
    ],
    [
      'case 8: buster is',
      claims(
        { name: 'dacs', release: '9', s: 'n' },
        { name: 'dacs', release: '10', s: 'a', note: 'ignored' },
      ),
      deb('dacs@1.4.40-2', 'buster'),
      'A',
    ],
    ['case 9: the bad release', xz, deb('xz-utils@5.6.1-1', 'debian-13'), 'A'],
    ['case 9: really the good one', xz, deb('xz-utils@5.6.1%2Breally5.4.5-1', 'debian-13'), 'N'],
    [
      'case 9: before the bad ones',
      osv(until('Ubuntu:20.04:LTS', 'xz-utils', ['5.6.0-0', '5.6.1-2'])),
      purl('deb/ubuntu/xz-utils@5.2.4-1?distro=ubuntu-20.04'),
      'N',
    ],
    [
      'case 10: the fix needs Ubuntu Pro',
      esm,
      purl('deb/ubuntu/systemd@229-4ubuntu21.31?distro=ubuntu-16.04'),
      'A',
    ],
    ['case 10: with the Pro fix', esm, purl('deb/ubuntu/systemd@229-4ubuntu21.31%2Besm1?distro=xenial'), 'N'],
    [
      'case 11: the epoch as a qualifier',
      busybox,
      deb('busybox@1.37.0-6%2Bb7', 'debian-13', '&epoch=1'),
      'N',
    ],
    ['case 11: no epoch known', busybox, deb('busybox@1.37.0-6%2Bb7', 'debian-13'), '?'],
    [
      'case 12: a backport beyond the fix of its own branch',
      osv(until('Debian:12', 'linux', '6.1.170-1'), until('Debian:13', 'linux', '6.12.94-1')),
      deb('linux@6.12.95-1~bpo12%2B1', 'debian-12'),
      'N',
    ],
    [
      'case 12: a backport before it, though beyond the fix of the release',
      osv(until('Debian:12', 'linux', '6.1.170-1'), until('Debian:13', 'linux', '6.12.94-1')),
      deb('linux@6.12.90-1~bpo12%2B1', 'debian-12'),
      '?',
    ],
    [
      'case 13: at the fix of trixie-security',
      osv(until('Debian:13', 'ngtcp2', '1.11.0-1+deb13u1')),
      deb('libngtcp2@1.11.0-1%2Bdeb13u1', 'trixie', '&upstream=ngtcp2'),
      'N',
    ],
    [
      'case 14: a backport below the fix of the release',
      osv(until('Debian:12', 'zabbix', '1:7.0.6+dfsg-1')),
      deb('zabbix@1:7.0.5%2Bdfsg-1~bpo12%2B1'),
      '?',
    ],
    ['case 15: advisory for 11, asset on 12', oldDebian, deb('openssl@1.1.1k-1', 'debian-12'), 'N'],
    ['case 15: bullseye is 11', oldDebian, deb('openssl@1.1.1k-1', 'bullseye'), 'A'],
    ['case 15: 11.6 is 11', oldDebian, deb('openssl@1.1.1k-1', 'debian-11.6'), 'A'],
    ['no release on the asset: to be checked', oldDebian, purl('deb/debian/openssl@1.1.1k-1'), '?'],
    [
      'no release on the asset, but at the fix of every release',
      oldDebian,
      purl('deb/debian/openssl@1.1.1n-0%2Bdeb11u5'),
      'N',
    ],
    [
      'another distribution of the same package type',
      oldDebian,
      purl('deb/ubuntu/openssl@1.1.1f-1ubuntu2?distro=ubuntu-20.04'),
      'none',
    ],
    [
      'a tracker that does not name the release says nothing',
      claims({ name: 'openssl', release: '12', tracker: true, ranges: [{ lt: '3.0.9-1' }] }),
      deb('openssl@1.1.1k-1', 'debian-11'),
      '?',
    ],
  ] satisfies Case[]);
});

describe('upstream and the distribution', () => {
  const record = (status: string, lessThan: string): Matchable => ({
    ...cve5([
      {
        vendor: 'openssl',
        product: 'openssl',
        defaultStatus: 'unaffected',
        versions: [{ version: '3.0.0', lessThan, status, versionType: 'semver' }],
      },
    ]),
    packages: [{ from: 'debian', eco: 'deb', ns: 'debian', name: 'openssl', release: '12', s: 'a' }],
  });
  check([
    [
      'upstream excludes a version that the distribution holds for affected: the distribution decides',
      record('affected', '3.0.7'),
      deb('openssl@3.0.11-1~deb12u2'),
      'A',
    ],
    [
      'a notice for another release does not settle an open question',
      {
        ...record('affected', '3.0.20'),
        packages: [
          {
            from: 'debian',
            eco: 'deb',
            ns: 'debian',
            name: 'openssl',
            release: '11',
            ranges: [{ lt: '1.1.1n-0+deb11u4' }],
          },
        ],
      },
      deb('openssl@3.0.11-1~deb12u2'),
      '?',
    ],
    [
      'upstream includes a version that the distribution has fixed',
      {
        ...record('affected', '3.0.20'),
        packages: [
          {
            from: 'debian',
            eco: 'deb',
            ns: 'debian',
            name: 'openssl',
            release: '12',
            ranges: [{ lt: '3.0.11-1~deb12u2' }],
          },
        ],
      },
      deb('openssl@3.0.11-1~deb12u2'),
      'N',
    ],
  ] satisfies Case[]);
});
