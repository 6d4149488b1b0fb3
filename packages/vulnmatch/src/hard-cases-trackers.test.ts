import { describe, expect, test } from 'vitest';
import { type Case, check, purl } from '../test/case-table.ts';
import { alpine, debian, fixed, open, ubuntu } from '../test/tracker-documents.ts';
import { evaluate } from './index.ts';

const libgcrypt = debian('libgcrypt20', {
  buster: fixed('1.8.4-5+deb10u1'),
  bullseye: fixed('1.8.7-6'),
  sid: fixed('1.8.7-6'),
});
const gnutls = debian('gnutls28', { bookworm: fixed('3.7.9-2+deb12u1'), sid: fixed('3.8.2-1') });
const openssl21 = debian('openssl', { buster: fixed('0'), bullseye: fixed('1.1.1k-1') });
const xz = debian('xz-utils', {
  bookworm: fixed('0'),
  trixie: fixed('5.6.1+really5.4.5-1'),
  sid: fixed('5.6.1+really5.4.5-1'),
});
const zabbix = debian('zabbix', { bookworm: fixed('1:7.0.6+dfsg-1') });
const busybox = debian('busybox', { trixie: fixed('1:1.37.0-1') });

describe('deb: the tracker decides (cases 1 to 15)', () => {
  check([
    [
      '1 CVE-2019-1563 openssl on Debian 9 before the fix',
      debian('openssl', { stretch: fixed('1.1.0l-1~deb9u1') }),
      purl('deb/debian/openssl@1.1.0k-1~deb9u1?distro=debian-9'),
      'A',
    ],
    [
      '2 CVE-2019-18224 libidn2 without the Debian revision',
      debian('libidn2', { buster: fixed('2.0.5-1+deb10u1') }),
      purl('deb/debian/libidn2-0@2.0.5-1?upstream=libidn2&distro=debian-10'),
      'A',
    ],
    [
      '2 CVE-2019-18224 libidn2 with it',
      debian('libidn2', { buster: fixed('2.0.5-1+deb10u1') }),
      purl('deb/debian/libidn2-0@2.0.5-1%2Bdeb10u1?upstream=libidn2&distro=debian-10'),
      'N',
    ],
    [
      '3 CVE-2019-5094 a binary through its source name',
      debian('e2fsprogs', { stretch: fixed('1.43.4-2+deb9u1') }),
      purl('deb/debian/libss2@1.43.4-2?upstream=e2fsprogs&distro=debian-9'),
      'A',
    ],
    [
      '4 CVE-2019-1551 postponed and without a fix does not vanish',
      debian('openssl', { stretch: open({ nodsa: 'Minor issue', nodsa_reason: 'postponed' }) }),
      purl('deb/debian/openssl@1.1.0k-1~deb9u1?distro=debian-9'),
      'A',
    ],
    [
      '5 CVE-2021-33560 buster has the fix below upstream',
      libgcrypt,
      purl('deb/debian/libgcrypt20@1.8.4-5%2Bdeb10u1?distro=debian-10'),
      'N',
    ],
    [
      '5 CVE-2021-33560 buster before it',
      libgcrypt,
      purl('deb/debian/libgcrypt20@1.8.4-5?distro=buster'),
      'A',
    ],
    [
      '6 CVE-2023-5981 bookworm below the fix of sid',
      gnutls,
      purl('deb/debian/gnutls28@3.7.9-2%2Bdeb12u1?distro=debian-12.4'),
      'N',
    ],
    [
      '7 CVE-2021-3450 buster was never affected',
      openssl21,
      purl('deb/debian/openssl@1.1.1d-0%2Bdeb10u3?distro=debian-10'),
      'N',
    ],
    [
      '7 CVE-2021-3450 bullseye before the fix',
      openssl21,
      purl('deb/debian/openssl@1.1.1j-1?distro=debian-11'),
      'A',
    ],
    [
      '8 CVE-2016-4606 curl on macOS only',
      debian('curl', { bookworm: fixed('0'), sid: fixed('0') }),
      purl('deb/debian/curl@7.88.1-10?distro=debian-12'),
      'N',
    ],
    [
      '8 CVE-2021-29629 dacs in stretch',
      debian('dacs', { stretch: fixed('0'), buster: open({ urgency: 'unimportant' }) }),
      purl('deb/debian/dacs@1.4.28b-3?distro=debian-9'),
      'N',
    ],
    [
      '8 CVE-2021-29629 dacs in buster, ignored and unimportant',
      debian('dacs', {
        stretch: fixed('0'),
        buster: open({ urgency: 'unimportant', nodsa_reason: 'ignored' }),
      }),
      purl('deb/debian/dacs@1.4.40-2?distro=debian-10'),
      'A',
    ],
    [
      '9 CVE-2024-3094 xz-utils 5.6.1-1 in testing',
      xz,
      purl('deb/debian/xz-utils@5.6.1-1?distro=debian-13'),
      'A',
    ],
    [
      '9 CVE-2024-3094 the version that went back',
      xz,
      purl('deb/debian/xz-utils@5.6.1%2Breally5.4.5-1?distro=debian-13'),
      'N',
    ],
    [
      '9 CVE-2024-3094 Ubuntu 20.04',
      ubuntu('xz-utils', [
        { release_codename: 'focal', status: 'not-affected', description: 'code not present' },
      ]),
      purl('deb/ubuntu/xz-utils@5.2.4-1?distro=ubuntu-20.04'),
      'N',
    ],
    [
      '10 CVE-2021-33910 systemd on Ubuntu 16.04, the fix needs Pro',
      ubuntu('systemd', [
        {
          release_codename: 'xenial',
          status: 'released',
          description: '229-4ubuntu21.31+esm1',
          pocket: 'esm-infra',
        },
      ]),
      purl('deb/ubuntu/systemd@229-4ubuntu21.31?distro=ubuntu-16.04'),
      'A',
    ],
    [
      '11 busybox with its epoch and a rebuild',
      busybox,
      purl('deb/debian/busybox@1.37.0-6%2Bb7?epoch=1&distro=debian-13'),
      'N',
    ],
    [
      '12 CVE-2026-45988 a kernel of the backports beyond the fix of its own branch',
      debian('linux', { trixie: fixed('6.12.94-1'), bookworm: fixed('6.1.180-1') }),
      purl('deb/debian/linux@6.12.95-1~bpo12%2B1?distro=debian-12'),
      'N',
    ],
    [
      '13 CVE-2026-40170 libngtcp2 of trixie-security',
      debian('ngtcp2', { trixie: fixed('1.11.0-1+deb13u1') }),
      purl('deb/debian/libngtcp2-16@1.11.0-1%2Bdeb13u1?upstream=ngtcp2&distro=debian-13'),
      'N',
    ],
    [
      '14 CVE-2024-22120 zabbix of the backports, no statement on its suite',
      zabbix,
      purl('deb/debian/zabbix@7.0.5%2Bdfsg-1~bpo12%2B1?epoch=1&distro=debian-12'),
      '?',
    ],
    [
      '15 a release by its name, its number, its point release',
      debian('curl', { bullseye: fixed('7.74.0-1.3+deb11u8') }),
      purl('deb/debian/curl@7.74.0-1.3%2Bdeb11u7?distro=debian-11.6'),
      'A',
    ],
    [
      '15 by its name',
      debian('curl', { bullseye: fixed('7.74.0-1.3+deb11u8') }),
      purl('deb/debian/curl@7.74.0-1.3%2Bdeb11u7?distro=bullseye'),
      'A',
    ],
    [
      'no entry for the release is no statement',
      debian('curl', { bullseye: open(), sid: open() }),
      purl('deb/debian/curl@7.64.0-4?distro=debian-10'),
      '?',
    ],
    [
      'end of life stays in sight',
      debian('mysql', { buster: open({ urgency: 'end-of-life' }) }),
      purl('deb/debian/mysql@5.7?distro=debian-10'),
      'A',
    ],
    [
      'undetermined',
      debian('curl', { bookworm: { status: 'undetermined', repositories: {} } }),
      purl('deb/debian/curl@7.88.1-1?distro=debian-12'),
      '?',
    ],
    [
      'another distribution',
      debian('curl', { bookworm: open() }),
      purl('deb/ubuntu/curl@7.88.1-1?distro=ubuntu-23.04'),
      'none',
    ],
  ] satisfies Case[]);

  test('4 and 10: why there is no fix, or what it needs, is said', () => {
    const postponed = debian('openssl', {
      stretch: open({ nodsa: 'Minor issue', nodsa_reason: 'postponed' }),
    });
    const reason = evaluate(postponed, purl('deb/debian/openssl@1.1.0k-1~deb9u1?distro=debian-9'))
      ?.reasons[0];
    expect(reason).toMatchObject({
      source: 'debian',
      rule: 'distro.unfixed',
      quote: expect.stringContaining('Minor issue'),
    });
    const pro = ubuntu('systemd', [
      { release_codename: 'xenial', status: 'released', description: '229-4+esm1', pocket: 'esm-infra' },
    ]);
    expect(evaluate(pro, purl('deb/ubuntu/systemd@229-3?distro=ubuntu-16.04'))?.reasons[0]?.quote).toContain(
      'Ubuntu Pro',
    );
  });
});

describe('apk: secdb decides (case 31)', () => {
  check([
    [
      '31 CVE-2019-14697 musl before the fix',
      alpine('musl', { '1.1.20-r5': ['CVE-2019-14697'] }, 'v3.9'),
      purl('apk/alpine/musl@1.1.20-r4?distro=alpine-3.9.4'),
      'A',
    ],
    [
      '31 CVE-2019-14697 musl with it',
      alpine('musl', { '1.1.20-r5': ['CVE-2019-14697'] }, 'v3.9'),
      purl('apk/alpine/musl@1.1.20-r5?distro=alpine-3.9.4'),
      'N',
    ],
    [
      '31 CVE-2019-1549 libcrypto1.1 through its origin',
      alpine('openssl', { '1.1.1d-r0': ['CVE-2019-1549'] }),
      purl('apk/alpine/libcrypto1.1@1.1.1c-r0?upstream=openssl&distro=alpine-3.10'),
      'A',
    ],
    [
      'version 0 is never affected',
      alpine('xz', { '0': ['CVE-2019-14697'] }),
      purl('apk/alpine/xz@5.2.4-r0?distro=alpine-3.10'),
      'N',
    ],
    [
      'the last of two fixes counts',
      alpine('bind', { '9.14.1-r0': ['CVE-2019-14697'], '9.14.3-r0': ['CVE-2019-14697 (+ regression fix)'] }),
      purl('apk/alpine/bind@9.14.2-r0?distro=alpine-3.10'),
      'A',
    ],
  ] satisfies Case[]);
});
