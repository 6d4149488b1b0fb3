import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANY,
  bindUri,
  CPE_ATTRIBUTES,
  type Cpe,
  type CpeRelation,
  compareCpeNames,
  compareCpeValues,
  cpeOf,
  formatCpe,
  isCandidate,
  keyOfCpe,
  NA,
  parseCpe,
} from '../index.ts';

/** The name that the text stands for; a test that misspells one fails. */
function cpe(text: string): Cpe {
  const found = parseCpe(text);
  if (found === undefined) throw new Error(`not a CPE name: ${text}`);
  return found;
}

describe('a CPE name', () => {
  it('is read from either binding, values without escapes', () => {
    const uri = cpe('cpe:/o:cisco:nx-os:6.0%282%29a6%288%29');
    expect(uri).toMatchObject({ part: 'o', vendor: 'cisco', product: 'nx-os', version: '6.0(2)a6(8)' });
    expect(cpe('cpe:2.3:o:cisco:nx-os:6.0\\(2\\)a6\\(8\\):*:*:*:*:*:*:*')).toEqual(uri);
    expect(formatCpe(uri)).toBe('cpe:2.3:o:cisco:nx-os:6.0\\(2\\)a6\\(8\\):*:*:*:*:*:*:*');
    expect(bindUri(uri)).toBe('cpe:/o:cisco:nx-os:6.0%282%29a6%288%29');
  });

  it('packs the attributes of 2.3 into the edition of a URI', () => {
    const name = cpe('cpe:2.3:a:hp:insight:7.4:*:*:*:online:win2003:x64:*');
    expect(bindUri(name)).toBe('cpe:/a:hp:insight:7.4::~~online~win2003~x64~');
    expect(parseCpe(bindUri(name))).toEqual(name);
  });

  it('tells ANY and NA from a star and a dash that are meant', () => {
    const name = cpe('cpe:2.3:a:v:p:*:-:\\*:\\-:*:*:*:*');
    expect([name.version, name.update, name.edition, name.language]).toEqual([ANY, NA, '\\*', '\\-']);
    expect(formatCpe(name)).toBe('cpe:2.3:a:v:p:*:-:\\*:\\-:*:*:*:*');
    expect(compareCpeValues(NA, '\\-')).toBe('disjoint');
    expect(compareCpeValues('\\-', '\\-')).toBe('equal');
  });

  it('may leave trailing attributes out', () => {
    expect(cpe('cpe:2.3:o:linux:linux_kernel:5.10')).toEqual(
      cpe('cpe:2.3:o:linux:linux_kernel:5.10:*:*:*:*:*:*:*'),
    );
  });

  it.each([
    'cpe:2.3:x:a:b:*:*:*:*:*:*:*:*',
    'cpe:2.3:a:a::*:*:*:*:*:*:*:*',
    'cpe:2.3:a:a:b:*:*:*:*:*:*:*:*:*',
    'cpe:2.3:a:a:b c:*:*:*:*:*:*:*:*',
    'cpe:2.3:a:a:b\\',
    'cpe:2.3:a:a*b:c:*:*:*:*:*:*:*:*',
    'cpe:/a:a:%zz',
    'cpe:/a:a:%00',
    'apache',
    '',
  ])('%s is none', (text) => {
    expect(parseCpe(text)).toBeUndefined();
  });

  // NISTIR 7696, table 6-2.
  it.each<[string, string, CpeRelation]>([
    [ANY, ANY, 'equal'],
    [ANY, NA, 'superset'],
    [ANY, 'i', 'superset'],
    [NA, ANY, 'subset'],
    [NA, NA, 'equal'],
    [NA, 'i', 'disjoint'],
    ['i', 'i', 'equal'],
    ['i', 'k', 'disjoint'],
    ['i', NA, 'disjoint'],
    ['i', ANY, 'subset'],
    ['Apache', 'apache', 'equal'],
    ['1.*', '1.4', 'superset'],
    ['1.*', '2.4', 'disjoint'],
    ['1.*', NA, 'disjoint'],
    ['1.*', ANY, 'subset'],
    ['1.4', '1.*', 'undefined'],
    ['1.?', '1.42', 'disjoint'],
    ['*1.4', 'x1.4', 'superset'],
    ['1\\*', '1\\*', 'equal'],
    ['1\\*', '12', 'disjoint'],
  ])('of %s and %s is %s', (source, target, expected) => {
    expect(compareCpeValues(source, target)).toBe(expected);
  });

  it.each([
    ['cpe:2.3:a:apache:http_server:-', 'cpe:2.3:a:apache:http_server:2.4.57', false],
    ['cpe:2.3:a:pascom:pascom_cloud_phone_system:*', 'cpe:2.3:a:*:bash:4.2.46', false],
    ['cpe:2.3:a:pascom:*:*', 'cpe:2.3:a:*:bash:4.2.46', false],
    ['cpe:2.3:a:f5:nginx:*', 'cpe:2.3:a:*:nginx:1.20.1', true],
    ['cpe:2.3:o:linux:linux_kernel:*', 'cpe:2.3:o:*:linux_kernel:4.19.139', true],
    ['cpe:2.3:a:apache:http_server:*', 'cpe:2.3:a:apache:*:2.4.57', false],
    ['cpe:2.3:a:Apache:HTTP_Server:*', 'cpe:2.3:a:apache:http_server:2.4.57', true],
    ['cpe:2.3:o:fortinet:fortios:*', 'cpe:2.3:a:fortinet:fortios:7.2.6', false],
  ])('%s is a candidate for %s: %s', (source, target, expected) => {
    expect(isCandidate(cpe(source), cpe(target))).toBe(expected);
  });

  it('gives an index key when vendor and product are plain', () => {
    expect(keyOfCpe(cpe('cpe:2.3:a:Apache:http_server:2.4'))).toBe('cpe:apache:http_server');
    expect(keyOfCpe(cpe('cpe:2.3:a:*:http_server:2.4'))).toBeUndefined();
    expect(keyOfCpe(cpe('cpe:2.3:a:apache:http*:2.4'))).toBeUndefined();
  });

  const value = fc.oneof(
    fc.constantFrom(ANY, NA, 'a', 'B', '1.*', '?x', '\\*', '\\-', '6.0(2)', 'x\\\\y'),
    fc
      .string({ unit: fc.constantFrom(...'ab1.-_~!$()[]:/\\+'), minLength: 1, maxLength: 6 })
      .map((text) => text.replace(/[\\*?]/g, '\\$&').replace(/^-$/, '\\-')),
  );
  const name = fc
    .tuple(fc.constantFrom('a', 'o', 'h', ANY), fc.array(value, { minLength: 10, maxLength: 10 }))
    .map(([part, values]) =>
      cpeOf(Object.fromEntries(CPE_ATTRIBUTES.map((key, i) => [key, i === 0 ? part : values[i - 1]]))),
    );

  it('is the same after writing and reading, in both bindings', () => {
    fc.assert(
      fc.property(name, (given) => {
        expect(parseCpe(formatCpe(given))).toEqual(given);
        expect(parseCpe(bindUri(given))).toEqual(given);
      }),
      { numRuns: 2_000 },
    );
  });

  it('compares the other way round with the relation turned over', () => {
    const turned: Partial<Record<CpeRelation, CpeRelation>> = { superset: 'subset', subset: 'superset' };
    fc.assert(
      fc.property(name, name, (a, b) => {
        const { attributes } = compareCpeNames(a, b);
        const back = compareCpeNames(b, a).attributes;
        for (const key of CPE_ATTRIBUTES) {
          // Wildcards of the target are not defined by the norm.
          if (attributes[key] === 'undefined' || back[key] === 'undefined') continue;
          if (
            /[*?]/.test(a[key].replace(/\\./g, '') + b[key].replace(/\\./g, '')) &&
            a[key] !== ANY &&
            b[key] !== ANY
          )
            continue;
          expect(back[key]).toBe(turned[attributes[key]] ?? attributes[key]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws and is never slow, whatever the text', () => {
    const piece = fc.constantFrom(
      'cpe:2.3:',
      'cpe:/',
      'a',
      ':',
      '*',
      '?',
      '-',
      '\\',
      '%',
      '%01',
      '%02',
      '~',
      '\ud800',
      ' ',
    );
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(piece, { maxLength: 40 }).map((found) => found.join('')),
      piece.map((found) => `cpe:2.3:a:b:${found.repeat(1_500)}`),
    );
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const start = performance.now();
        const [x, y] = [parseCpe(a), parseCpe(b)];
        if (x !== undefined) formatCpe(x);
        if (x !== undefined && y !== undefined) compareCpeNames(x, y);
        compareCpeValues(a, b);
        expect(performance.now() - start).toBeLessThan(3_000);
      }),
      { numRuns: 2_000, interruptAfterTimeLimit: 1_500 },
    );
  });
});
