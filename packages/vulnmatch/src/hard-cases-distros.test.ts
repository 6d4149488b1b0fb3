import { describe, expect, test } from 'vitest';
import { affected, check, cpe, cve5, named, purl, unaffected, verdict } from '../test/case-table.ts';
import { evaluate, matchableFromCve5 } from './index.ts';

describe('distributions (cases 5, 6, 12, 14, 20, 26, 28) and kernels (case 66)', () => {
  const upstream = (product: string, lessThan: string) =>
    cve5([
      { vendor: product, product, defaultStatus: 'unaffected', versions: [affected('0', { lessThan })] },
    ]);
  const gcrypt = upstream('libgcrypt20', '1.8.8');
  const zabbix = upstream('Zabbix', '7.0.1rc1');
  const requests = upstream('requests', '2.31.0');
  const rhel = (product: string, fixed: string) => ({
    vendor: 'Red Hat',
    product,
    packageName: 'openssh',
    collectionURL: 'https://access.redhat.com/downloads/content/package-browser/',
    defaultStatus: 'affected',
    versions: [unaffected(fixed, { lessThan: '*', versionType: 'rpm' })],
  });
  const regresshion = cve5([
    rhel('Red Hat Enterprise Linux 9', '0:8.7p1-38.el9_4.1'),
    rhel('Red Hat Enterprise Linux 9.2 Extended Update Support', '0:8.7p1-30.el9_2.4'),
  ]);
  const kernel = cve5([
    {
      vendor: 'Linux',
      product: 'Linux',
      defaultStatus: 'unaffected',
      versions: [affected('8284a79136c3', { lessThan: 'c60d252949ca', versionType: 'git' })],
    },
    {
      vendor: 'Linux',
      product: 'Linux',
      defaultStatus: 'affected',
      versions: [
        affected('6.5', { versionType: undefined }),
        unaffected('0', { lessThan: '6.5' }),
        unaffected('5.10.210', { lessThanOrEqual: '5.10.*' }),
        unaffected('6.6.17', { lessThanOrEqual: '6.6.*' }),
        unaffected('6.8', { lessThanOrEqual: '*', versionType: 'original_commit_for_fix' }),
      ],
    },
  ]);
  const releases = cve5([
    {
      vendor: 'Linux',
      product: 'Linux',
      defaultStatus: 'unaffected',
      versions: [affected('0', { lessThanOrEqual: '3.0.2', versionType: 'git' })],
    },
  ]);
  const gitOnly = cve5([
    {
      vendor: 'Linux',
      product: 'Linux',
      defaultStatus: 'unaffected',
      versions: [affected('8284a79136c3', { lessThan: 'c60d252949ca', versionType: 'git' })],
    },
  ]);
  check([
    [
      '5 a Debian build below the upstream fix',
      gcrypt,
      purl('deb/debian/libgcrypt20@1.8.4-5%2Bdeb10u1?distro=debian-10'),
      '?',
    ],
    ['14 a backport suite', zabbix, purl('deb/debian/zabbix@7.0.5%2Bdfsg-1~bpo12%2B1?epoch=1'), '?'],
    [
      '20 an rpm of a Python package',
      requests,
      purl('rpm/redhat/python3-requests@2.20.0-3?upstream=requests-2.20.0-3.src.rpm'),
      '?',
    ],
    ['a Debian build beyond the upstream fix', gcrypt, purl('deb/debian/libgcrypt20@1.10.1-3'), 'N'],
    ['26 RHEL 9 before the fix', regresshion, purl('rpm/redhat/openssh@8.7p1-38.el9_4?distro=rhel-9.4'), 'A'],
    ['26 RHEL 9 with the fix', regresshion, purl('rpm/redhat/openssh@8.7p1-38.el9_4.1?distro=rhel-9.4'), 'N'],
    [
      '26 RHEL 9.2 EUS, lower and fixed',
      regresshion,
      purl('rpm/redhat/openssh@8.7p1-30.el9_2.4?distro=rhel-9.2'),
      'N',
    ],
    ['28 a rebuild', regresshion, purl('rpm/almalinux/openssh@8.7p1-38.el9_4?distro=almalinux-9.4'), '?'],
    ['RHEL 8 is not named', regresshion, purl('rpm/redhat/openssh@8.0p1-19.el8?distro=rhel-8.9'), '?'],
    ['66 git commits have no order', gitOnly, cpe('o:linux:linux_kernel:6.6.3'), '?'],
    ['releases that a record calls git', releases, named('Linux', 'Linux', '3.0.2'), 'A'],
    ['66 before the fix of its own branch', kernel, cpe('o:linux:linux_kernel:5.10.200'), '?'],
    ['66 the fix of its own branch', kernel, cpe('o:linux:linux_kernel:5.10.210'), 'N'],
    ['66 after the cause, before the fix', kernel, cpe('o:linux:linux_kernel:6.6.3'), 'A'],
    ['66 a distribution kernel', kernel, purl('deb/debian/linux@6.6.3-1'), '?'],
    ['12 a backported kernel', kernel, purl('deb/debian/linux@6.12.95-1~bpo12%2B1'), '?'],
  ]);
});

describe('records', () => {
  test('a rejected record gives no verdict', () => {
    const rejected = cve5([{ vendor: 'acme', product: 'app', versions: [affected('*')] }], [], {
      state: 'REJECTED',
    });
    expect(rejected).toEqual({ id: 'CVE-2024-0001', aliases: [], source: 'cve5', rejected: true });
    expect(evaluate(rejected, named('acme', 'app', '1'))).toBeUndefined();
  });

  test('changes apply in order, the last one reached wins', () => {
    const record = cve5([
      {
        vendor: 'a',
        product: 'app',
        defaultStatus: 'unaffected',
        versions: [
          affected('1.0', {
            lessThan: '*',
            changes: [
              { at: '2.5', status: 'affected' },
              { at: '2.0', status: 'unaffected' },
            ],
          }),
        ],
      },
    ]);
    expect(['1.9', '2.0', '2.4', '2.5', '0.9'].map((v) => verdict(record, named('a', 'app', v)))).toEqual([
      'A',
      'N',
      'N',
      'A',
      'N',
    ]);
  });

  test('the first entry that holds wins', () => {
    const record = cve5([
      {
        vendor: 'a',
        product: 'app',
        defaultStatus: 'affected',
        versions: [unaffected('1.5'), affected('1.0', { lessThan: '2.0' })],
      },
    ]);
    expect(['1.4', '1.5', '1.6', '3'].map((v) => verdict(record, named('a', 'app', v)))).toEqual([
      'A',
      'N',
      'A',
      'A',
    ]);
  });

  test('what is malformed is refused with its path', () => {
    const containers = { cna: { affected: [{ vendor: 'a', product: 'b', versions: 'all' }] } };
    const record = { cveMetadata: { cveId: 'CVE-2024-1234', state: 'PUBLISHED' }, containers };
    expect(() => matchableFromCve5(record)).toThrow('containers.cna.affected[0].versions: list expected');
    for (const bad of [
      null,
      [],
      {},
      { cveMetadata: {} },
      { cveMetadata: { cveId: 'CVE-1', state: 'PUBLISHED' } },
    ])
      expect(() => matchableFromCve5(bad)).toThrow();
  });
});
