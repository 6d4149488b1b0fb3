import { describe } from 'vitest';
import { type Case, check, claims, type Entry, osv, purl, until } from '../test/case-table.ts';

const rpm = (text: string) => purl(`rpm/${text}`);

const openssl7 = osv(until('Red Hat:enterprise_linux:7::server', 'openssl-libs', '1:1.0.2k-19.el7'));
const alma = (...entries: Entry[]) => osv(...entries);
const postgres = alma(
  until('AlmaLinux:8', 'postgresql', '12.5-1.module_el8.3.0+1+aa'),
  until('AlmaLinux:8', 'postgresql', '9.6.20-1.module_el8.3.0+2+bb'),
);
const php = alma(until('AlmaLinux:8', 'php', '8.0.30-3.module_el8.8.0+5+cc'));

describe('rpm (cases 17 to 30)', () => {
  check([
    [
      'case 17: below the fix',
      openssl7,
      rpm('redhat/openssl-libs@1.0.2k-16.el7?epoch=1&distro=rhel-7.6'),
      'A',
    ],
    [
      'case 17: no epoch is epoch 0',
      osv(until('Red Hat:enterprise_linux:6::server', 'openssl', '0:1.0.1e-58.el6_10')),
      rpm('redhat/openssl@1.0.1e-57.el6?distro=rhel-6.10'),
      'A',
    ],
    [
      'case 18: will not be fixed',
      claims({
        from: 'redhat',
        eco: 'rpm',
        ns: 'redhat',
        name: 'bash',
        release: '7',
        s: 'a',
        note: 'will_not_fix',
      }),
      rpm('redhat/bash@4.2.46-31.el7?distro=rhel-7.9'),
      'A',
    ],
    [
      'case 19: AlmaLinux',
      alma(until('AlmaLinux:8', 'openssl-libs', '1:1.1.1k-5.el8_5')),
      rpm('almalinux/openssl-libs@1.1.1k-4.el8?epoch=1&distro=almalinux-8.5'),
      'A',
    ],
    [
      'case 19: Rocky',
      osv(until('Rocky Linux:8', 'openssl-libs', '1:1.1.1k-5.el8_5')),
      rpm('rocky/openssl-libs@1.1.1k-4.el8?epoch=1&distro=rocky-8.5'),
      'A',
    ],
    [
      'case 21: a sub-package has its own version',
      osv(until('Red Hat:enterprise_linux:7::server', 'perl', '4:5.16.3-299.el7_9')),
      rpm(
        'redhat/perl-Pod-Escapes@1.04-299.el7_9?epoch=1&distro=rhel-7.9&upstream=perl-5.16.3-299.el7_9.src.rpm',
      ),
      'N',
    ],
    [
      'case 21: the source is named, its version is not',
      osv(until('Red Hat:enterprise_linux:7::server', 'perl', '4:5.16.3-299.el7_9')),
      rpm('redhat/perl-Pod-Escapes@1.04-299.el7_9?epoch=1&distro=rhel-7.9&upstream=perl'),
      '?',
    ],
    [
      'case 22: another module stream',
      alma(until('AlmaLinux:8', 'postgresql', '12.5-1.module_el8.3.0+1+aa')),
      rpm('almalinux/postgresql@9.6.22-1.module_el8.5.0%2B1%2Bdd?distro=almalinux-8.5'),
      'N',
    ],
    [
      'case 22: its own stream decides among several',
      postgres,
      rpm('almalinux/postgresql@9.6.10-1.module_el8.1.0%2B1%2Bdd?distro=almalinux-8'),
      'A',
    ],
    [
      'case 23: below the fix',
      php,
      rpm('almalinux/php@8.0.30-2.module_el8.7.0%2B1%2Baa?distro=almalinux-8'),
      'A',
    ],
    [
      'case 23: built for 9',
      php,
      rpm('almalinux/php@8.0.30-2.module_el9.2.0%2B1%2Baa?distro=almalinux-9'),
      'N',
    ],
    [
      'case 22: a package outside of modules is not the one a module brings',
      alma(until('AlmaLinux:9', 'nodejs', '1:18.14.2-2.module_el9.2.0+29+aa')),
      rpm('almalinux/nodejs@16.20.2-3.el9_2?epoch=1&distro=almalinux-9'),
      'N',
    ],
    [
      'case 24: another product of another release',
      osv(until('Red Hat:enterprise_linux:9::baseos', 'libsolv', '1:0.7.20-6.el8sat')),
      rpm('redhat/libsolv@0.7.24-3.el9?distro=rhel-9.2'),
      'N',
    ],
    [
      'case 24: its own release',
      osv(until('Red Hat:enterprise_linux:8::baseos', 'libsolv', '0.7.30-2.el8')),
      rpm('redhat/libsolv@0.7.24-3.el8?distro=rhel-8.9'),
      'A',
    ],
    [
      'case 25: the epoch as a qualifier',
      osv(until('Red Hat:enterprise_linux:8::baseos', 'openssl', '1:1.1.1k-7')),
      rpm('redhat/openssl@1.1.1k-8?epoch=1&distro=rhel-8.6'),
      'N',
    ],
    [
      'case 27: the only fix is of the next minor release',
      osv(until('Red Hat:enterprise_linux:9::baseos', 'kernel', '5.14.0-503.11.1.el9_5')),
      rpm('redhat/kernel@5.14.0-427.79.1.el9_4?distro=rhel-9.4-eus'),
      '?',
    ],
    [
      'case 28: a rebuild below the fix',
      osv(until('Red Hat:enterprise_linux:7::server', 'libldb', '0:1.5.4-2.el7_9')),
      rpm('centos/libldb@1.5.4-2.el7?distro=centos-7'),
      '?',
    ],
    [
      'case 28: a rebuild at the fix',
      osv(until('Red Hat:enterprise_linux:7::server', 'libldb', '0:1.5.4-2.el7_9')),
      rpm('centos/libldb@1.5.4-2.el7_9?distro=centos-7'),
      'N',
    ],
    [
      'case 29: the distribution decides for what its package brought',
      osv(until('PyPI', 'certifi', '2022.12.7')),
      purl('pypi/certifi@2018.1.18'),
      '?',
      [rpm('suse/python3-certifi@2018.1.18-150000.3.3.1?distro=sles-15.5')],
    ],
    [
      'case 20: so for Red Hat',
      osv(until('PyPI', 'requests', '2.31.0')),
      purl('pypi/requests@2.20.0'),
      '?',
      [rpm('redhat/python3-requests@2.20.0-3.el8_8?distro=rhel-8.8')],
    ],
    [
      'case 20: another version beside it came from elsewhere',
      osv(until('PyPI', 'requests', '2.31.0')),
      purl('pypi/requests@2.25.0'),
      'A',
      [rpm('redhat/python3-requests@2.20.0-3.el8_8?distro=rhel-8.8')],
    ],
    [
      'SUSE by product words and service pack',
      osv(until('SUSE:Linux Enterprise Module for Basesystem 15 SP5', 'curl', '8.0.1-150400.5.23.1')),
      rpm('suse/curl@8.0.1-150400.5.20.1?distro=sles-15.5'),
      'A',
    ],
    [
      'openSUSE Leap',
      osv(until('openSUSE:Leap 15.5', 'curl', '8.0.1-150400.5.23.1')),
      rpm('opensuse/curl@8.0.1-150400.5.20.1?distro=opensuse-leap-15.5'),
      'A',
    ],
    [
      'an extended-support stream has its own fix',
      osv(
        until('Red Hat:enterprise_linux:9::baseos', 'openssh', '0:8.7p1-38.el9_4.1'),
        until('Red Hat:rhel_eus:9.2::baseos', 'openssh', '0:8.7p1-30.el9_2.4'),
      ),
      rpm('redhat/openssh@8.7p1-30.el9_2.4?distro=rhel-9.2'),
      'N',
    ],
  ] satisfies Case[]);
});
