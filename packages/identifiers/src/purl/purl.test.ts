import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPurl, keyOfPurl, MAX_PURL_LENGTH, parsePurl, parsePurlLoosely } from '../index.ts';

describe('a package URL', () => {
  it('is read into decoded parts, its type rules applied', () => {
    expect(parsePurl('pkg:NPM/%40angular/animation@12.3.1')).toEqual({
      type: 'npm',
      namespace: '@angular',
      name: 'animation',
      version: '12.3.1',
      qualifiers: {},
    });
    expect(parsePurl('pkg:deb/debian/busybox@1.37.0-6%2Bb7?epoch=1&distro=debian-13')).toEqual({
      type: 'deb',
      namespace: 'debian',
      name: 'busybox',
      version: '1.37.0-6+b7',
      qualifiers: { distro: 'debian-13', epoch: '1' },
    });
    expect(parsePurl('pkg:pypi/Django_Filter')?.name).toBe('django-filter');
  });

  it('may leave its npm scope unencoded, with or without version', () => {
    expect(parsePurl('pkg:npm/@scope/name@1.0.0')).toMatchObject({ namespace: '@scope', version: '1.0.0' });
    expect(parsePurl('pkg:npm/@scope/name')).toMatchObject({ namespace: '@scope', name: 'name' });
  });

  it.each([
    ['', 'nothing'],
    ['npm/lodash', 'no scheme'],
    ['pkg:npm', 'no name'],
    ['pkg:npm/', 'an empty name'],
    ['pkg:npm/@1.0.0', 'a version alone'],
    ['pkg:1npm/a', 'a type that starts with a digit'],
    ['pkg:npm/a%ZZ', 'broken percent-encoding'],
    ['pkg:npm/a?x=1&x=2', 'a qualifier twice'],
    ['pkg:npm/a?__proto__=1', 'a qualifier that is no key'],
    ['pkg:swift/Alamofire@5.4.3', 'a missing namespace'],
    ['pkg:julia/Dates', 'a missing qualifier'],
    ['pkg:cpan/LWP::UserAgent', 'a module instead of a distribution'],
    [`pkg:npm/${'a'.repeat(MAX_PURL_LENGTH)}`, 'a text too long'],
  ])('%s is refused: %s', (text) => {
    expect(parsePurl(text)).toBeUndefined();
  });

  it('is read loosely where inventories are sloppy', () => {
    expect(parsePurl('pkg:golang/stdlib@1.21.0')).toBeUndefined();
    expect(parsePurlLoosely('pkg:golang/stdlib@1.21.0')).toMatchObject({ type: 'golang', name: 'stdlib' });
    expect(parsePurlLoosely('pkg:deb/curl@7.88.1?Arch=amd64')?.qualifiers).toEqual({ arch: 'amd64' });
    expect(parsePurlLoosely('pkg:deb/')).toBeUndefined();
  });

  it('gives one index key to all spellings of a package', () => {
    const key = (text: string) => {
      const purl = parsePurl(text);
      return purl && keyOfPurl(purl);
    };
    expect(key('pkg:npm/%40scope/name@1.0')).toBe('pkg:npm/@scope/name');
    expect(key('pkg:pypi/zope.interface')).toBe(key('pkg:pypi/zope-interface'));
    expect(key('pkg:nuget/Newtonsoft.Json')).toBe(key('pkg:nuget/newtonsoft.json'));
    expect(key('pkg:maven/org.Acme/App')).toBe('pkg:maven/org.Acme/App');
  });

  it('is canonical for good: what was written is read as the same parts', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    const parts = fc.record({
      type: fc.constantFrom('npm', 'deb', 'maven', 'pypi', 'generic', 'golang', 'oci'),
      namespace: text,
      name: text,
      version: text,
      qualifiers: fc.dictionary(fc.constantFrom('arch', 'distro', 'epoch'), text),
      subpath: text,
    });
    fc.assert(
      fc.property(parts, (given) => {
        const written = formatPurl(given);
        if (written === undefined) return;
        const read = parsePurl(written);
        expect(read).toBeDefined();
        expect(read && formatPurl(read)).toBe(written);
      }),
      { numRuns: 1_500 },
    );
  });

  it('never throws and is never slow, whatever the text', () => {
    const piece = fc.constantFrom(
      'pkg:',
      'npm',
      '/',
      '@',
      '?',
      '#',
      '&',
      '=',
      '%',
      '%2F',
      '%00',
      '..',
      '\ud800',
      'a',
    );
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.array(piece, { maxLength: 40 }).map((found) => `pkg:${found.join('')}`),
      piece.map((found) => `pkg:npm/${found.repeat(4_000)}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const start = performance.now();
        const purl = parsePurl(text) ?? parsePurlLoosely(text);
        if (purl !== undefined) formatPurl(purl);
        expect(performance.now() - start).toBeLessThan(3_000);
      }),
      { numRuns: 2_000, interruptAfterTimeLimit: 1_500 },
    );
  });
});
