import { describe, expect, it } from 'vitest';
import {
  comparePrepared,
  compareVersions,
  isScheme,
  isVersion,
  prepare,
  schemeOfEcosystem,
  schemeOfPurlType,
  schemes,
} from './index.ts';

describe('comparing versions', () => {
  it('answers undefined, never a guess, for an unknown scheme or a text that is no version', () => {
    expect(compareVersions('nosuch', '1', '2')).toBeUndefined();
    expect(compareVersions('deb', 'a:1', '2')).toBeUndefined();
    expect(compareVersions('deb', '1', '')).toBeUndefined();
    expect(compareVersions('__proto__', '1', '2')).toBeUndefined();
    expect(isVersion('cran', '1.x')).toBe(false);
  });

  it('names the scheme of a purl type and of an OSV ecosystem', () => {
    expect(schemeOfPurlType('golang')).toBe('go');
    expect(schemeOfPurlType('docker')).toBe('generic');
    expect(schemeOfEcosystem('Debian:12')).toBe('deb');
    expect(schemeOfEcosystem('Ubuntu:22.04:LTS')).toBe('deb');
    expect(schemeOfEcosystem('Alpine:v3.20')).toBe('apk');
    expect(schemeOfEcosystem('nosuch')).toBeUndefined();
    for (const type of schemes) expect(isScheme(type)).toBe(true);
  });

  it('compares prepared versions as it compares texts, and never across schemes', () => {
    const [old, fixed] = [prepare('deb', '1.2-1~deb12u1'), prepare('deb', '1.2-1')];
    const other = prepare('rpm', '1.2-1');
    if (old === undefined || fixed === undefined || other === undefined) throw new Error('not prepared');
    expect(comparePrepared(old, fixed)).toBe(-1);
    expect(comparePrepared(fixed, old)).toBe(1);
    expect(comparePrepared(fixed, other)).toBeUndefined();
  });

  it('answers the same again once more texts were read than it remembers', () => {
    for (let i = 0; i < 40_000; i++) expect(compareVersions('semver', `1.${i}.0`, `1.${i + 1}.0`)).toBe(-1);
    expect(compareVersions('semver', '1.0.0', 'beta')).toBeUndefined();
    expect(compareVersions('semver', '1.0.0', 'beta')).toBeUndefined();
  });

  // Cases that other tools got wrong.
  it.each([
    ['npm', '4.17.4', '<', '4.17.12'],
    ['npm', '2.0.0-beta.35', '<', '2.0.0-beta.36'],
    ['npm', '1.9.0-rc.1', '<', '2.0.0-beta.36'],
    ['dotted', '10.2.9-h1', '>', '10.2.9'],
    ['dotted', '10.2.9-h1 ', '>', '10.2.9'],
    ['dotted', '10.0.17763.6189', '<', '10.0.17763.6293'],
    ['dotted', '6.0.4.0', '>', '6.0.3'],
    ['dotted', '9.18.11-S1', '<', '9.18.24-S1'],
    ['generic', '9.7p1', '>', '9.7'],
    ['generic', '8.4p1', '<', '8.5p1'],
    ['jvm', '1.8.0_131', '=', '8.0.131'],
    ['jvm', '1.8.0_131-ea', '<', '1.8.0_131'],
    ['gem', '1.19.3-aarch64-linux-gnu', '=', '1.19.3'],
    ['nuget', '8.0.0-preview.1.23110.8', '<', '8.0.0'],
    ['composer', 'v12.4.44', '>', '4.1.13'],
    ['composer', '4.3beta1', '<', '4.3.0'],
    ['go', 'v3.2.0+incompatible', '=', '3.2.0'],
    ['maven', '5.2.20.RELEASE', '=', '5.2.20'],
    ['maven', '2.414.2-cb-5', '>', '2.414.2'],
    ['deb', '5.6.1+really5.4.5-1', '>', '5.6.1-1'],
    ['deb', '1:1.37.0-6+b7', '>', '1:1.37.0-1'],
    ['rpm', '8.7p1-30.el9_2.4', '<', '8.7p1-38.el9_4.1'],
    ['rpm', '0.7.24-3.el9', '<', '1:0.7.20-6.el8sat'],
    ['pypi', '2.10.6', '<', '2.11'],
  ] as const)('%s: %s %s %s', (scheme, a, sign, b) => {
    expect(compareVersions(scheme, a, b)).toBe({ '<': -1, '=': 0, '>': 1 }[sign]);
  });
});
