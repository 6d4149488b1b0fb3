import { describe, expect, test } from 'vitest';
import { type Expected, purl, verdict } from '../../test/case-table.ts';
import { debian, fixed } from '../../test/tracker-documents.ts';
import {
  evaluate,
  joinReasons,
  type Matchable,
  matchableFromRedHat,
  matchableFromUbuntu,
  matchablesFromDebianTracker,
  matchablesFromMsrc,
  matchablesFromSecdb,
} from '../index.ts';

const libgcrypt = debian('libgcrypt20', { buster: fixed('1.8.4-5+deb10u1'), sid: fixed('1.8.7-6') });

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
