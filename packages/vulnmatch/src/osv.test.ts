import { compareVersions } from '@vigie/versions';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMatcher, evaluate, matchableFromOsv } from './index.ts';

const record = (affected: unknown[], more: object = {}) => ({ id: 'GHSA-0000-0000-0000', affected, ...more });
const npm = (events: object[], more: object = {}) => ({
  package: { ecosystem: 'npm', name: 'p' },
  ranges: [{ type: 'SEMVER', events }],
  ...more,
});
const verdict = (matchable: ReturnType<typeof matchableFromOsv>, version: string) =>
  evaluate(matchable, { ref: '', purl: `pkg:npm/p@${version}` })?.verdict;

describe('the schema', () => {
  const version = fc
    .tuple(fc.nat(3), fc.nat(2), fc.constantFrom('', '-rc.1'))
    .map(([a, b, pre]) => `${a}.${b}.0${pre}`);
  const event = fc.oneof(
    version.map((introduced) => ({ introduced })),
    fc.constant({ introduced: '0' }),
    version.map((fixed) => ({ fixed })),
    version.map((last_affected) => ({ last_affected })),
  );

  /** The published pseudocode: https://ossf.github.io/osv-schema/#evaluation */
  function byTheBook(events: Record<string, string>[], asked: string): boolean {
    const at = (e: Record<string, string>) => Object.values(e)[0] ?? '';
    const before = (a: string, b: string) =>
      a === '0' ? -1 : b === '0' ? 1 : (compareVersions('npm', a, b) ?? 0);
    const rank = (e: Record<string, string>) => ('last_affected' in e ? 1 : 0);
    const sorted = [...events].sort(
      (a, b) => before(at(a), at(b)) || (a.introduced === '0' ? -1 : 0) || rank(a) - rank(b),
    );
    let is = false;
    for (const e of sorted) {
      if (e.introduced !== undefined && before(asked, e.introduced) >= 0) is = true;
      if (e.fixed !== undefined && before(asked, e.fixed) >= 0) is = false;
      if (e.last_affected !== undefined && before(asked, e.last_affected) > 0) is = false;
    }
    return is;
  }

  test('intervals answer as the published algorithm does for every version', () => {
    const distinct = fc
      .uniqueArray(event, { maxLength: 6, selector: (e) => Object.values(e)[0] as string })
      .filter((events) => !(events.some((e) => 'fixed' in e) && events.some((e) => 'last_affected' in e)));
    fc.assert(
      fc.property(distinct, version, (events, asked) => {
        const matchable = matchableFromOsv(record([npm(events)]));
        const expected = byTheBook(events as Record<string, string>[], asked);
        expect(verdict(matchable, asked) === 'affected').toBe(expected);
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    [
      'a version listed beside the ranges',
      npm([{ introduced: '2.0.0' }], { versions: ['1.0.0'] }),
      '1.0.0',
      'affected',
    ],
    [
      'listed in another spelling',
      npm([{ introduced: '2.0.0' }], { versions: ['v1.0.0'] }),
      '1.0.0',
      'affected',
    ],
    [
      'neither listed nor in a range',
      npm([{ introduced: '2.0.0' }], { versions: ['1.0.0'] }),
      '1.1.0',
      'not_affected',
    ],
    [
      'introduced and fixed again',
      npm([{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '2.0.0' }]),
      '2.5.0',
      'affected',
    ],
    ['events out of order', npm([{ fixed: '1.0.0' }, { introduced: '0' }]), '0.9.0', 'affected'],
    [
      'the last affected version',
      npm([{ introduced: '0' }, { last_affected: '1.0.0' }]),
      '1.0.0',
      'affected',
    ],
    ['one version only', npm([{ introduced: '1.0.0' }, { last_affected: '1.0.0' }]), '1.0.0', 'affected'],
    ['beyond a limit', npm([{ introduced: '0' }, { limit: '2.0.0' }]), '2.0.0', 'not_affected'],
    [
      'one of two limits allows it',
      npm([{ introduced: '0' }, { limit: '1.0.0' }, { limit: '3.0.0' }]),
      '2.0.0',
      'affected',
    ],
    ['a limit without bound', npm([{ introduced: '0' }, { limit: '*' }]), '9.0.0', 'affected'],
    ['a version that is none', npm([{ introduced: '1.0.0' }]), 'latest', 'unknown'],
    ['nothing said of versions', { package: { ecosystem: 'npm', name: 'p' } }, '1.0.0', 'unknown'],
  ])('%s', (_, affected, asked, expected) => {
    expect(verdict(matchableFromOsv(record([affected])), asked)).toBe(expected);
  });

  test('versions that a range holds are not kept twice', () => {
    const [claim] =
      matchableFromOsv(
        record([npm([{ introduced: '0' }, { fixed: '2.0.0' }], { versions: ['1.0.0', '1.1.0', '3.0.0'] })]),
      ).packages ?? [];
    expect(claim).toEqual({
      from: 'ghsa',
      eco: 'npm',
      name: 'p',
      ranges: [{ lt: '2.0.0' }],
      versions: ['3.0.0'],
    });
  });

  test('a withdrawn record is rejected, aliases are kept, related is not identity', () => {
    const withdrawn = matchableFromOsv(
      record([], { withdrawn: '2024-01-01T00:00:00Z', aliases: ['CVE-2024-1'] }),
    );
    expect(withdrawn).toMatchObject({ rejected: true, aliases: ['CVE-2024-1'] });
    const related = matchableFromOsv(record([], { related: ['CVE-2024-2'], upstream: ['CVE-2024-3'] }));
    expect(related).toMatchObject({ aliases: [], upstream: ['CVE-2024-3'] });
    expect(matchableFromOsv({ ...record([]), id: 'RLSA-2024:1', related: ['CVE-2024-2'] }).upstream).toEqual([
      'CVE-2024-2',
    ]);
  });

  test.each([
    ['Debian:12', 'pkg:deb/debian/p@1?distro=bookworm', 'affected'],
    ['Ubuntu:22.04:LTS', 'pkg:deb/ubuntu/p@1?distro=jammy', 'affected'],
    ['Ubuntu:Pro:18.04:LTS', 'pkg:deb/ubuntu/p@1?distro=ubuntu-18.04', 'affected'],
    ['Ubuntu:Pro:FIPS:18.04:LTS', 'pkg:deb/ubuntu/p@1?distro=ubuntu-18.04', 'not_affected'],
    ['Alpine:v3.20', 'pkg:apk/alpine/p@1?distro=alpine-3.20.3', 'affected'],
    ['Alpine:v3.20', 'pkg:apk/alpine/p@1?distro=alpine-3.19.1', 'not_affected'],
    ['Rocky Linux:9', 'pkg:rpm/rocky/p@1?distro=rocky-9.3', 'affected'],
    ['AlmaLinux:8', 'pkg:rpm/almalinux/p@1-1.el8', 'affected'],
    ['Red Hat:enterprise_linux:9::baseos', 'pkg:rpm/redhat/p@1?distro=rhel-9.4', 'affected'],
    ['Red Hat:rhel_eus:9.2::baseos', 'pkg:rpm/redhat/p@1?distro=rhel-9.4', 'not_affected'],
    ['SUSE:Linux Enterprise Server 15 SP5', 'pkg:rpm/suse/p@1?distro=sles-15.5', 'affected'],
    ['openSUSE:Tumbleweed', 'pkg:rpm/opensuse/p@1?distro=opensuse-tumbleweed-20240101', 'affected'],
    ['Wolfi', 'pkg:apk/wolfi/p@1-r0', 'affected'],
    ['Bitnami', 'pkg:bitnami/p@1.0.0-3?distro=debian-12', 'affected'],
    ['GitHub Actions', 'pkg:github/p@v1', 'affected'],
    ['Packagist:https://packages.drupal.org/8', 'pkg:composer/p@1', 'affected'],
    ['Debian', 'pkg:deb/debian/p@1?distro=debian-12', 'affected'],
    ['Debian:12', 'pkg:deb/debian/p@1', 'unknown'],
    ['Debian:12', 'pkg:deb/ubuntu/p@1?distro=jammy', undefined],
    ['Debian:12', 'pkg:deb/debian/p@1?distro=kali-2024.1', 'unknown'],
  ])('%s and %s: %s', (ecosystem, purl, expected) => {
    const affected = {
      package: { ecosystem, name: 'p' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '9' }] }],
    };
    expect(evaluate(matchableFromOsv(record([affected])), { ref: '', purl })?.verdict).toBe(expected);
  });

  test('an ecosystem that is not known speaks by its purl, but never for a distribution', () => {
    const of = (ecosystem: string, name: string, purl?: string) =>
      matchableFromOsv(
        record([
          {
            package: { ecosystem, name, ...(purl === undefined ? {} : { purl }) },
            ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
          },
        ]),
      ).packages?.[0];
    expect(of('Nobody', 'p', 'pkg:npm/%40a/p')).toMatchObject({ eco: 'npm', name: '@a/p' });
    expect(of('Nobody:12', 'p', 'pkg:deb/debian/p')).toBeUndefined();
    expect(of('Nobody', 'p')).toBeUndefined();
    expect(of('Root:Debian:12', 'rootio-p')).toMatchObject({ ns: 'debian', name: 'rootio-p', release: '12' });
  });

  test('binaries that a source builds are named', () => {
    const affected = {
      package: { ecosystem: 'Ubuntu:22.04:LTS', name: 'openssl' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '3.0.2-0ubuntu1.10' }] }],
      ecosystem_specific: { binaries: [{ binary_name: 'libssl3', binary_version: '3.0.2-0ubuntu1.10' }] },
    };
    const purl = 'pkg:deb/ubuntu/libssl3@3.0.2-0ubuntu1.9?distro=ubuntu-22.04';
    expect(evaluate(matchableFromOsv(record([affected])), { ref: '', purl })?.verdict).toBe('affected');
  });

  test('a repository is known by its tags', () => {
    const affected = {
      ranges: [
        {
          type: 'GIT',
          repo: 'https://github.com/openssl/openssl.git',
          events: [{ introduced: '0' }, { fixed: '1a9dda41fbfb0dfbec17ab6afeba8138265395f7' }],
        },
      ],
      versions: ['openssl-3.0.4', 'openssl-3.0.3'],
    };
    const matchable = matchableFromOsv(record([affected]));
    const ask = (version: string) =>
      evaluate(matchable, { ref: '', purl: `pkg:github/openssl/openssl@${version}` })?.verdict;
    expect(ask('openssl-3.0.4')).toBe('affected');
    expect(ask('3.0.4')).toBe('affected');
    expect(ask('openssl-3.0.5')).toBe('not_affected');
    expect(ask('1a9dda41fbfb0dfbec17ab6afeba8138265395f7')).toBe('not_affected');
    expect(ask('0000000000000000000000000000000000000000')).toBe('unknown');
  });

  test("upstream's kernel is asked by its own numbers, a distribution's is not", () => {
    const kernel = {
      package: { ecosystem: 'Linux', name: 'Kernel' },
      ranges: [
        { type: 'ECOSYSTEM', events: [{ introduced: '5.10.0' }, { fixed: '5.10.210' }] },
        { type: 'ECOSYSTEM', events: [{ introduced: '6.1.0' }, { fixed: '6.1.79' }] },
      ],
    };
    const matchable = matchableFromOsv(record([kernel]));
    const cpe = 'cpe:2.3:o:linux:linux_kernel:6.1.78:*:*:*:*:*:*:*';
    expect(evaluate(matchable, { ref: '', cpe })?.verdict).toBe('affected');
    const purl = 'pkg:deb/debian/linux@6.1.76-1?distro=debian-12';
    expect(evaluate(matchable, { ref: '', purl })).toBeUndefined();
    expect([...createMatcher([matchable]).match([{ ref: '', cpe }])]).toHaveLength(1);
  });

  test("Go's modules of two majors are two packages, and its library has two names", () => {
    const go = (name: string) => ({
      package: { ecosystem: 'Go', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.22.4' }] }],
    });
    const ask = (name: string, purl: string) =>
      evaluate(matchableFromOsv(record([go(name)])), { ref: '', purl })?.verdict;
    expect(ask('github.com/a/b', 'pkg:golang/github.com/a/b@v1.0.0')).toBe('affected');
    expect(ask('github.com/a/b', 'pkg:golang/github.com/a/b/v2@v2.0.0')).toBeUndefined();
    expect(ask('stdlib', 'pkg:golang/stdlib@go1.22.3')).toBe('affected');
    expect(ask('stdlib', 'pkg:golang/std@1.22.4')).toBe('not_affected');
  });
});
