import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planAssets } from './pull-releases.ts';
import { fieldsOf, readRecord } from './read-record.ts';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
    .split('\n')
    .filter(Boolean);
const [first, second, rejected, long] = fixture('many.ndjson').map((l) => readRecord('f:1', JSON.parse(l)));

describe('a record', () => {
  it('tells title, score, products, SSVC in any case, and what CISA saw', () => {
    expect(first).toMatchObject({
      id: 'CVE-2026-10001',
      revision: '2026-03-02T09:30:00.000Z',
      facts: {
        title: 'Lagoon Mail Gateway: mail parser overflow',
        cvss: [{ version: '3.1', score: 9.8, source: 'cna' }],
        ssvc: { exploitation: 'active', automatable: 'yes', technicalImpact: 'total' },
        products: ['Lagoon Mail Gateway'],
      },
      claims: [
        { claim: 'active', date: '2026-03-03' },
        { claim: 'known-exploited', date: '2026-03-04' },
      ],
    });
  });

  it('survives a metric of a wrong form, and keeps languages apart', () => {
    expect(second).toMatchObject({
      facts: {
        title: 'A path is not checked.',
        summaries: { en: 'A path is not checked.', fr: 'Un chemin n’est pas vérifié.' },
        cvss: [{ version: '4.0', score: 6.9 }],
      },
    });
  });

  it('that was rejected says why, and claims nothing', () => {
    expect(rejected).toMatchObject({
      facts: { rejected: true, summaries: { en: 'Not a weakness: reported twice.' } },
      claims: [],
    });
  });

  it('may have an id of any length and no product', () => {
    expect(long).toMatchObject({ id: `CVE-2026-${'9'.repeat(40)}` });
    expect(long).not.toHaveProperty('facts.products');
  });

  it.each([null, 3, [], {}, { cveMetadata: { cveId: 'CVE-2026-1', state: 'PUBLISHED' } }])(
    '%j is told as malformed, with its place',
    (document) => {
      expect(readRecord('a.zip!b.json:7', document)).toMatchObject({
        kind: 'problem',
        place: 'a.zip!b.json:7',
        code: 'watch.record-malformed',
      });
    },
  );

  it('shows its ranges in the history’s fields', () => {
    expect(fieldsOf(JSON.parse(fixture('many.ndjson')[0] ?? '')).products).toEqual([
      'cna · Lagoon Mail Gateway : affected 2.0 < 2.4.1',
    ]);
  });
});

describe('which archives are read', () => {
  const asset = (name: string) => ({ name, url: `https://x.example/${name}` });
  const baseline = (day: string) => asset(`${day}_all_CVEs_at_midnight.zip.zip`);
  const delta = (day: string, at: string) => asset(`${day}_delta_CVEs_at_${at}.zip`);
  const offered = [
    asset('notes.txt'),
    delta('2026-03-03', '0200Z'),
    delta('2026-03-03', '0300Z'),
    baseline('2026-03-03'),
    delta('2026-03-02', 'end_of_day'),
    delta('2026-03-02', '2300Z'),
    delta('2026-03-01', 'end_of_day'),
  ];
  const plan = (mark: unknown, from = offered) => planAssets(from, mark).map((a) => a.name);
  const mark = (day: string, at: string) => ({ day, asset: delta(day, at).name });

  it.each([
    [
      'the first time: all of it, then today',
      null,
      ['2026-03-03_all_CVEs_at_midnight.zip.zip', '2026-03-03_delta_CVEs_at_0300Z.zip'],
    ],
    [
      'an hour later: the newest of today',
      mark('2026-03-03', '0200Z'),
      ['2026-03-03_delta_CVEs_at_0300Z.zip'],
    ],
    ['nothing new', mark('2026-03-03', '0300Z'), []],
    [
      'after two days: each day to its end',
      mark('2026-03-01', '1200Z'),
      [
        '2026-03-01_delta_CVEs_at_end_of_day.zip',
        '2026-03-02_delta_CVEs_at_end_of_day.zip',
        '2026-03-03_delta_CVEs_at_0300Z.zip',
      ],
    ],
    [
      'after a missing day: all of it',
      mark('2026-02-20', '1200Z'),
      ['2026-03-03_all_CVEs_at_midnight.zip.zip', '2026-03-03_delta_CVEs_at_0300Z.zip'],
    ],
    [
      'with a watermark of another form: all of it',
      { since: 1 },
      ['2026-03-03_all_CVEs_at_midnight.zip.zip', '2026-03-03_delta_CVEs_at_0300Z.zip'],
    ],
  ])('%s', (_, watermark, expected) => {
    expect(plan(watermark)).toEqual(expected);
  });

  it('refuses a list of releases without archives', () => {
    expect(() => plan(null, [asset('notes.txt')])).toThrow('watch.feed-wrong-content');
  });
});
