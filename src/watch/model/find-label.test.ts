import { describe, expect, test } from 'vitest';
import { phraseNaming, readText, wordsOfLabel } from './find-label.ts';

const find = (label: string, text: string) => phraseNaming(readText(text), wordsOfLabel(label));

describe('a label in a text', () => {
  test.each([
    ['Hydralog', 'Une faille dans HYDRALOG permet tout.', 'Une faille dans HYDRALOG permet tout.'],
    ['7-Zip', 'Old line.\nIn 7-Zip before 23.01, x. Next.', 'In 7-Zip before 23.01, x'],
    ['élévation plus', 'Le produit Elevation Plus, version 2', 'Le produit Elevation Plus, version 2'],
    ['C++', 'Visual C++ redistributable', 'Visual C++ redistributable'],
    ['web help desk', 'solarwinds web_help-desk', 'solarwinds web_help-desk'],
    ['web help desk', 'SolarWinds Web Help Desk 12', 'SolarWinds Web Help Desk 12'],
    ['Edge', 'acknowledgement of Edgewater', undefined],
    ['***', 'anything', undefined],
  ])('%s in « %s »', (label, text, phrase) => {
    expect(find(label, text)).toBe(phrase);
  });

  test('a long text is cut where it is shown, and read to a bound', () => {
    const phrase = find('Hydralog', `${'mot '.repeat(200)}Hydralog ${'suite '.repeat(200)}`);
    expect(phrase).toMatch(/^….*Hydralog.*…$/);
    expect(phrase?.length).toBeLessThan(240);
    const started = performance.now();
    expect(find('Hydralog', 'a '.repeat(5_000_000))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
