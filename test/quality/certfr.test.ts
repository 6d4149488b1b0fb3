import { readFileSync } from 'node:fs';
import { readAvis } from '@vigie/certfr';
import { describe, expect, it } from 'vitest';
import { readSample, writeRanges } from '../../packages/certfr/test/sample.ts';
import { corpus, readLines } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

const SAMPLE = new URL('../../packages/certfr/test/sample-200.tsv', import.meta.url);

describe('CERT-FR phrases', () => {
  it('the 200 lines checked by hand', () => {
    const tally = new Tally();
    for (const { avis, description, status, ranges } of readSample(readFileSync(SAMPLE, 'utf8'))) {
      const found = readAvis(avis).systems[0];
      const said = `${found?.status} ${ranges === '' ? '' : writeRanges(found?.ranges ?? [])}`;
      tally.count(
        said === `${status} ${ranges}`,
        () => `${description}: ${said} instead of ${status} ${ranges}`,
      );
    }
    expect(tally.of).toBe(200);
    expectGate('certfr', 'sample', tally);
  });
});

const FILES = ['2000-2007', '2008-2013', '2014-2018', '2019-2021', '2022-2023', '2024-2025'];
/** Any word or sign of a version phrase: wider than what the grammar takes. */
const MARKER =
  /\bversions?\b|ant[ée]rieur|inf[ée]rieur|pr[ée]c[ée]dent|ult[ée]rieur|post[ée]rieur|sup[ée]rieur|\d\.x\b|jusqu/i;

const files = FILES.flatMap((years) => corpus(`certfr/avis-${years}.ndjson.gz`) ?? []);

describe.skipIf(files.length !== FILES.length)('CERT-FR lines with a version marker', () => {
  const recent = new Tally();
  const all = new Tally();
  /** Without the lines where a patch decides, which a person has to confirm however well they are read. */
  const unpatched = new Tally();
  for (const file of files)
    for (const avis of readLines<unknown>(file))
      for (const { description, status, notes } of readAvis(avis).systems) {
        if (status === 'none' || !MARKER.test(description)) continue;
        const isParsed = status === 'parsed';
        all.count(isParsed, () => description);
        if (!notes?.includes('patch_level')) unpatched.count(isParsed, () => description);
        if (file.includes('2024-2025')) recent.count(isParsed, () => description);
      }

  it.each([
    ['marked-2024-2025', recent],
    ['marked', all],
    ['marked-without-patch', unpatched],
  ])('%s', (list, tally) => {
    expectGate('certfr', list, tally);
  });
});
