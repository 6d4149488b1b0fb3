import { describe, expect, test } from 'vitest';
import { labelOf } from './label.ts';

const bare = { version: null, purl: null, cpe: null, vendor: null, product: null };
const key = (name: string, more: object = {}) => labelOf({ ...bare, name, ...more })?.key;

describe('the label of a component', () => {
  test.each([
    ['7-Zip 23.01 (x64)', '7-Zip 24.08'],
    ['Notepad++ (64-bit x64)', 'Notepad++'],
    ['Java 8 Update 311 (64-bit)', 'Java 8 Update 401'],
    ['Mozilla Firefox (x64 fr)', 'Mozilla Firefox (x64 fr)'],
    ['PuTTY release 0.78', 'PuTTY release 0.81'],
    ['ScreenConnect Client (a1b2c3d4)', 'ScreenConnect Client (0f9e8d7c)'],
    ['LibreOffice v7.6.4.1', 'libreoffice'],
    ['Éditique Paiecom', 'EDITIQUE  PAIECOM'],
  ])('%s and %s are one', (a, b) => expect(key(a)).toBe(key(b)));

  test.each([
    ['Visual Studio 2019', 'Visual Studio 2022'],
    ['Windows 10', 'Windows 11'],
    ['Office', 'Office Viewer'],
  ])('%s and %s are two', (a, b) => expect(key(a)).not.toBe(key(b)));

  test('the version the inventory tells apart is not part of it, a number inside a word is', () => {
    expect(key('Acme Guichet 7', { version: '7' })).toBe(key('Acme Guichet 8', { version: '8' }));
    expect(key('Log4j', { version: '4' })).toBe('|log4j');
  });
  test('the vendor counts, its legal form does not', () => {
    expect(key('Edge', { vendor: 'Microsoft Corporation' })).toBe(key('Edge', { vendor: 'microsoft' }));
    expect(key('Edge', { vendor: 'Microsoft' })).not.toBe(key('Edge', { vendor: 'Acme' }));
  });
  test('what is only a version keeps its words, nothing readable has none, an identified one needs none', () => {
    expect(key('1.2.3')).toBe('|1 2 3');
    expect(key('***')).toBeUndefined();
    expect(key('x', { purl: 'pkg:npm/x@1' })).toBeUndefined();
    expect(key('x'.repeat(100_000))?.length).toBeLessThan(300);
  });
});
