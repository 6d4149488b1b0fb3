import { describe, expect, test } from 'vitest';
import {
  type Component,
  evaluate,
  type Matchable,
  matchableFromCve5,
  matchableFromNvd,
  type Verdict,
} from './index.ts';

/** Small records written from the facts of the published ones: only what a verdict depends on. */
type Entry = Record<string, unknown>;
const cve5 = (
  cna: Entry[],
  adp: Entry[] = [],
  more: { cpeApplicability?: unknown; state?: string } = {},
): Matchable =>
  JSON.parse(
    JSON.stringify(
      matchableFromCve5({
        dataType: 'CVE_RECORD',
        cveMetadata: { cveId: 'CVE-2024-0001', state: more.state ?? 'PUBLISHED' },
        containers: {
          cna: {
            affected: cna,
            ...(more.cpeApplicability ? { cpeApplicability: more.cpeApplicability } : {}),
          },
          adp: [{ title: 'CISA ADP Vulnrichment', affected: adp }],
        },
      }),
    ),
  );
const affected = (version: string, bound: Entry = {}): Entry => ({
  status: 'affected',
  version,
  versionType: 'custom',
  ...bound,
});
const unaffected = (version: string, bound: Entry = {}): Entry => ({
  ...affected(version, bound),
  status: 'unaffected',
});
const match = (criteria: string, more: Entry = {}): Entry => ({ vulnerable: true, criteria, ...more });
const nvd = (...configurations: unknown[]): Matchable =>
  JSON.parse(
    JSON.stringify(matchableFromNvd({ id: 'CVE-2020-0001', vulnStatus: 'Analyzed', configurations })),
  );
const or = (...cpeMatch: Entry[]): Entry => ({ nodes: [{ operator: 'OR', negate: false, cpeMatch }] });
const and = (...nodes: Entry[][]): Entry => ({
  operator: 'AND',
  nodes: nodes.map((cpeMatch) => ({ operator: 'OR', negate: false, cpeMatch })),
});
const cpe = (name: string): Component => ({
  ref: 'c',
  cpe: `cpe:2.3:${name}${':*'.repeat(Math.max(0, 11 - name.split(':').length))}`,
});
const purl = (text: string): Component => ({ ref: 'c', purl: `pkg:${text}` });
const named = (vendor: string, product: string, version?: string): Component => ({
  ref: 'c',
  vendor,
  product,
  ...(version === undefined ? {} : { version }),
});

type Expected = 'A' | 'N' | '?' | 'none';
const LETTERS: Record<Verdict, Expected> = { affected: 'A', not_affected: 'N', unknown: '?' };
function verdict(matchable: Matchable, component: Component, siblings: Component[] = []): Expected {
  const all = [component, ...siblings];
  const result = evaluate(matchable, component, all);
  for (const reason of result?.reasons ?? []) expect(reason.rule).toMatch(/^[a-z0-9]+\.[a-z-]+$/);
  return result ? LETTERS[result.verdict] : 'none';
}
type Case = [
  what: string,
  record: Matchable,
  component: Component,
  expected: Expected,
  siblings?: Component[],
];
const check = (cases: Case[]): void => {
  test.each(cases)('%s', (_, record, component, expected, siblings) => {
    expect(verdict(record, component, siblings)).toBe(expected);
  });
};

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

describe('packages and name collisions (cases 34, 35, 38, 45, 60, 61, 64)', () => {
  const lib = (product: string, vendor: string, versions: Entry[], more: Entry = {}) =>
    cve5([{ vendor, product, versions, ...more }]);
  const nx = lib('NX', 'Siemens', [affected('0', { lessThan: '2000' })]);
  const redis = lib('redis', 'redis', [{ status: 'affected', version: '< 6.2.7' }]);
  const webpack = cve5([
    {
      vendor: 'webpack',
      product: 'webpack',
      packageName: 'webpack',
      collectionURL: 'https://www.npmjs.com',
      defaultStatus: 'unaffected',
      versions: [affected('5.0.0', { lessThan: '5.76.0', versionType: 'semver' })],
    },
  ]);
  const airflow = cve5([
    {
      vendor: 'Apache Software Foundation',
      product: 'Apache Airflow',
      packageName: 'apache-airflow',
      collectionURL: 'https://pypi.python.org',
      defaultStatus: 'unaffected',
      versions: [affected('0', { lessThan: '2.8.1', versionType: 'semver' })],
    },
  ]);
  const mail = nvd(or(match('cpe:2.3:a:nextcloud:mail:*:*:*:*:*:*:*:*', { versionEndExcluding: '2.2.1' })));
  const core = nvd(or(match('cpe:2.3:a:mobileiron:core:*:*:*:*:*:*:*:*', { versionEndExcluding: '10.6' })));
  const mysql = nvd(or(match('cpe:2.3:a:oracle:mysql:*:*:*:*:*:*:*:*', { versionEndIncluding: '5.7' })));
  const lodash = nvd(
    or(match('cpe:2.3:a:lodash:lodash:*:*:*:*:*:node.js:*:*', { versionEndExcluding: '4.17.12' })),
  );
  const drupal = nvd(
    or(match('cpe:2.3:a:devsaran:fresh:*:*:*:*:*:drupal:*:*', { versionEndExcluding: '7.x-1.4' })),
  );
  const pascom = nvd(or(match('cpe:2.3:a:pascom_cloud_phone_system:*:*:*:*:*:*:*:*:*')));
  const nginx = nvd(or(match('cpe:2.3:a:f5:nginx:*:*:*:*:*:*:*:*', { versionEndExcluding: '1.21.0' })));
  const kernel = nvd(
    or(match('cpe:2.3:o:linux:linux_kernel:*:*:*:*:*:*:*:*', { versionEndIncluding: '5.6.2' })),
  );
  const mattermost = lib('Mattermost', 'Mattermost', [affected('0', { lessThanOrEqual: '7.0' })]);
  const mist = lib('Mist', 'mist.io', [affected('0', { lessThan: '1.0' })]);
  check([
    ['34 npm nx is not Siemens NX', nx, purl('npm/nx@13.4.3'), 'none'],
    [
      '34 nx with a guessed CPE',
      nx,
      { ...purl('npm/nx@13.4.3'), cpe: 'cpe:2.3:a:nx:nx:13.4.3:*:*:*:*:*:*:*' },
      'none',
    ],
    [
      '34 npm fresh is not a Drupal theme',
      drupal,
      { ...purl('npm/fresh@0.5.2'), cpe: 'cpe:2.3:a:devsaran:fresh:0.5.2:*:*:*:*:*:*:*' },
      'none',
    ],
    ['35 webpack 4.46 is below the range', webpack, purl('npm/webpack@4.46.0'), 'N'],
    ['35 webpack 5.70', webpack, purl('npm/webpack@5.70.0'), 'A'],
    ['38 the PyPI client is not the server', redis, purl('pypi/redis@2.10.6'), 'none'],
    [
      '38 with a guessed CPE',
      redis,
      { ...purl('pypi/redis@2.10.6'), cpe: 'cpe:2.3:a:redis:redis:2.10.6:*:*:*:*:*:*:*' },
      'none',
    ],
    ['38 the server itself', redis, cpe('a:redis:redis:6.2.6'), 'A'],
    ['a package of a collection', airflow, purl('pypi/apache_airflow@2.8.0'), 'A'],
    ['a package of a collection, fixed', airflow, purl('pypi/apache-airflow@2.8.1'), 'N'],
    [
      '45 javax.mail is not Nextcloud Mail',
      mail,
      { ...purl('maven/javax.mail/mail@1.4.7'), cpe: 'cpe:2.3:a:mail:mail:1.4.7:*:*:*:*:*:*:*' },
      'none',
    ],
    [
      '45 processing core is not MobileIron Core',
      core,
      { ...purl('maven/org.processing/core@3.3.7'), cpe: 'cpe:2.3:a:processing:core:3.3.7:*:*:*:*:*:*:*' },
      'none',
    ],
    [
      '45 the Go driver is not MySQL',
      mysql,
      {
        ...purl('golang/github.com/go-sql-driver/mysql@1.5.0'),
        cpe: 'cpe:2.3:a:oracle:mysql:1.5.0:*:*:*:*:*:*:*',
      },
      'none',
    ],
    ['32 lodash, the ecosystem marked', lodash, purl('npm/lodash@4.17.4'), 'A'],
    [
      '32 lodash with its CPE',
      lodash,
      { ...purl('npm/lodash@4.17.4'), cpe: 'cpe:2.3:a:lodash:lodash:4.17.4:*:*:*:*:node.js:*:*' },
      'A',
    ],
    ['60 an open product never matches', pascom, cpe('a:*:bash:4.2.46'), 'none'],
    ['61 the vendor left open', nginx, cpe('*:*:nginx:1.20.1'), 'A'],
    ['61 kernel, the vendor left open', kernel, cpe('o:*:linux_kernel:4.19.139'), 'A'],
    [
      '64 Mattermost Desktop is another product',
      mattermost,
      named('Mattermost', 'Mattermost Desktop', '6.0.4.0'),
      'none',
    ],
    ['64 ninxsoft Mist is another product', mist, named('ninxsoft', 'Mist', '0.30'), 'none'],
    ['a bare name is to be checked', mist, { ref: 'c', name: 'Mist', version: '0.30' }, '?'],
  ]);
});

describe('configurations (cases 57 to 59 and 61)', () => {
  const flash = nvd(
    and(
      [match('cpe:2.3:a:adobe:flash_player:*:*:*:*:*:*:*:*', { versionEndIncluding: '16.0.0.287' })],
      [match('cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*', { vulnerable: false })],
    ),
  );
  const tomcat = nvd(
    and(
      [match('cpe:2.3:a:apache:tomcat:-:*:*:*:*:*:*:*')],
      [match('cpe:2.3:o:redhat:enterprise_linux:7.0:*:*:*:*:*:*:*', { vulnerable: false })],
    ),
  );
  const both = nvd(
    and(
      [match('cpe:2.3:a:apache:http_server:2.4.37:*:*:*:*:*:*:*')],
      [match('cpe:2.3:a:openssl:openssl:*:*:*:*:*:*:*:*', { versionStartIncluding: '1.1.1' })],
    ),
  );
  const old = nvd(or(match('cpe:2.3:a:apache:http_server:-:*:*:*:*:*:*:*')));
  const forti = nvd(
    or(
      match('cpe:2.3:a:fortinet:fortiproxy:*:*:*:*:*:*:*:*', {
        versionStartIncluding: '7.0.0',
        versionEndExcluding: '7.0.14',
      }),
      match('cpe:2.3:o:fortinet:fortios:*:*:*:*:*:*:*:*', {
        versionStartIncluding: '7.0.0',
        versionEndExcluding: '7.0.14',
      }),
    ),
  );
  const cisco = nvd(or(match('cpe:2.3:o:cisco:nx-os:6.0\\(2\\)a6\\(8\\):*:*:*:*:*:*:*')));
  const negated = nvd({
    operator: 'AND',
    nodes: [
      { operator: 'OR', cpeMatch: [match('cpe:2.3:a:acme:app:1.0:*:*:*:*:*:*:*')] },
      { operator: 'OR', negate: true, cpeMatch: [match('cpe:2.3:a:acme:shield:2.0:*:*:*:*:*:*:*')] },
    ],
  });
  const edition = nvd(or(match('cpe:2.3:a:gitlab:gitlab:13.10.2:*:*:*:enterprise:*:*:*')));
  const windows = cpe('o:microsoft:windows:-');
  check([
    ['57 NA against a version', old, cpe('a:apache:http_server:2.4.57'), 'N'],
    ['58 Windows without Flash', flash, windows, 'none'],
    ['58 Flash on Windows', flash, cpe('a:adobe:flash_player:16.0.0.100'), 'A', [windows]],
    ['58 Flash, the platform not seen', flash, cpe('a:adobe:flash_player:16.0.0.100'), '?'],
    ['58 tomcat NA against 8.5.87', tomcat, cpe('a:apache:tomcat:8.5.87'), 'N'],
    ['58 openssl alone', both, cpe('a:openssl:openssl:1.1.1a'), 'N'],
    [
      '58 openssl and its server',
      both,
      cpe('a:openssl:openssl:1.1.1a'),
      'A',
      [cpe('a:apache:http_server:2.4.37')],
    ],
    ['59 the operating system beside its applications', forti, cpe('o:fortinet:fortios:7.0.13'), 'A'],
    ['62 a URI name with escapes', cisco, { ref: 'c', cpe: 'cpe:/o:cisco:nx-os:6.0%282%29a6%288%29' }, 'A'],
    ['a negated node', negated, cpe('a:acme:app:1.0'), 'A'],
    ['a negated node that holds', negated, cpe('a:acme:app:1.0'), 'N', [cpe('a:acme:shield:2.0')]],
    ['another edition', edition, cpe('a:gitlab:gitlab:13.10.2:*:*:*:community'), 'N'],
    ['the edition left open', edition, cpe('a:gitlab:gitlab:13.10.2'), '?'],
    [
      'cpeApplicability in a CVE record',
      cve5([], [], {
        cpeApplicability: [or(match('cpe:2.3:a:acme:app:*:*:*:*:*:*:*:*', { versionEndExcluding: '2' }))],
      }),
      cpe('a:acme:app:1.9'),
      'A',
    ],
  ]);
});

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
