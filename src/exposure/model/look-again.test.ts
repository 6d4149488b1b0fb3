import { describe, expect, it } from 'vitest';
import type { Assessment } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Glimpse, needsClosing, needsLook } from './look-again.ts';
import { settleKnown, snapshotOf } from './settle.ts';

const NOW = new Date('2026-11-23T20:00:00Z');
const base: Assessment = {
  key: 'a|p|CVE-2030-0001',
  assetId: 'a',
  assetName: 'guichet-01',
  assetKind: 'host',
  exposed: 'no',
  productKey: 'p',
  product: 'Guichet',
  version: '1.2',
  componentIds: ['c1', 'c2'],
  vulnerabilityId: 'CVE-2030-0001',
  title: 'Guichet ouvert',
  verdict: 'affected',
  hasConflict: false,
  reasons: [{ source: 'cna', rule: 'cve5.range', range: '< 2', vote: 'affected' }],
  method: 'm1',
  severity: 'high',
  cvss: 7.5,
  epss: 0.1,
  isKev: false,
  decision: { policy: 'p', policyVersion: '1', outcome: '14d', deadlineDays: 14, row: 3, inputs: [] },
  outcomeRank: 2,
  serviceCount: 1,
  userCount: 10,
};
const glimpse = (change: Partial<Glimpse> = {}): Glimpse => ({
  fingerprint: fingerprintOf(base),
  state: 'open',
  service_count: base.serviceCount,
  user_count: base.userCount,
  snapshot: null,
  ...change,
});
const CHANGES: Partial<Assessment>[] = [
  { verdict: 'unknown' },
  { verdict: 'not_affected' },
  { hasConflict: true },
  { severity: 'low' },
  { isKev: true },
  { version: '1.3' },
  { version: null },
  { decision: { ...base.decision, outcome: '3d' } },
  { decision: { ...base.decision, deadlineDays: 15 } },
  { decision: { ...base.decision, policyVersion: '2' } },
  { decision: { ...base.decision, row: 4 } },
  { decision: { ...base.decision, inputs: [{ name: 'kev', value: 'no', isAssumed: true }] } },
  { epss: 0.2 },
  { epss: null },
  { cvss: 8 },
  { title: 'Guichet grand ouvert' },
  { method: 'm2' },
  { exposed: 'yes' },
  { assetName: 'guichet-02' },
  { serviceCount: 2 },
  { userCount: 11 },
  { componentIds: ['c1'] },
  { reasons: [{ source: 'cna', rule: 'cve5.range', range: '< 3', vote: 'affected' }] },
];

describe('a finding is looked at again', () => {
  it.each(CHANGES)('when it is no longer what was computed: %j', (change) => {
    const next = { ...base, ...change };
    const known = {
      id: 'f',
      key: base.key,
      state: 'open' as const,
      assessment: base,
      outcomeSince: NOW,
      fingerprint: '',
      snapshot: null,
    };
    expect(settleKnown(known, next, NOW)).not.toBeNull();
    expect(needsLook(glimpse(), next)).toBe(true);
  });

  it('not when all is the same, whatever objects hold it', () => {
    expect(needsLook(glimpse(), structuredClone(base))).toBe(false);
    expect(needsLook(glimpse({ state: 'accepted', snapshot: snapshotOf(base) }), base)).toBe(false);
  });

  it('when it is closed and back, or decided on what no longer holds, or never digested', () => {
    expect(needsLook(glimpse({ state: 'gone' }), base)).toBe(true);
    expect(needsLook(glimpse({ state: 'fixed' }), base)).toBe(true);
    expect(needsLook(glimpse({ fingerprint: '' }), base)).toBe(true);
    const milder = { ...snapshotOf(base), outcomeRank: 1 };
    expect(needsLook(glimpse({ state: 'accepted', snapshot: milder }), base)).toBe(true);
  });

  it('not when nothing is stored and nothing is affected; closed once when it is gone', () => {
    expect(needsLook(undefined, { ...base, verdict: 'not_affected' })).toBe(false);
    expect(needsLook(undefined, base)).toBe(true);
    expect([needsClosing(glimpse()), needsClosing(glimpse({ state: 'gone' }))]).toEqual([true, false]);
  });
});
