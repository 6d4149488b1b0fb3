import { describe } from 'vitest';
import {
  affected,
  and,
  check,
  cpe,
  cve5,
  type Entry,
  match,
  named,
  nvd,
  or,
  purl,
} from '../test/case-table.ts';

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
