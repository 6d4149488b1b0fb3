import { describe, expect, it } from 'vitest';
import { deadlineOf, endOfDay } from './deadline.ts';
import { type DigestLine, groupChanges } from './digest.ts';
import { type Assessment, productKeyOf } from './finding.ts';
import { reopenTriggers, type Snapshot } from './reopen.ts';
import { type Known, settleGone, settleKnown, settleNew, snapshotOf } from './settle.ts';

const NOW = new Date('2026-11-24T00:00:00Z');
const EARLIER = new Date('2026-11-20T00:00:00Z');

const base: Assessment = {
  key: 'a1|cpe:paloaltonetworks:pan-os|CVE-2024-3400',
  assetId: 'a1',
  assetName: 'fw-sud1',
  assetKind: 'appliance',
  exposed: 'no',
  productKey: 'cpe:paloaltonetworks:pan-os',
  product: 'PAN-OS',
  version: '10.2.8',
  componentIds: ['c1'],
  vulnerabilityId: 'CVE-2024-3400',
  title: 'Injection',
  verdict: 'affected',
  hasConflict: false,
  reasons: [{ source: 'cna', rule: 'cve5.range', vote: 'affected' }],
  method: '1',
  severity: 'critical',
  cvss: 10,
  epss: 0.2,
  isKev: false,
  decision: {
    policy: 'cisa-bod-26-04',
    policyVersion: '1',
    outcome: '14d',
    deadlineDays: 14,
    row: 3,
    inputs: [],
  },
  outcomeRank: 2,
  serviceCount: 3,
  userCount: 41_000,
};
const known = (change: Partial<Known> = {}): Known => ({
  id: 'f1',
  key: base.key,
  state: 'open',
  assessment: base,
  outcomeSince: EARLIER,
  fingerprint: '',
  snapshot: null,
  ...change,
});

describe('settling a finding', () => {
  it('opens for affected and for unknown, never for not affected', () => {
    expect(settleNew(base, NOW)).toMatchObject({ state: 'open', outcomeSince: NOW });
    expect(settleNew({ ...base, verdict: 'unknown' }, NOW)?.state).toBe('open');
    expect(settleNew({ ...base, verdict: 'not_affected' }, NOW)).toBeNull();
  });

  it('says nothing when nothing a reader sees is different, whatever the order of stored keys', () => {
    const reasons = [{ vote: 'affected' as const, rule: 'cve5.range', source: 'cna' }];
    expect(settleKnown(known(), { ...base, reasons }, NOW)).toBeNull();
  });

  it('rewrites the day’s EPSS in place, without a line in the story', () => {
    expect(settleKnown(known(), { ...base, epss: 0.21 }, NOW)).toMatchObject({ changes: [], state: 'open' });
  });

  it('restarts the clock when the outcome gets stricter, not when it eases', () => {
    const strict = { ...base, decision: { ...base.decision, outcome: '3d' }, outcomeRank: 3 };
    expect(settleKnown(known(), strict, NOW)?.outcomeSince).toBe(NOW);
    const eased = { ...base, decision: { ...base.decision, outcome: '60d' }, outcomeRank: 1 };
    expect(settleKnown(known(), eased, NOW)?.outcomeSince).toBe(EARLIER);
  });

  it('is fixed when another version is not affected, and gone when the same version is cleared', () => {
    expect(settleKnown(known(), { ...base, verdict: 'not_affected', version: '10.2.9-h1' }, NOW)?.state).toBe(
      'fixed',
    );
    expect(settleKnown(known(), { ...base, verdict: 'not_affected' }, NOW)?.state).toBe('gone');
    expect(settleGone(known())?.state).toBe('gone');
    expect(settleGone(known({ state: 'gone' }))).toBeNull();
  });

  it('comes back open when a closed one is affected again', () => {
    expect(settleKnown(known({ state: 'fixed' }), base, NOW)).toMatchObject({
      state: 'open',
      changes: [{ kind: 'back' }],
    });
  });

  it('reopens an accepted risk when exploitation is observed, and keeps it otherwise', () => {
    const accepted = known({ state: 'accepted', snapshot: snapshotOf(base) });
    expect(settleKnown(accepted, base, NOW)).toBeNull();
    expect(settleKnown(accepted, { ...base, isKev: true }, NOW)).toMatchObject({
      state: 'open',
      reopened: ['kev'],
    });
  });
});

describe('reopening triggers', () => {
  const then: Snapshot = {
    isKev: false,
    epss: 0.2,
    exposed: 'no',
    version: '1',
    outcome: '14d',
    outcomeRank: 2,
  };
  it.each([
    ['nothing changed', {}, []],
    ['a small rise of EPSS', { epss: 0.35 }, []],
    ['EPSS over the floor', { epss: 0.36 }, ['epss']],
    ['an exposure', { exposed: 'yes' as const, outcomeRank: 3 }, ['exposed']],
    ['another version', { version: '2' }, ['version']],
    ['a stricter table', { outcomeRank: 3 }, ['outcome']],
    ['an eased outcome', { outcomeRank: 1 }, []],
  ])('%s', (_, change, expected) => expect(reopenTriggers(then, { ...then, ...change })).toEqual(expected));
});

describe('deadlines', () => {
  it('fall at 17:00 local time, counted in local days', () => {
    const at = deadlineOf(new Date('2026-11-23T20:12:00Z'), 3, 'Pacific/Noumea');
    expect(at?.toISOString()).toBe('2026-11-27T06:00:00.000Z');
  });
  it('keep their hour across a clock change', () => {
    const at = deadlineOf(new Date('2026-03-27T10:00:00Z'), 3, 'Europe/Paris');
    expect(at?.toISOString()).toBe('2026-03-30T15:00:00.000Z');
  });
  it('do not exist when the table sets no term', () => expect(deadlineOf(NOW, null, 'UTC')).toBeNull());
  it('an expiry holds to the end of its local day', () => {
    expect(endOfDay('2026-12-31', 'Pacific/Noumea').toISOString()).toBe('2026-12-31T12:59:59.000Z');
  });
});

describe('a product’s key', () => {
  it.each([
    [{ purl: 'pkg:npm/lodash@4.17.4?x=y', name: 'lodash' }, 'pkg:npm/lodash'],
    [
      { cpe: 'cpe:2.3:o:paloaltonetworks:pan-os:10.2.8:*:*:*:*:*:*:*', name: 'PAN-OS' },
      'cpe:o:paloaltonetworks:pan-os',
    ],
    [{ cpe: 'cpe:/a:apache:tomcat:8.5.87', name: 'Tomcat' }, 'cpe:a:apache:tomcat'],
    [{ name: 'GLPI', vendor: 'Teclib', product: null }, 'name:teclib:glpi'],
  ])('%j', (component, key) => expect(productKeyOf(component)).toBe(key));
});

describe('the digest', () => {
  const line: DigestLine = {
    findingId: 'f1',
    kind: 'opened',
    before: null,
    after: null,
    vulnerabilityId: 'CVE-2024-3400',
    title: 'Injection',
    product: 'PAN-OS',
    version: '10.2.8',
    assetName: 'fw-sud1',
    severity: 'critical',
    verdict: 'affected',
    serviceCount: 3,
    userCount: 41_000,
  };
  it('tells one line a vulnerability, worst first', () => {
    const groups = groupChanges([
      { ...line, vulnerabilityId: 'CVE-2024-6387', findingId: 'f9', severity: 'high' },
      line,
      { ...line, findingId: 'f2', assetName: 'fw-sud2', kind: 'kev' },
    ]);
    expect(groups.map((g) => g.vulnerabilityId)).toEqual(['CVE-2024-3400', 'CVE-2024-6387']);
    expect(groups[0]).toMatchObject({
      kinds: ['opened', 'kev'],
      assets: ['fw-sud1', 'fw-sud2'],
      products: ['PAN-OS 10.2.8'],
    });
  });
  it('is silent about owners, and about what opened and closed in between', () => {
    expect(groupChanges([{ ...line, kind: 'assigned' }])).toEqual([]);
    expect(groupChanges([line, { ...line, kind: 'gone' }])).toEqual([]);
  });
});
