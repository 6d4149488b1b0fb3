import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readNotice } from '../read-certfr.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

it('claims exploitation for every CVE of an alert, on the day it was published in Paris', () => {
  expect(readNotice('alerte', 'p', JSON.parse(fixture('one.json')))).toMatchObject({
    claims: [
      {
        vulnerabilityId: 'CVE-2026-10001',
        claim: 'alert',
        date: '2026-03-04',
        reference: 'https://www.cert.ssi.gouv.fr/alerte/CERTFR-2026-ALE-0101/',
      },
    ],
  });
});

it('knows when an alert was closed', () => {
  const [, second] = fixture('many.ndjson').split('\n');
  expect(readNotice('alerte', 'p', JSON.parse(second ?? ''))).toMatchObject({
    notice: { closedAt: '2026-06-30T22:00:00.000Z' },
    revision: '2026-07-09T22:00:00.000Z',
  });
});

it('reads the short list as digests', () => {
  const [short] = JSON.parse(fixture('short.json'));
  expect(readNotice('alerte', 'p', short)).toMatchObject({
    id: 'CERTFR-2026-ALE-0101',
    isPartial: true,
    revision: null,
    claims: [{ vulnerabilityId: 'CVE-2026-10001' }, { vulnerabilityId: 'CVE-2026-77777' }],
  });
});
