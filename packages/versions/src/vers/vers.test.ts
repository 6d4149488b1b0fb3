import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalVers, compareVersions, inRange, parseVers, versOfNative } from '../index.ts';

describe('a vers range', () => {
  it.each([
    ['vers:npm/>=1.0.0|<2.0.0', '1.5.0', true],
    ['vers:npm/>=1.0.0|<2.0.0', '2.0.0', false],
    ['vers:npm/>=1.0.0|<2.0.0', '2.0.0-rc.1', true],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.5.0', false],
    ['vers:npm/1.0.0|1.2.0', '1.1.0', false],
    ['vers:npm/1.0.0|1.2.0', '1.2.0', true],
    ['vers:npm/!=1.2.0', '1.1.0', true],
    ['vers:npm/!=1.2.0', '1.2.0', false],
    ['vers:npm/*', '9.9.9', true],
    ['vers:npm/<1.0.0|>2.0.0', '1.5.0', false],
    ['vers:npm/<1.0.0|>2.0.0', '0.5.0', true],
    ['vers:npm/<1.0.0|>2.0.0', '3.0.0', true],
    ['vers:npm/<1.0.0|>2.0.0', '2.0.0', false],
    ['vers:npm/>=2.0.0', '10.0.0', true],
    ['vers:npm/>1.0.0|<1.5.0|<=2.0.0', '1.7.0', true],
    ['vers:deb/<1:1.37.0-1', '1:1.37.0-6+b7', false],
    ['vers:deb/<1%3A1.37.0-1', '1.37.0-6+b7', true],
    ['vers:golang/<0.3.7', 'v0.3.6', true],
  ])('%s holds %s: %s', (range, version, expected) => {
    expect(inRange(range, version)).toBe(expected);
  });

  it.each([
    ['vers:nosuchscheme/<1', '0.9', 'a scheme without an order'],
    ['vers:deb/<1.0-', '0.9', 'a bound that is no version'],
    ['vers:npm/<1.0.0', 'unknown', 'a version that is none'],
    ['npm <1.0.0', '0.9.0', 'no range'],
    ['vers:npm/', '0.9.0', 'no constraint'],
    ['vers:npm/*|<1', '0.9.0', 'a star with company'],
  ])('%s and %s cannot be said: %s', (range, version) => {
    expect(inRange(range, version)).toBeUndefined();
  });

  it('is read strictly, or repaired into its canonical form', () => {
    for (const text of ['vers:npm/=1.0.0', 'vers:npm/<2.0.0|>=1.0.0', 'vers:npm/ 1.0.0', 'vers:NPM/1.0.0'])
      expect(parseVers(text)).toBeUndefined();
    expect(canonicalVers('vers:npm/ < 2.0.0 | =1.0.0||1.0.0')).toBe('vers:npm/1.0.0|<2.0.0');
    expect(canonicalVers('vers:deb/1.0%2b1')).toBe('vers:deb/1.0%2B1');
  });

  it.each([
    ['gem', '~> 2.0.8', 'vers:gem/>=2.0.8|<2.1'],
    ['pypi', '~=1.4.2, !=1.4.5', 'vers:pypi/>=1.4.2|!=1.4.5|<1.5'],
    ['nuget', '[1.0.0, 2.0.0)', 'vers:nuget/>=1.0.0|<2.0.0'],
    ['maven', '(,1.0]', 'vers:maven/<=1.0'],
    ['npm', '^0.2.3', 'vers:npm/>=0.2.3|<0.3.0'],
    ['npm', '1.2.3 - 2.3.4', 'vers:npm/>=1.2.3|<=2.3.4'],
    ['npm', '*', 'vers:npm/*'],
    ['nginx', '1.5.0+, 1.4.1+', 'vers:nginx/>=1.4.1|<1.5.0|>=1.5.0'],
  ])('of %s, %s is %s', (scheme, native, expected) => {
    expect(versOfNative(scheme, native)).toBe(expected);
  });

  it.each([
    ['pypi', '==1.4.*', 'vers:pypi/>=1.4.dev0|<1.5.dev0'],
    ['pypi', '>=1.0,!=1.5,<2', 'vers:pypi/>=1.0|!=1.5|<2'],
    ['pypi', '!=1.4.*', undefined],
    ['composer', '~1.2', 'vers:composer/>=1.2.0|<2.0.0'],
    ['composer', '~1.2.3', 'vers:composer/>=1.2.3|<1.3.0'],
    ['composer', '1.2.*', 'vers:composer/>=1.2.0|<1.3.0'],
    ['npm', '~1.2', 'vers:npm/>=1.2.0|<1.3.0'],
    ['cargo', '0.2.3', 'vers:cargo/>=0.2.3|<0.3.0'],
    ['cargo', '=1.2.3', 'vers:cargo/1.2.3'],
    ['cargo', '1.2.*', 'vers:cargo/>=1.2.0|<1.3.0'],
    ['maven', '[1.0,2.0),[3.0,4.0]', 'vers:maven/>=1.0|<2.0|>=3.0|<=4.0'],
    ['maven', '(,1.0], [2.0]', 'vers:maven/<=1.0|2.0'],
    ['nuget', '[1.0', undefined],
    ['nuget', '1.0)', undefined],
    ['hex', '~> 1.2', 'vers:hex/>=1.2|<2'],
    ['npm', '>=1.0.0 <5.0.0 || >=2.0.0 <3.0.0', 'vers:npm/>=1.0.0|>=2.0.0|<3.0.0|<5.0.0'],
    ['npm', '<1.3.0 || >=1.2.0 <1.4.0', 'vers:npm/<1.4.0'],
    ['npm', '<1.3.0 || >=1.2.0', 'vers:npm/*'],
    ['composer', '>=1.4.0,<=1.4.5||>=1.5.0,<=1.5.0||>=1.6.0', 'vers:composer/>=1.4.0|<=1.4.5|1.5.0|>=1.6.0'],
    ['deb', '>= 1.0, << 2.0-1', 'vers:deb/>=1.0|<2.0-1'],
  ])('%s %s is %s', (scheme, range, vers) => {
    expect(versOfNative(scheme, range)).toBe(vers);
  });

  it('refuses a native range that it does not understand', () => {
    for (const text of ['', '>=', '^', '1.0 and earlier <', '(1.0', '<>2'])
      expect(`${text}: ${versOfNative('deb', text)}`).toBe(`${text}: undefined`);
  });

  it('joins alternatives of a native range into what any of them holds', () => {
    const part = fc
      .tuple(fc.nat(6), fc.nat(6), fc.constantFrom('>', '>='), fc.constantFrom('<', '<='), fc.nat(3))
      .map(([low, high, from, to, kind]) => {
        const [lower, upper] = [`${from}1.${low}.0`, `${to}1.${Math.max(low + 1, high)}.0`];
        return ([`${lower} ${upper}`, lower, upper, `1.${low}.0`] as const)[kind as 0 | 1 | 2 | 3];
      });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const whole = versOfNative('npm', parts.join(' || '));
        for (let minor = 0; minor <= 8; minor++)
          for (const version of [`1.${minor}.0`, `1.${minor}.5`]) {
            const isAny = parts.some((one) => inRange(versOfNative('npm', one) ?? '', version));
            expect(`${whole} ${version} ${inRange(whole ?? '', version)}`).toBe(
              `${whole} ${version} ${isAny}`,
            );
          }
      }),
      { numRuns: 400, interruptAfterTimeLimit: 1_000, markInterruptAsFailure: false },
    );
  });

  it('agrees with the plain meaning of one interval', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, version, (low, high, subject) => {
        fc.pre(compareVersions('semver', low, high) === -1);
        const isInside =
          (compareVersions('semver', low, subject) ?? 1) <= 0 &&
          compareVersions('semver', subject, high) === -1;
        expect(inRange(`vers:semver/>=${low}|<${high}`, subject)).toBe(isInside);
        expect(inRange(`vers:semver/<${low}|>=${high}`, subject)).toBe(!isInside);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is canonical for good: writing and reading again changes nothing', () => {
    const constraint = fc
      .tuple(fc.constantFrom('', '<', '<=', '>', '>=', '!='), fc.nat(4), fc.nat(9))
      .map(([mark, major, minor]) => `${mark}${major}.${minor}`);
    fc.assert(
      fc.property(fc.array(constraint, { minLength: 1, maxLength: 6 }), (parts) => {
        const text = canonicalVers(`vers:semver/${parts.join('|')}`) ?? '';
        expect(canonicalVers(text)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws and is never slow, whatever the text', () => {
    const piece = fc.constantFrom(
      'vers:',
      'npm',
      '/',
      '|',
      '<',
      '>=',
      '!=',
      '*',
      '1.0',
      '%',
      '%2',
      '%41',
      '\ud800',
      ' ',
      '~>',
      '[',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
      piece.map((part) => `vers:npm/${part.repeat(20_000)}`),
    );
    fc.assert(
      fc.property(text, (range) => {
        const start = performance.now();
        inRange(range, '1.0');
        parseVers(range);
        canonicalVers(range);
        versOfNative('npm', range);
        versOfNative('nuget', range);
        expect(performance.now() - start).toBeLessThan(3_000);
      }),
      { numRuns: 500, interruptAfterTimeLimit: 2_000 },
    );
  });
});
