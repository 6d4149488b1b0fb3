import { describe, expect, test } from 'vitest';
import {
  affected,
  type Case,
  check,
  cpe,
  cve5,
  type Entry,
  type Expected,
  named,
  purl,
  unaffected,
} from '../test/case-table.ts';
import { type Component, evaluate } from './index.ts';

describe('appliances and servers (cases 43, 51 to 56, 59, 62, 63, 65, 67)', () => {
  const panos = cve5(
    [
      {
        vendor: 'Palo Alto Networks',
        product: 'PAN-OS',
        defaultStatus: 'unaffected',
        versions: [
          unaffected('10.1.0'),
          affected('10.2.0', { lessThan: '10.2.9-h1', changes: [{ at: '10.2.9-h1', status: 'unaffected' }] }),
          affected('11.1.0', { lessThan: '11.1.2-h3' }),
        ],
      },
    ],
    [
      {
        vendor: 'paloaltonetworks',
        product: 'pan-os',
        defaultStatus: 'unknown',
        cpes: ['cpe:2.3:o:paloaltonetworks:pan-os:10.2.0:*:*:*:*:*:*:*'],
        versions: [affected('10.2.0', { lessThan: '10.2.9-h1 ' })],
      },
    ],
  );
  const fortios = cve5(
    [
      {
        vendor: 'Fortinet',
        product: 'FortiOS',
        defaultStatus: 'unaffected',
        versions: [
          affected('7.2.0', { versionType: 'semver', lessThanOrEqual: '7.2.6' }),
          affected('6.0.0', { versionType: 'semver', lessThanOrEqual: '6.0.17' }),
        ],
      },
    ],
    [
      {
        vendor: 'fortinet',
        product: 'fortios',
        defaultStatus: 'unknown',
        cpes: ['cpe:2.3:o:fortinet:fortios:6.0.0:*:*:*:*:*:*:*'],
        versions: [affected('6.0.0', { lessThan: '6.2.16' })],
      },
      {
        vendor: 'fortinet',
        product: 'fortios',
        defaultStatus: 'unknown',
        cpes: ['cpe:2.3:o:fortinet:fortios:7.2.0:*:*:*:*:*:*:*'],
        versions: [affected('7.2.0', { lessThan: '7.2.7' })],
      },
    ],
  );
  const jenkins = cve5([
    {
      vendor: 'Jenkins Project',
      product: 'Jenkins',
      defaultStatus: 'affected',
      versions: [
        unaffected('0', { lessThan: '1.606', versionType: 'maven' }),
        unaffected('2.426.3', { lessThan: '2.426.*', versionType: 'maven' }),
        unaffected('2.440.1', { lessThan: '2.440.*', versionType: 'maven' }),
        unaffected('2.442', { lessThan: '*', versionType: 'maven' }),
      ],
    },
  ]);
  const windows = (product: string, name: string, fixed: string) => ({
    vendor: 'Microsoft',
    product,
    cpes: [`cpe:2.3:o:microsoft:${name}:${fixed}:*:*:*:*:*:x64:*`],
    platforms: ['x64-based Systems'],
    versions: [affected('10.0.0', { lessThan: fixed })],
  });
  const tcpip = cve5([
    windows('Windows Server 2019', 'windows_server_2019', '10.0.17763.6293'),
    windows('Windows Server 2022', 'windows_server_2022', '10.0.20348.2700'),
  ]);
  const openssh = cve5([
    {
      packageName: 'OpenSSH',
      collectionURL: 'https://www.openssh.com/',
      defaultStatus: 'unaffected',
      versions: [affected('8.5p1', { lessThanOrEqual: '9.7p1' })],
    },
  ]);
  const php = cve5(
    [
      {
        vendor: 'PHP Group',
        product: 'PHP',
        platforms: ['Windows'],
        defaultStatus: 'unaffected',
        versions: [affected('8.1.*', { lessThan: '8.1.29', versionType: 'semver' })],
      },
    ],
    [
      {
        vendor: 'php_group',
        product: 'php',
        defaultStatus: 'unknown',
        cpes: ['cpe:2.3:a:php_group:php:8.1.0:*:*:*:*:*:*:*'],
        versions: [affected('8.1.0', { lessThan: '8.1.29' })],
      },
    ],
  );
  const httpd = cve5([
    {
      vendor: 'Apache Software Foundation',
      product: 'Apache HTTP Server',
      defaultStatus: 'unaffected',
      versions: [affected('2.4.60', { lessThanOrEqual: '2.4.61', versionType: 'semver' })],
    },
  ]);
  const sqlite = cve5([
    {
      vendor: 'SQLite',
      product: 'SQLite',
      defaultStatus: 'unaffected',
      versions: [affected('3.44.0', { lessThanOrEqual: '3.49.1', versionType: 'semver' })],
    },
  ]);
  const java = cve5([
    {
      vendor: 'Oracle Corporation',
      product: 'JDK',
      defaultStatus: 'unaffected',
      versions: [affected('1.8.0_100', { lessThan: '1.8.0_131' })],
    },
  ]);
  const sqlServer = cve5([
    {
      vendor: 'Microsoft',
      product: 'SQL Server',
      versions: [affected('15.0.0', { lessThan: '15.0.4261.1' })],
    },
  ]);
  const linux: Component = cpe('o:debian:debian_linux:12');
  const server: Component = cpe('o:microsoft:windows_server_2022:10.0.20348.1');
  check([
    ['51 PAN-OS 10.2.9', panos, cpe('o:paloaltonetworks:pan-os:10.2.9'), 'A'],
    [
      '51 PAN-OS 10.2.9-h1, a hotfix and no pre-release',
      panos,
      cpe('o:paloaltonetworks:pan-os:10.2.9-h1'),
      'N',
    ],
    ['51 PAN-OS 10.2.9:h1, NVD spelling', panos, cpe('o:paloaltonetworks:pan-os:10.2.9:h1'), 'N'],
    ['51 PAN-OS 11.1.2-h3', panos, named('Palo Alto Networks', 'PAN-OS', '11.1.2-h3'), 'N'],
    ['51 PAN-OS 10.1.11', panos, named('Palo Alto', 'PAN-OS', '10.1.11'), 'N'],
    ['52 FortiOS 7.2.6', fortios, cpe('o:fortinet:fortios:7.2.6'), 'A'],
    ['52 FortiOS 7.2.7', fortios, cpe('o:fortinet:fortios:7.2.7'), 'N'],
    ['52 FortiOS 6.0.18, the sources disagree', fortios, cpe('o:fortinet:fortios:6.0.18'), '?'],
    ['43 Jenkins 1.605', jenkins, cpe('a:jenkins:jenkins:1.605'), 'N'],
    ...['2.426.2 A', '2.426.3 N', '2.427 A', '2.440 A', '2.440.1 N', '2.441 A', '2.442 N'].map(
      (line): Case => {
        const [version = '', expected] = line.split(' ');
        return [`43 Jenkins ${version}`, jenkins, cpe(`a:jenkins:jenkins:${version}`), expected as Expected];
      },
    ),
    ['53 Server 2019 .6189', tcpip, cpe('o:microsoft:windows_server_2019:10.0.17763.6189'), 'A'],
    ['53 Server 2019 .6293', tcpip, cpe('o:microsoft:windows_server_2019:10.0.17763.6293'), 'N'],
    ['53 Server 2022', tcpip, cpe('o:microsoft:windows_server_2022:10.0.20348.2655'), 'A'],
    [
      '53 a 14393 build under a 17763 bound',
      tcpip,
      cpe('o:microsoft:windows_server_2019:10.0.14393.7000'),
      '?',
    ],
    ['53 Server 2016 is not named', tcpip, cpe('o:microsoft:windows_server_2016:10.0.14393.7000'), 'none'],
    ['54 OpenSSH 8.4p1', openssh, cpe('a:openbsd:openssh:8.4:p1'), 'N'],
    ['54 OpenSSH 8.5p1', openssh, cpe('a:openbsd:openssh:8.5:p1'), 'A'],
    ['54 OpenSSH 9.7p1', openssh, cpe('a:openbsd:openssh:9.7:p1'), 'A'],
    ['54 OpenSSH 9.8p1', openssh, cpe('a:openbsd:openssh:9.8p1'), 'N'],
    ['55 PHP on Windows', php, cpe('a:php:php:8.1.28'), 'A', [server]],
    ['55 PHP on Linux', php, cpe('a:php:php:8.1.28'), 'N', [linux]],
    ['55 PHP on nobody knows what', php, cpe('a:php:php:8.1.28'), '?'],
    ['55 PHP with its own platform', php, { ...cpe('a:php:php:8.1.28'), platforms: ['Linux'] }, 'N'],
    ['56 httpd 2.4.59', httpd, cpe('a:apache:http_server:2.4.59'), 'N'],
    ['56 httpd 2.4.60', httpd, cpe('a:apache:http_server:2.4.60'), 'A'],
    ['63 SQLite 3.24.0 below the range', sqlite, cpe('a:sqlite:sqlite:3.24.0'), 'N'],
    ['65 JDK 1.8.0_121', java, cpe('a:oracle:jdk:1.8.0_121'), 'A'],
    ['65 JDK 8.0.131', java, cpe('a:oracle:jdk:1.8.0_131-b11'), 'N'],
    ['67 SQL Server without a version', sqlServer, named('Microsoft', 'SQL Server'), '?'],
  ]);

  test('52 the conflict is shown, with both voices', () => {
    const result = evaluate(fortios, cpe('o:fortinet:fortios:6.0.18'));
    expect(result).toMatchObject({ verdict: 'unknown', conflict: true });
    expect(result?.reasons.map((r) => [r.source, r.vote, r.range])).toEqual([
      ['adp:CISA-ADP', 'affected', '>= 6.0.0, < 6.2.16'],
      ['cna', 'not_affected', 'default status: unaffected'],
    ]);
  });
});

describe('free-text ranges (case 36 and the words records use)', () => {
  const ui = cve5([
    {
      vendor: '0xJacky',
      product: 'nginx-ui',
      versions: [{ status: 'affected', version: '< 2.0.0-beta.36' }],
    },
  ]);
  const wiki = cve5([
    {
      vendor: 'xwiki',
      product: 'xwiki-platform',
      versions: [{ status: 'affected', version: '>= 9.2-rc-1, < 14.10.21' }],
    },
  ]);
  const words = (version: string, more: Entry = {}) =>
    cve5([
      {
        vendor: 'acme',
        product: 'app',
        defaultStatus: 'unaffected',
        versions: [{ status: 'affected', version, ...more }],
      },
    ]);
  const app = (version: string) => named('Acme', 'App', version);
  check([
    ['36 2.0.0-beta.35', ui, named('0xJacky', 'nginx-ui', '2.0.0-beta.35'), 'A'],
    ['36 1.9.9', ui, purl('golang/github.com/0xJacky/nginx-ui@v1.9.9'), 'A'],
    ['36 1.9.0-rc.1, which a range helper leaves out', ui, named('0xJacky', 'nginx-ui', '1.9.0-rc.1'), 'A'],
    ['36 2.0.0', ui, named('0xJacky', 'nginx-ui', '2.0.0'), 'N'],
    ['xwiki 14.10.20', wiki, named('xwiki', 'xwiki-platform', '14.10.20'), 'A'],
    ['xwiki 14.10.21', wiki, named('xwiki', 'xwiki-platform', '14.10.21'), 'N'],
    ['xwiki 9.1 below the range: nothing is said', wiki, named('xwiki', 'xwiki-platform', '9.1'), '?'],
    ['3.4.2 and earlier', words('version 3.4.2 and earlier'), app('3.4.2'), 'A'],
    ['3.4.2 and earlier, later', words('version 3.4.2 and earlier'), app('3.4.3'), 'N'],
    ['before 1.2', words('before 1.2'), app('1.1.9'), 'A'],
    ['1.0 - 2.0', words('1.0 - 2.0'), app('1.5'), 'A'],
    ['5.4.x', words('5.4.x'), app('5.4.9'), 'A'],
    ['5.4.x and 5.5', words('5.4.x'), app('5.5'), 'N'],
    ['a list', words('1.0, 1.1, 2.0'), app('1.1'), 'A'],
    ['all versions', words('All versions'), app('7'), 'A'],
    ['a star', words('*'), app('7'), 'A'],
    ['every version, and the version not known', words('*'), named('acme', 'app'), 'A'],
    ['n/a says nothing', words('n/a'), app('7'), '?'],
    ['words without sense', words('see the vendor advisory'), app('7'), '?'],
    [
      'an address as bound',
      words('16.0.1', { lessThan: 'https://aka.ms/OfficeSecurityReleases', versionType: 'custom' }),
      app('16.0.2'),
      '?',
    ],
    [
      'unspecified lower bound',
      words('unspecified', { lessThan: '1.5', versionType: 'custom' }),
      app('1.4'),
      'A',
    ],
    ['zero alone is a version', words('0'), app('1.4'), 'N'],
  ]);
});
