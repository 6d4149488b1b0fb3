import { describe, expect, test } from 'vitest';
import { type Case, check, cpe, type Expected, purl, verdict } from '../test/case-table.ts';
import {
  evaluate,
  joinReasons,
  type Matchable,
  matchableFromRedHat,
  matchableFromUbuntu,
  matchablesFromDebianTracker,
  matchablesFromMsrc,
  matchablesFromSecdb,
} from './index.ts';

type Release = Record<string, unknown>;
const open = (more: Release = {}): Release => ({
  status: 'open',
  repositories: {},
  urgency: 'not yet assigned',
  ...more,
});
const fixed = (fixed_version: string): Release => ({
  status: 'resolved',
  repositories: {},
  fixed_version,
  urgency: 'not yet assigned',
});

function only(matchables: Matchable[]): Matchable {
  expect(matchables).toHaveLength(1);
  return JSON.parse(JSON.stringify(matchables[0]));
}
const debian = (source: string, releases: Record<string, Release>): Matchable =>
  only(matchablesFromDebianTracker({ [source]: { 'CVE-2024-0001': { description: 'x', releases } } }));
const ubuntu = (name: string, statuses: Release[]): Matchable =>
  JSON.parse(JSON.stringify(matchableFromUbuntu({ id: 'CVE-2024-0001', packages: [{ name, statuses }] })));
const alpine = (name: string, secfixes: Record<string, string[]>, distroversion = 'v3.10'): Matchable =>
  only(
    matchablesFromSecdb({
      distroversion,
      reponame: 'main',
      urlprefix: 'https://x',
      packages: [{ pkg: { name, secfixes } }],
    }),
  );
const redHat = (release: Release[], state: Release[] = []): Matchable =>
  JSON.parse(
    JSON.stringify(
      matchableFromRedHat({ name: 'CVE-2024-0001', affected_release: release, package_state: state }),
    ),
  );
const rhel = (cpeName: string, pkg: string): Release => ({
  product_name: 'RHEL',
  advisory: 'RHSA-1',
  package: pkg,
  cpe: cpeName,
});

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

describe('Microsoft: fixed builds (case 53)', () => {
  const msrc = (...products: [id: string, name: string, builds: string[]][]): Matchable =>
    only(
      matchablesFromMsrc({
        DocumentTitle: { Value: 'August 2024' },
        ProductTree: { FullProductName: products.map(([ProductID, Value]) => ({ ProductID, Value })) },
        Vulnerability: [
          {
            CVE: 'CVE-2024-38063',
            ProductStatuses: [{ Type: 3, ProductID: products.map(([id]) => id) }],
            Remediations: products.flatMap(([id, , builds]) =>
              builds.map((FixedBuild) => ({
                Type: 2,
                Description: { Value: '5041578' },
                FixedBuild,
                ProductID: [id],
              })),
            ),
          },
        ],
      }),
    );
  const windows = msrc(
    ['1', 'Windows Server 2019', ['10.0.17763.6293']],
    ['2', 'Windows Server 2019 (Server Core installation)', ['10.0.17763.6293']],
    ['3', 'Windows Server 2016', ['10.0.14393.7336']],
    ['4', 'Windows 10 Version 1809 for x64-based Systems', ['10.0.17763.6293']],
    ['5', 'Windows Server 2022', ['10.0.20348.2700', '10.0.20348.2650']],
  );
  const server = (product: string, version: string) => cpe(`o:microsoft:${product}:${version}`);
  const office = msrc(
    ['1', 'Microsoft SQL Server 2019 for x64-based Systems (GDR)', ['15.0.2116.2']],
    ['2', 'Microsoft SQL Server 2019 for x64-based Systems (CU 27)', ['15.0.4382.1']],
  );
  const sql = (version: string) => ({ ref: 'c', vendor: 'Microsoft', product: 'SQL Server 2019', version });
  check([
    ['53 Server 2019 before the fix', windows, server('windows_server_2019', '10.0.17763.6189'), 'A'],
    ['53 Server 2019 with it', windows, server('windows_server_2019', '10.0.17763.6293'), 'N'],
    [
      '53 Server 2016 is compared in its own family',
      windows,
      server('windows_server_2016', '10.0.14393.7428'),
      'N',
    ],
    ['53 Server 2016 before its own fix', windows, server('windows_server_2016', '10.0.14393.7259'), 'A'],
    ['a client of the same family', windows, server('windows_10_1809', '10.0.17763.6189'), 'A'],
    [
      'between two fixed builds of one family',
      windows,
      server('windows_server_2022', '10.0.20348.2655'),
      '?',
    ],
    ['a family that is not listed', windows, server('windows_11_23h2', '10.0.22631.4000'), 'none'],
    ['two servicing branches: below both', office, sql('15.0.2095.3'), 'A'],
    ['two servicing branches: between', office, sql('15.0.4375.4'), '?'],
    ['two servicing branches: beyond both', office, sql('15.0.4390.2'), 'N'],
    [
      'a fix without a build',
      msrc(['9', 'Microsoft Teams', []]),
      { ref: 'c', vendor: 'Microsoft', product: 'Teams', version: '1.6' },
      '?',
    ],
  ] satisfies Case[]);
});

describe('trackers', () => {
  test('the tracker and upstream together: upstream does not decide for a package', () => {
    const own = evaluate(libgcrypt, purl('deb/debian/libgcrypt20@1.8.4-5%2Bdeb10u1?distro=debian-10'));
    const result = joinReasons(own?.reasons ?? []);
    expect(result).toMatchObject({ verdict: 'not_affected', conflict: false });
  });

  test('what is malformed is refused with its path', () => {
    expect(() => matchablesFromDebianTracker({ curl: { 'CVE-2024-0001': { releases: [1] } } })).toThrow(
      'curl.CVE-2024-0001.releases',
    );
    expect(() => matchablesFromSecdb({ packages: [{}] })).toThrow('packages[0].pkg');
    expect(() => matchableFromUbuntu({ packages: [] })).toThrow('id');
    expect(() => matchableFromRedHat({ name: 'x' })).toThrow('name');
    expect(() => matchablesFromMsrc({ Vulnerability: [] })).toThrow('ProductTree');
    for (const read of [
      matchablesFromDebianTracker,
      matchablesFromSecdb,
      matchableFromUbuntu,
      matchableFromRedHat,
      matchablesFromMsrc,
    ])
      for (const odd of [null, 5, 'x', [[]]]) expect(() => read(odd)).toThrow();
  });

  test('a bad entry costs no other where somebody listens', () => {
    const refused: string[] = [];
    const note = (error: { path: string }): void => void refused.push(error.path);
    const release = { sid: { status: 'open', repositories: {} } };
    const tracker = {
      bad: 5,
      curl: {
        'CVE-2024-0001': { releases: 7 },
        'CVE-2024-0002': { releases: release },
        'CVE-2024-0003': { releases: [] },
      },
    };
    expect(matchablesFromDebianTracker(tracker, note).map((m) => m.id)).toEqual(['CVE-2024-0002']);
    const secdb = {
      reponame: 'os',
      urlprefix: 'https://packages.wolfi.dev',
      packages: [{}, { pkg: { name: 'curl', secfixes: { '8.1-r0': ['CVE-2024-0004'] } } }],
    };
    expect(matchablesFromSecdb(secdb, note)[0]?.packages).toEqual([
      { from: 'wolfi', eco: 'apk', ns: 'wolfi', name: 'curl', ranges: [{ lt: '8.1-r0' }] },
    ]);
    expect(
      matchablesFromMsrc({ ProductTree: {}, Vulnerability: [{}, { CVE: 'CVE-2024-0005' }] }, note),
    ).toHaveLength(1);
    expect(refused).toEqual([
      'bad',
      'curl.CVE-2024-0001.releases',
      'packages[0].pkg',
      'Vulnerability[0].CVE',
    ]);
  });

  test('names of objects are no packages', () => {
    const document = JSON.parse(
      '{"__proto__":{"CVE-2024-0001":{"releases":{}}},"curl":{"CVE-2024-0001":{"releases":{"__proto__":{},"sid":{"status":"open"}}}}}',
    );
    const [record] = matchablesFromDebianTracker(document);
    const seen: Expected = verdict(record as Matchable, purl('deb/debian/curl@1?distro=sid'));
    expect(seen).toBe('A');
  });
});
