import { compareVersions } from '@vigie/versions';
import { describe, expect, test } from 'vitest';
import { type Case, check, osv, purl, unfixed, until } from '../test/case-table.ts';

const musl = osv(until('Alpine:v3.9', 'musl', '1.1.20-r5'));
const log4j = osv(
  until('Maven', 'org.apache.logging.log4j:log4j-core', ['2.13.0', '2.15.0']),
  until('Maven', 'org.apache.logging.log4j:log4j-core', ['2.0-beta9', '2.3.1']),
  until('Maven', 'org.apache.logging.log4j:log4j-core', ['2.4', '2.12.2']),
);
const core = (version: string) => purl(`maven/org.apache.logging.log4j/log4j-core@${version}`);
const beans = osv(
  until('Maven', 'org.springframework:spring-beans', '5.2.20'),
  until('Maven', 'org.springframework:spring-beans', ['5.3.0', '5.3.18']),
);
const spring = (version: string) => purl(`maven/org.springframework/spring-beans@${version}`);
const jackson = osv(until('Maven', 'com.fasterxml.jackson.core:jackson-databind', ['2.9.0', '2.9.10.4']));
const databind = (version: string) => purl(`maven/com.fasterxml.jackson.core/jackson-databind@${version}`);

describe('apk, npm, PyPI, Maven, Go and others (cases 31 to 50)', () => {
  check([
    ['case 31: below the fix', musl, purl('apk/alpine/musl@1.1.20-r4?distro=alpine-3.9.3'), 'A'],
    ['case 31: at the fix', musl, purl('apk/alpine/musl@1.1.20-r5?distro=alpine-3.9'), 'N'],
    [
      'case 31: through the origin',
      osv(until('Alpine:v3.10', 'openssl', '1.1.1d-r0')),
      purl('apk/alpine/libcrypto1.1@1.1.1c-r0?upstream=openssl&distro=3.10.2'),
      'A',
    ],
    ['case 32: numbers, not letters', osv(until('npm', 'lodash', '4.17.12')), purl('npm/lodash@4.17.4'), 'A'],
    ['case 32: jquery', osv(until('npm', 'jquery', '3.4.0')), purl('npm/jquery@3.3.9'), 'A'],
    [
      'case 33: withdrawn',
      osv.with({ withdrawn: '2024-11-01T00:00:00Z' }, unfixed('npm', 'eslint')),
      purl('npm/eslint@9.15.0'),
      'none',
    ],
    [
      'case 35: below the range',
      osv(until('npm', 'webpack', ['5.0.0', '5.76.0'])),
      purl('npm/webpack@4.46.0'),
      'N',
    ],
    ['case 37: at 0.11.1', osv(until('PyPI', 'werkzeug', '0.11.6')), purl('pypi/Werkzeug@0.11.1'), 'A'],
    ['case 37: at 0.14', osv(until('PyPI', 'werkzeug', '0.11.6')), purl('pypi/Werkzeug@0.14'), 'N'],
    [
      'case 37: 0.14 before 0.15.3',
      osv(until('PyPI', 'Werkzeug', '0.15.3')),
      purl('pypi/werkzeug@0.14'),
      'A',
    ],
    ['case 37: setuptools', osv(until('PyPI', 'setuptools', '65.5.1')), purl('pypi/setuptools@0.9.8'), 'A'],
    ['case 40: 2.3', log4j, core('2.3'), 'A'],
    ['case 40: 2.3.1', log4j, core('2.3.1'), 'N'],
    ['case 40: 2.12.1', log4j, core('2.12.1'), 'A'],
    ['case 40: 2.12.2', log4j, core('2.12.2'), 'N'],
    ['case 40: 2.14.1', log4j, core('2.14.1'), 'A'],
    ['case 40: 2.15.0', log4j, core('2.15.0'), 'N'],
    ['case 40: log4j-api', log4j, purl('maven/org.apache.logging.log4j/log4j-api@2.14.1'), 'none'],
    ['case 41: 5.2.19.RELEASE', beans, spring('5.2.19.RELEASE'), 'A'],
    ['case 41: 5.2.20.RELEASE', beans, spring('5.2.20.RELEASE'), 'N'],
    ['case 41: 5.3.17', beans, spring('5.3.17'), 'A'],
    ['case 41: 5.3.18', beans, spring('5.3.18'), 'N'],
    ['case 42: 2.9.10.3', jackson, databind('2.9.10.3'), 'A'],
    ['case 42: 2.9.10.4', jackson, databind('2.9.10.4'), 'N'],
    [
      'case 46: with v',
      osv(until('Go', 'golang.org/x/text', '0.3.7')),
      purl('golang/golang.org/x/text@v0.3.6'),
      'A',
    ],
    [
      'case 46: incompatible',
      osv(until('Go', 'github.com/docker/distribution', '2.8.0')),
      purl('golang/github.com/docker/distribution@v2.7.1%2Bincompatible'),
      'A',
    ],
    [
      'case 46: incompatible at an inclusive bound',
      osv({
        package: { ecosystem: 'Go', name: 'example.org/m' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { last_affected: '3.2.0' }] }],
      }),
      purl('golang/example.org/m@v3.2.0%2Bincompatible'),
      'A',
    ],
    [
      'case 47: the last affected release',
      osv({
        package: { ecosystem: 'NuGet', name: 'System.IO.Packaging' },
        ranges: [
          {
            type: 'ECOSYSTEM',
            events: [{ introduced: '8.0.0-preview.1.23110.8' }, { last_affected: '8.0.0' }],
          },
        ],
      }),
      purl('nuget/System.IO.Packaging@8.0.0'),
      'A',
    ],
    [
      'case 47: the one after',
      osv({
        package: { ecosystem: 'NuGet', name: 'System.IO.Packaging' },
        ranges: [
          { type: 'ECOSYSTEM', events: [{ introduced: '8.0.0-preview.1' }, { last_affected: '8.0.0' }] },
        ],
      }),
      purl('nuget/system.io.packaging@8.0.1'),
      'N',
    ],
    [
      'case 48: v12 is beyond',
      osv(until('Packagist', 'typo3/cms-backend', ['4.1.0', '4.1.13'])),
      purl('composer/typo3/cms-backend@v12.4.44'),
      'N',
    ],
    [
      'case 48: a beta in the range',
      osv(until('Packagist', 'typo3/cms-backend', ['4.3alpha1', '4.3beta2'])),
      purl('composer/typo3/cms-backend@4.3beta1'),
      'A',
    ],
    [
      'case 48: the release after it',
      osv(until('Packagist', 'typo3/cms-backend', ['4.3alpha1', '4.3beta2'])),
      purl('composer/typo3/cms-backend@4.3.0'),
      'N',
    ],
    [
      'case 49: activesupport',
      osv(until('RubyGems', 'activesupport', '5.2.4.3', ['6.0.0', '6.0.3.1'])),
      purl('gem/activesupport@6.0.2.1'),
      'A',
    ],
    [
      'case 50: 2.41.0 before the fix of its branch',
      osv(
        until('SwiftURL', 'github.com/apple/swift-nio', '2.29.1', ['2.39.0', '2.39.1'], ['2.40.0', '2.42.0']),
      ),
      purl('swift/github.com/apple/swift-nio@2.41.0'),
      'A',
    ],
    [
      'case 50: 2.39.1 at the fix of its branch',
      osv(
        until('SwiftURL', 'github.com/apple/swift-nio', '2.29.1', ['2.39.0', '2.39.1'], ['2.40.0', '2.42.0']),
      ),
      purl('swift/github.com/apple/swift-nio@2.39.1'),
      'N',
    ],
    [
      'case 50: kubelet 1.26.4',
      osv(
        until(
          'Go',
          'k8s.io/kubernetes',
          '1.24.14',
          ['1.25.0', '1.25.9'],
          ['1.26.0', '1.26.4'],
          ['1.27.0', '1.27.1'],
        ),
      ),
      purl('golang/k8s.io/kubernetes@1.26.4'),
      'N',
    ],
    [
      'case 50: kubelet 1.27.0',
      osv(
        until(
          'Go',
          'k8s.io/kubernetes',
          '1.24.14',
          ['1.25.0', '1.25.9'],
          ['1.26.0', '1.26.4'],
          ['1.27.0', '1.27.1'],
        ),
      ),
      purl('golang/k8s.io/kubernetes@1.27.0'),
      'A',
    ],
  ] satisfies Case[]);
});

describe('orders', () => {
  test.each([
    ['case 16', 'deb', '1.2.3-1~deb7u1', '<', '1.2.3-1'],
    ['case 16', 'deb', '2.7.4+reloaded2-13ubuntu1', '<', '2.7.4+reloaded2-13+deb9u1'],
    ['case 16', 'deb', '2:4.19.01-1', '=', '2:4.19.1-1'],
    ['case 16', 'deb', '8.3.1-5ubuntu1.40', '>', '8.3.1-5ubuntu1.5'],
    ['case 30', 'rpm', '1.0~rc1', '<', '1.0'],
    ['case 30', 'rpm', '1.0', '<', '1.0^git1'],
    ['case 30', 'rpm', '1.0^git1', '<', '1.0.1'],
    ['case 30', 'rpm', '10.0001', '=', '10.1'],
    ['case 30', 'rpm', '2.0', '=', '2_0'],
    ['case 30', 'rpm', '5.5p1', '<', '5.5p10'],
    ['case 30', 'rpm', 'xyz.4', '<', '8'],
    ['case 30', 'rpm', '8.3.1-5.el8.40', '>', '8.3.1-5.el8.5'],
    ['case 31', 'apk', '1.1_alpha1', '<', '1.1'],
    ['case 31', 'apk', '1.1', '<', '1.1_p1'],
    ['case 31', 'apk', '1.5.1', '<', '1.5.1-r1'],
    ['case 39', 'pypi', '1.0.dev0', '<', '1.0a0'],
    ['case 39', 'pypi', '1.0rc1', '<', '1.0'],
    ['case 39', 'pypi', '1.0', '<', '1.0.post1'],
    ['case 39', 'pypi', '1.0', '=', '1.0.0'],
    ['case 39', 'pypi', '1.0.0+local', '>', '1.0.0'],
    ['case 39', 'pypi', '1!1.0', '<', '2!1.0'],
    ['case 44', 'maven', '1.0-alpha-1', '<', '1.0-beta-1'],
    ['case 44', 'maven', '1.0-beta-1', '<', '1.0-SNAPSHOT'],
    ['case 44', 'maven', '1.0-SNAPSHOT', '<', '1.0'],
    ['case 44', 'maven', '1.ga', '=', '1.0.0'],
    ['case 44', 'maven', '1.0', '<', '1.0-1'],
    ['case 44', 'maven', '2.414.2-cb-5', '>', '2.414.2'],
    ['case 44', 'maven', '1-rc', '=', '1cr'],
    ['case 47', 'nuget', '1.0.01', '=', '1.0.1.0'],
    ['case 47', 'nuget', '1.0.0-BETA', '=', '1.0.0-beta'],
  ])('%s: %s %s %s %s', (_, scheme, a, sign, b) => {
    expect('<=>'[(compareVersions(scheme, a, b) ?? 9) + 1]).toBe(sign);
  });

  test('case 49: a gem of a platform is not before its version', () => {
    expect(compareVersions('gem', '1.19.3-aarch64-linux-gnu', '1.19.3')).not.toBe(-1);
  });
});
