import process from 'node:process';
import { describe, expect, it } from 'vitest';
import {
  canonicalVers,
  compareVersions,
  inRange,
  isScheme,
  MAX_VERSION_LENGTH,
  parseVers,
  parseVersLoosely,
  resolveScheme,
  schemeOfEcosystem,
  schemes,
  versOfNative,
} from './index.ts';

/** Of the processor, not of the clock: other work on the machine must not fail this. */
const MILLISECONDS = 2_000;

/** Texts that break readers: endless, deep, in other digits, made for backtracking. */
const PIECES = [
  '9',
  '0',
  '.',
  '-',
  '1.',
  '1-',
  'a',
  'a1',
  '~',
  '^',
  '(',
  '[',
  ' ',
  '\t',
  ':',
  '1:',
  '+',
  '!',
  '_rc',
  '%41',
  '٣',
  '７',
  '😀',
  '\u0000',
  '\ud800',
  'É',
  '>=1,',
  '<',
  '|',
  '||',
  ',',
  '*',
  '.x',
  '~>',
  '- ',
];
const HOSTILE = PIECES.flatMap((piece) => [
  piece.repeat(MAX_VERSION_LENGTH / piece.length),
  piece.repeat(60_000 / piece.length),
  piece.repeat(1_000_000 / piece.length),
  `1${piece.repeat(500 / piece.length)}!`,
  `[${piece.repeat(60_000 / piece.length)}`,
  `1.0${piece.repeat(60_000 / piece.length)}x`,
]);

/** Runs all calls and tells how many milliseconds of the processor they took together. */
function timed(run: () => void): number {
  const started = process.cpuUsage();
  run();
  return process.cpuUsage(started).user / 1000;
}

describe('hostile texts', () => {
  it.each(schemes)('%s answers each at once', (scheme) => {
    const ms = timed(() => {
      for (const text of HOSTILE) {
        const order = compareVersions(scheme, text, '1.0');
        expect([undefined, -1, 0, 1]).toContain(order);
        if (text.length > MAX_VERSION_LENGTH) expect(order).toBeUndefined();
        else if (order !== undefined) expect(compareVersions(scheme, text, text)).toBe(0);
      }
    });
    expect(ms).toBeLessThan(MILLISECONDS);
  });

  it.each([...schemes, 'nginx', 'golang'])('%s reads native ranges or refuses them at once', (scheme) => {
    const ms = timed(() => {
      for (const text of HOSTILE) versOfNative(scheme, text);
    });
    expect(ms).toBeLessThan(MILLISECONDS);
  });

  it('vers: ranges and names of schemes are read or refused at once', () => {
    const ms = timed(() => {
      for (const text of HOSTILE) {
        for (const range of [text, `vers:${text}`, `vers:npm/${text}`, `vers:deb/>=${text}|<2`]) {
          parseVers(range);
          parseVersLoosely(range);
          canonicalVers(range);
          inRange(range, '1.0');
        }
        inRange('vers:npm/>=1.0.0|<2.0.0', text);
        for (const name of [isScheme(text), resolveScheme(text), schemeOfEcosystem(text)])
          expect(name || undefined).toBeUndefined();
      }
    });
    expect(ms).toBeLessThan(MILLISECONDS);
  });

  it('digits of other scripts are no digits', () => {
    for (const scheme of schemes.filter((id) => !['lexicographic', 'maven', 'rpm'].includes(id)))
      expect(`${scheme} ${compareVersions(scheme, '١.٢', '1.2')}`).toBe(`${scheme} undefined`);
  });

  it('names a scheme by every name that people give it, and no other', () => {
    for (const [name, id] of [
      ['PyPI', 'pypi'],
      ['crates.io', 'cargo'],
      ['Debian:12', 'deb'],
      ['Ubuntu:22.04:LTS', 'deb'],
      ['Alpine:v3.20', 'apk'],
      ['Red Hat', 'rpm'],
      ['red_hat', 'rpm'],
      ['Rocky Linux', 'rpm'],
      ['golang', 'go'],
      ['Packagist', 'composer'],
      ['RubyGems', 'gem'],
      ['pep440', 'pypi'],
      ['debian', 'deb'],
      ['semver', 'semver'],
      ['Windows', 'windows'],
      ['PAN-OS', 'panos'],
      ['FortiOS', 'fortios'],
      ['cisco', 'cisco'],
      ['IOS XE', 'cisco'],
      ['Junos', 'junos'],
      ['intdot', 'intdot'],
      ['alpine', 'apk'],
      ['ebuild', 'gentoo'],
      ['SwiftURL', 'semver'],
      ['Hackage', 'hackage'],
      ['GitHub Actions', 'semver'],
      ['openSUSE', 'rpm'],
      ['custom', 'generic'],
      ['vscode-extension', 'npm'],
    ] as const)
      expect(`${name} ${resolveScheme(name)}`).toBe(`${name} ${id}`);
    for (const name of ['', 'git', 'constructor', '__proto__', 'toString', ':', 'Debian 12', 'nosuch:1'])
      expect(resolveScheme(name)).toBeUndefined();
  });
});
