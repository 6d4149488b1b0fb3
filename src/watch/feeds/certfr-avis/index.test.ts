import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parisInstant, readNotice } from '../read-certfr.ts';

const one = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/one.json'), 'utf8'));

it.each([
  ['2026-01-15T00:00:00.000000', '2026-01-14T23:00:00.000Z'],
  ['2026-07-15T00:00:00.000000', '2026-07-14T22:00:00.000Z'],
  ['2026-07-15', '2026-07-14T22:00:00.000Z'],
  ['2026-13-15T00:00:00', null],
  ['soon', null],
  [null, null],
])('reads %s as Paris time', (naive, expected) => {
  expect(parisInstant(naive)).toBe(expected);
});

it.each(['CERTA-2000-AVI-001', 'CERTFR-2014-AVI-002', 'CERTFR-2026-AVI-0101', 'CERTFR-2031-AVI-1234567'])(
  'knows the reference %s',
  (reference) => {
    expect(readNotice('avis', 'p', { ...one, reference })).toMatchObject({ id: reference, claims: [] });
  },
);

it.each(['CERTFR-2026-ALE-001', 'CERTFR-26-AVI-001', 'CERTFR-2026-AVI-001<script>', ''])(
  'refuses the reference %j',
  (reference) => {
    expect(readNotice('avis', 'p:3', { ...one, reference })).toMatchObject({ kind: 'problem', place: 'p:3' });
  },
);

it('orders revisions itself, and takes N/A for no name', () => {
  const [, second] = readFileSync(join(import.meta.dirname, 'fixtures/many.ndjson'), 'utf8').split('\n');
  expect(readNotice('avis', 'p', JSON.parse(second ?? ''))).toMatchObject({
    revision: '2026-07-09T22:00:00.000Z',
    notice: {
      publishedAt: '2026-03-04T23:00:00.000Z',
      systems: [{ vendor: null, product: null, phrase: 'Toutes versions' }],
      cves: ['CVE-2026-10002', 'CVE-2025-2000'],
    },
  });
});
