import { describe, expect, test } from 'vitest';
import { type Case, check, purl } from '../test/case-table.ts';
import { redHat, rhel } from '../test/tracker-documents.ts';
import { evaluate, joinReasons, matchableFromRedHat } from './index.ts';

const EL = 'cpe:/o:redhat:enterprise_linux';
const ssh = redHat([
  rhel(`${EL}:9`, 'openssh-0:8.7p1-38.el9_4.1'),
  rhel('cpe:/o:redhat:rhel_eus:9.2', 'openssh-0:8.7p1-30.el9_2.4'),
]);
const python = redHat([
  rhel(`${EL}:9`, 'python3.9-0:3.9.18-3.el9_4.5'),
  rhel(`${EL}:9`, 'python3.9-0:3.9.19-8.el9'),
]);
const kernel = redHat([rhel(`${EL}:9`, 'kernel-0:5.14.0-503.11.1.el9_5')]);

describe('rpm: Red Hat decides its packages (cases 17 to 28)', () => {
  check([
    [
      '17 CVE-2018-0734 openssl-libs before the fix, with its epoch',
      redHat([rhel(`${EL}:7`, 'openssl-1:1.0.2k-19.el7')]),
      purl(
        'rpm/redhat/openssl-libs@1.0.2k-16.el7?epoch=1&upstream=openssl-1.0.2k-16.el7.src.rpm&distro=rhel-7',
      ),
      'A',
    ],
    [
      '17 CVE-2019-1559 openssl without an epoch',
      redHat([rhel(`${EL}:6`, 'openssl-0:1.0.1e-58.el6_10')]),
      purl('rpm/redhat/openssl@1.0.1e-57.el6?distro=rhel-6'),
      'A',
    ],
    [
      '18 CVE-2019-18276 bash will not be fixed',
      redHat(
        [],
        [
          {
            product_name: 'Red Hat Enterprise Linux 7',
            fix_state: 'Will not fix',
            package_name: 'bash',
            cpe: `${EL}:7`,
          },
        ],
      ),
      purl('rpm/redhat/bash@4.2.46-31.el7?distro=rhel-7'),
      'A',
    ],
    [
      '18 CVE-2020-29573 glibc out of support',
      redHat(
        [],
        [
          {
            product_name: 'Red Hat Enterprise Linux 6',
            fix_state: 'Out of support scope',
            package_name: 'glibc',
            cpe: `${EL}:6`,
          },
        ],
      ),
      purl('rpm/redhat/glibc@2.12-1.212.el6?distro=rhel-6'),
      'A',
    ],
    [
      '20 CVE-2023-32681 python3-requests with the fix',
      redHat([rhel(`${EL}:8`, 'python-requests-0:2.20.0-3.el8_8')]),
      purl(
        'rpm/redhat/python3-requests@2.20.0-3.el8_8?upstream=python-requests-2.20.0-3.el8_8.src.rpm&distro=rhel-8.8',
      ),
      'N',
    ],
    [
      '26 CVE-2024-6387 RHEL 9 before the fix',
      ssh,
      purl('rpm/redhat/openssh@8.7p1-38.el9_4?distro=rhel-9.4'),
      'A',
    ],
    [
      '26 CVE-2024-6387 RHEL 9 with the fix',
      ssh,
      purl('rpm/redhat/openssh@8.7p1-38.el9_4.1?distro=rhel-9.4'),
      'N',
    ],
    [
      '26 CVE-2024-6387 RHEL 9.2 EUS, lower and fixed',
      ssh,
      purl('rpm/redhat/openssh@8.7p1-30.el9_2.4?distro=rhel-9.2'),
      'N',
    ],
    [
      'CVE-2024-8088 fixed in its own minor release, whatever the number in the next one',
      python,
      purl('rpm/redhat/python3@3.9.18-3.el9_4.5?upstream=python3.9-3.9.18-3.el9_4.5.src.rpm&distro=rhel-9.4'),
      'N',
    ],
    [
      'CVE-2024-8088 before the fix of its own minor release',
      python,
      purl('rpm/redhat/python3@3.9.18-3.el9_4.3?upstream=python3.9-3.9.18-3.el9_4.3.src.rpm&distro=rhel-9.4'),
      'A',
    ],
    [
      'a fix in a later minor release only',
      redHat([rhel(`${EL}:9`, 'python3.9-0:3.9.19-8.el9')]),
      purl('rpm/redhat/python3@3.9.18-3.el9_4.5?upstream=python3.9-3.9.18-3.el9_4.5.src.rpm&distro=rhel-9.4'),
      'A',
    ],
    [
      '27 CVE-2020-10135 an extended-support stream without a fix of its own',
      kernel,
      purl('rpm/redhat/kernel@5.14.0-427.79.1.el9_4?distro=rhel-9.4-eus'),
      '?',
    ],
    [
      'a package that is not affected, in a module',
      redHat(
        [],
        [
          {
            product_name: 'RHEL 8',
            fix_state: 'Not affected',
            package_name: 'ruby:2.5/rubygem-pg',
            cpe: `${EL}:8`,
          },
        ],
      ),
      purl('rpm/redhat/rubygem-pg@1.0.0-2.module%2Bel8?distro=rhel-8.8'),
      'N',
    ],
    [
      'one entry that is not in a list',
      JSON.parse(
        JSON.stringify(
          matchableFromRedHat({
            name: 'CVE-2024-0001',
            affected_release: rhel(`${EL}:9`, 'curl-0:7.76.1-26.el9'),
          }),
        ),
      ),
      purl('rpm/redhat/curl@7.76.1-23.el9?distro=rhel-9.1'),
      'A',
    ],
  ] satisfies Case[]);
});

test('two notices on one weakness, each of its own minor release: the one of the build decides', () => {
  const component = purl('rpm/redhat/python3.9@3.9.18-3.el9_4.5?distro=rhel-9.4');
  const notices = ['python3.9-0:3.9.18-3.el9_4.5', 'python3.9-0:3.9.19-8.el9'].map((pkg) =>
    redHat([rhel(`${EL}:9`, pkg)]),
  );
  const reasons = notices.flatMap((notice) => evaluate(notice, component)?.reasons ?? []);
  expect(reasons.map((r) => `${r.rule} ${r.vote}`)).toEqual([
    'distro.range not_affected',
    'distro.other-minor affected',
  ]);
  expect(joinReasons(reasons)).toMatchObject({ verdict: 'not_affected', conflict: false });
});
