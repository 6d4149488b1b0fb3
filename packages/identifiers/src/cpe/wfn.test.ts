import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANY,
  bindUri,
  formatCpe,
  NA,
  parseCpe,
  parseWfn,
  readCpeAttributes,
  readCpeValue,
} from '../index.ts';

describe('a well-formed CPE name', () => {
  it.each([
    ['ANY', ANY],
    ['', ANY],
    ['NA', NA],
    ['8\\.0\\.6001', '8.0.6001'],
    ['9\\.*', '9.*'],
    ['micr\\?osoft', 'micr\\?osoft'],
    ['\\-', '\\-'],
    ['a\\\\b', 'a\\\\b'],
    ['a*b', undefined],
    ['a\\', undefined],
    ['a b', undefined],
  ])('has the value %j read as %j', (text, value) => {
    expect(readCpeValue(text)).toBe(value);
  });

  it('is the same name as its two bindings', () => {
    const wfn = parseWfn(
      'wfn:[part="a",vendor="hp",product="insight_diagnostics",version="7\\.4\\.0\\.1570",update=NA,sw_edition="online",target_sw="win2003",target_hw="x64"]',
    );
    expect(wfn).toEqual(parseCpe('cpe:/a:hp:insight_diagnostics:7.4.0.1570:-:~~online~win2003~x64~'));
    expect(wfn && formatCpe(wfn)).toBe(
      'cpe:2.3:a:hp:insight_diagnostics:7.4.0.1570:-:*:*:online:win2003:x64:*',
    );
    expect(wfn && bindUri(wfn)).toBe('cpe:/a:hp:insight_diagnostics:7.4.0.1570:-:~~online~win2003~x64~');
    expect(readCpeAttributes({ part: 'a', vendor: 'hp', targetSw: 'x' })).toMatchObject({
      targetSw: 'x',
      version: ANY,
    });
  });

  it.each([
    'wfn:[part="a",part="o"]',
    'wfn:[part="z"]',
    'wfn:[colour="red"]',
    'wfn:[part=a]',
    'wfn:[__proto__="a"]',
    'wfn:part="a"',
    'wfn:[part="a"',
    'wfn:[part="a" vendor="b"]',
  ])('%s is refused', (text) => {
    expect(parseWfn(text)).toBeUndefined();
    expect(readCpeAttributes({ part: 3 })).toBeUndefined();
  });

  it('never throws and is never slow, whatever the text', () => {
    const piece = fc.constantFrom(
      'wfn:[',
      ']',
      'part',
      'vendor',
      '=',
      '"',
      '\\',
      'ANY',
      'NA',
      ',',
      ' ',
      'a',
      '*',
      '?',
      'é',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(piece, { maxLength: 30 }).map((found) => found.join('')),
      fc.array(piece, { maxLength: 30 }).map((found) => `wfn:[part="a",${found.join('')}]`),
    );
    fc.assert(
      fc.property(text, (found) => {
        const name = parseWfn(found);
        if (name !== undefined) expect(parseCpe(formatCpe(name))).toBeDefined();
        readCpeValue(found);
      }),
      { numRuns: 2_000, interruptAfterTimeLimit: 500, markInterruptAsFailure: false },
    );
  });
});
