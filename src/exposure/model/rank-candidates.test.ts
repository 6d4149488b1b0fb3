import { describe, expect, test } from 'vitest';
import { ProductIndex } from './rank-candidates.ts';

const product = (vendor: string, name: string, cpe = false) => ({
  key: `vp:${vendor.toLowerCase().replace(/\W/g, '')}:${name.toLowerCase().replace(/\W/g, '')}`,
  vendor,
  product: name,
  cpe: cpe
    ? `cpe:2.3:a:${vendor.toLowerCase()}:${name.toLowerCase().replace(/ /g, '_')}:*:*:*:*:*:*:*:*`
    : null,
});
const index = new ProductIndex();
for (const p of [
  product('Microsoft', 'Edge', true),
  product('Microsoft', 'Visual C++'),
  product('Microsoft', 'Office'),
  product('7-Zip', '7-Zip', true),
  product('Igor Pavlov', '7-Zip'),
  product('SolarWinds', 'Web Help Desk'),
  product('Acme', 'Help Center'),
  product('Zoho', 'Desk'),
  product('Redis', 'Redis'),
  product('ConnectWise', 'ScreenConnect'),
])
  index.add(p);
const ask = (name: string, vendor: string | null = null, rejected: string[] = []) =>
  index.propose({ name, vendor, rejected });

describe('what a label may be', () => {
  test.each([
    ['Microsoft Edge', null, 'Microsoft Edge'],
    ['Edge', 'Microsoft Corporation', 'Microsoft Edge'],
    ['SolarWinds Web Help Desk', null, 'SolarWinds Web Help Desk'],
    ['Web Help Desk', 'SolarWinds Worldwide, LLC', 'SolarWinds Web Help Desk'],
    ['7-Zip', 'Igor Pavlov', 'Igor Pavlov 7-Zip'],
    ['ScreenConnect Client', null, 'ConnectWise ScreenConnect'],
    ['REDIS', null, 'Redis Redis'],
  ])('%s of %s: %s first', (name, vendor, expected) => {
    const [first] = ask(name, vendor);
    expect(`${first?.vendor} ${first?.product}`).toBe(expected);
  });

  test('each says why, in rules that have words', () => {
    expect(ask('Microsoft Edge')[0]?.reasons.map((r) => r.rule)).toEqual([
      'same-name',
      'vendor-in-name',
      'cpe',
    ]);
    expect(ask('Help Desk', 'SolarWinds')[0]?.reasons).toContainEqual({
      rule: 'words',
      facts: { words: 'solarwinds, help, desk', count: 3, of: 3 },
    });
    expect(ask('Visual C++', 'Acme')[0]?.reasons).toContainEqual({
      rule: 'other-vendor',
      facts: { vendor: 'Microsoft' },
    });
  });

  test('several are ranked, one that was refused never returns, nothing alike proposes nothing', () => {
    const both = ask('7-Zip');
    expect(both.map((c) => c.vendor)).toEqual(['7-Zip', 'Igor Pavlov']);
    expect(ask('7-Zip', null, [both[0]?.key ?? '']).map((c) => c.vendor)).toEqual(['Igor Pavlov']);
    expect(ask('Micrologiciel de la passerelle')).toEqual([]);
    expect(ask('')).toEqual([]);
    expect(ask('x '.repeat(5000))).toEqual([]);
  });

  test('a vendor alone is no candidate for all its products', () => {
    expect(ask('Guichet', 'Microsoft')).toEqual([]);
  });

  test('sources name a product just so, or not', () => {
    expect(index.names({ vendor: 'Microsoft', name: 'Edge', rejected: [] })).toBe(true);
    expect(index.names({ vendor: 'Microsoft', name: 'Edge WebView', rejected: [] })).toBe(false);
    expect(index.names({ vendor: null, name: 'Edge', rejected: [] })).toBe(false);
  });
});
