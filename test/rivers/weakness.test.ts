import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estate } from '../../src/estate/domain.ts';
import { applyImport, previewImport } from '../../src/estate/index.ts';
import { linkObjects } from '../../src/estate/link-objects.ts';
import { changeObject, createObject } from '../../src/estate/save-object.ts';
import { acceptRisk } from '../../src/exposure/accept-risk.ts';
import type { Finding } from '../../src/exposure/contract.ts';
import { exposure } from '../../src/exposure/domain.ts';
import { expireDecisions } from '../../src/exposure/expire-decisions.ts';
import { reopen } from '../../src/exposure/reopen.ts';
import { sendDigest } from '../../src/exposure/send-digest.ts';
import { systemActor } from '../../src/platform/auth/actor.ts';
import { insertUser, updateUser } from '../../src/platform/auth/store/users.ts';
import { ConfigSchema } from '../../src/platform/config/config.ts';
import type { Domain } from '../../src/platform/domain.ts';
import { createDispatcher, type Dispatcher } from '../../src/platform/events/dispatch.ts';
import { createFiles } from '../../src/platform/files/store-files.ts';
import { createMail } from '../../src/platform/mail/send.ts';
import { steer } from '../../src/steer/domain.ts';
import { watch } from '../../src/watch/domain.ts';
import { importFeedFile } from '../../src/watch/import-feed-file.ts';
import { type TestApp, testApp } from '../kit/app.ts';
import { type ReceivedMail, smtpSink } from '../kit/smtp-sink.ts';

const domains: readonly Domain[] = [estate, watch, exposure, steer];
const ID = 'CVE-2030-0001';

const record = (fixedIn: string, updated: string) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: {
    cveId: ID,
    assignerOrgId: '00000000-0000-4000-8000-000000000001',
    assignerShortName: 'lagon',
    state: 'PUBLISHED',
    datePublished: '2030-01-01T00:00:00Z',
    dateUpdated: updated,
  },
  containers: {
    cna: {
      providerMetadata: {
        orgId: '00000000-0000-4000-8000-000000000001',
        shortName: 'lagon',
        dateUpdated: updated,
      },
      title: 'Guichet laisse entrer sans mot de passe',
      descriptions: [{ lang: 'fr', value: 'Une page d’administration répond à tous.' }],
      affected: [
        {
          vendor: 'lagon',
          product: 'guichet',
          defaultStatus: 'unaffected',
          versions: [{ version: '1.0', lessThan: fixedIn, status: 'affected', versionType: 'semver' }],
        },
      ],
      metrics: [
        {
          cvssV3_1: {
            version: '3.1',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            baseScore: 9.8,
            baseSeverity: 'CRITICAL',
          },
        },
      ],
    },
  },
});
const kev = (ids: readonly string[], version: string) => ({
  title: 'CISA Catalog of Known Exploited Vulnerabilities',
  catalogVersion: version,
  dateReleased: '2030-01-05T00:00:00.000Z',
  count: ids.length,
  vulnerabilities: ids.map((cveID) => ({
    cveID,
    vendorProject: 'Lagon',
    product: 'Guichet',
    vulnerabilityName: 'x',
    dateAdded: '2030-01-05',
    shortDescription: 'x',
    requiredAction: 'x',
    dueDate: '2030-01-26',
    knownRansomwareCampaignUse: 'Unknown',
    notes: '',
  })),
});
const sbom = (version: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', name: 'srv-guichet' } },
  components: [
    {
      type: 'application',
      'bom-ref': 'g',
      name: 'guichet',
      version,
      cpe: `cpe:2.3:a:lagon:guichet:${version}:*:*:*:*:*:*:*`,
    },
  ],
});

let t: TestApp;
let river: Dispatcher;
const folder = mkdtempSync(join(tmpdir(), 'vigie-river-'));

beforeAll(async () => {
  t = await testApp({ domains, now: '2030-01-02T00:00:00Z' });
  t.p.files = createFiles(folder);
  river = createDispatcher(
    domains.flatMap((d) => d.listeners ?? []),
    t.p.clock.now,
  );
  t.p.events = river.bus;
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const feed = (feedId: string, document: unknown) =>
  importFeedFile(t.p, systemActor, {
    feedId,
    name: `${feedId}.json`,
    content: Readable.from([Buffer.from(JSON.stringify(document))]),
  });
const findings = async (query = ''): Promise<Finding[]> =>
  (
    await t.as('reader')({ url: `/api/exposure/findings?state=open,planned,accepted,fixed,gone${query}` })
  ).json().items;
async function importSbom(version: string) {
  const preview = await previewImport(t.p, systemActor, {
    name: 'guichet.cdx.json',
    content: Readable.from([Buffer.from(JSON.stringify(sbom(version)))]),
    options: { newAsset: { name: 'srv-guichet', kind: 'host' } },
  });
  return applyImport(t.p, systemActor, preview.id);
}

describe('the weakness river', () => {
  it('brings one record from the outside world to the public service it hurts', async () => {
    await importSbom('1.2.0');
    const asset = (await t.as('reader')({ url: '/api/estate/assets?q=srv-guichet' })).json().items[0];
    const service = await createObject(t.p, systemActor, 'service', {
      name: 'Guichet en ligne',
      needD: 4,
      needI: 3,
      needC: 3,
      needP: 2,
      users: 41_000,
      regime: 'RGSNC',
      opening: [],
      peaks: [],
      homologation: 'none',
    });
    await linkObjects(t.p, systemActor, {
      from: { kind: 'service', id: service.id },
      to: { kind: 'asset', id: asset.id },
      type: 'needs',
      isDegraded: false,
    });
    await river.drain(t.p);
    expect(await findings()).toEqual([]);

    await feed('cve5', record('1.3.0', '2030-01-02T00:00:00Z'));
    await river.drain(t.p);
    const [finding, ...others] = await findings();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      vulnerabilityId: ID,
      verdict: 'affected',
      severity: 'critical',
      state: 'open',
      version: '1.2.0',
      serviceCount: 1,
      userCount: 41_000,
    });

    const detail = (await t.as('reader')({ url: `/api/exposure/findings/${finding?.id}` })).json();
    expect(detail.reasons[0]).toMatchObject({ source: 'cna', vote: 'affected', compared: '1.2.0' });
    expect(detail.services[0]).toMatchObject({
      name: 'Guichet en ligne',
      path: [{ kind: 'asset' }, { kind: 'service' }],
    });
    expect(detail.decision.inputs.find((i: { name: string }) => i.name === 'exposed')).toMatchObject({
      isAssumed: true,
    });
  });

  it('reads the same record again without a line in the story', async () => {
    const before = (
      await t.as('reader')({ url: `/api/exposure/findings/${(await findings())[0]?.id}` })
    ).json();
    await feed('cve5', record('1.3.0', '2030-01-02T00:00:00Z'));
    await river.drain(t.p);
    const after = (await t.as('reader')({ url: `/api/exposure/findings/${before.id}` })).json();
    expect(after.changes).toEqual(before.changes);
    expect(after.versionNo).toBe(before.versionNo);
  });

  it('reopens an accepted risk when exploitation becomes known, and when the acceptance ends', async () => {
    const [finding] = await findings();
    const ids = [finding?.id ?? ''];
    const accepted = await acceptRisk(t.p, systemActor, {
      ids,
      reason: 'Filtré au pare-feu',
      until: '2030-02-15',
    });
    expect(accepted).toEqual({ done: ids, refused: [] });
    expect((await findings())[0]?.state).toBe('accepted');

    t.p.clock.set('2030-01-06T00:00:00Z');
    await feed('cisa-kev', kev([ID], '2030.01.05'));
    await river.drain(t.p);
    const [reopened] = await findings();
    expect(reopened).toMatchObject({ state: 'open', isKev: true });
    const story = (await t.as('reader')({ url: `/api/exposure/findings/${reopened?.id}` })).json();
    expect(story.decisions[0].endReason).toBe('trigger:kev');

    await acceptRisk(t.p, systemActor, { ids, reason: 'Encore filtré', until: '2030-01-20' });
    t.p.clock.set('2030-01-21T00:00:00Z');
    expect(await expireDecisions(t.p)).toEqual({ reopened: 1 });
    expect((await findings())[0]?.state).toBe('open');
  });

  it('closes as fixed when the inventory shows a version beyond the range, and keeps the component of before', async () => {
    const applied = await importSbom('1.3.0');
    expect(applied.summary).toMatchObject({ changed: 1, added: 0, absent: 0 });
    await river.drain(t.p);
    expect((await findings())[0]?.state).toBe('fixed');
    expect((await importSbom('1.3.0')).summary).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it('comes back when the editor finds that the fix was not one', async () => {
    await feed('cve5', record('1.4.0', '2030-01-22T00:00:00Z'));
    await river.drain(t.p);
    const [finding] = await findings();
    expect(finding).toMatchObject({ state: 'open', version: '1.3.0' });
  });

  it('is told in the morning brief with its service, and every decision is in the journal', async () => {
    const brief = (await t.as('ciso')({ url: '/api/steer/brief?since=2030-01-01T00:00:00Z' })).json();
    expect(brief.todo[0]).toMatchObject({
      vulnerabilityId: ID,
      isKev: true,
      services: [{ name: 'Guichet en ligne' }],
      users: 41_000,
    });
    expect(brief.services[0]).toMatchObject({
      name: 'Guichet en ligne',
      facets: { security: { level: 'reached' }, procedures: { level: 'unknown' } },
    });
    expect(brief.changes.map((c: { kind: string }) => c.kind)).toEqual(
      expect.arrayContaining(['opened', 'kev', 'reopened', 'fixed', 'back']),
    );
  });

  it('is mailed to those who asked: each day, or each week for the week, and by one line a vulnerability', async () => {
    const sink = await smtpSink();
    const { db, clock } = t.p;
    t.p.mail = createMail(ConfigSchema.parse({ smtpUrl: sink.url }), db, clock);
    const people = [
      ['hina@tavea.example', 'fr', 'daily', 'active'],
      ['john@tavea.example', 'en', 'daily', 'active'],
      ['ferme@tavea.example', 'fr', 'daily', 'active'],
      ['paul@tavea.example', 'fr', 'weekly', 'active'],
      ['ines@tavea.example', 'fr', 'never', 'active'],
      ['parti@tavea.example', 'fr', 'daily', 'disabled'],
    ] as const;
    for (const [email, locale, digest, state] of people) {
      await insertUser(db, {
        id: email,
        email,
        name: email,
        roles: ['reader'],
        state,
        locale,
        created_at: clock.now(),
      });
      await updateUser(db, email, { digest });
    }
    sink.closed.add('ferme@tavea.example');
    const sentTo = () => sink.mails.splice(0).map((m) => [m.to[0], m]) as [string, ReceivedMail][];

    // A Tuesday: the daily ones, and the weekly ones because nothing was ever sent.
    clock.set('2030-01-22T20:00:00Z');
    expect(await sendDigest(t.p)).toMatchObject({ changes: 1, recipients: 3, refused: 1 });
    const mails = new Map(sentTo());
    expect([...mails.keys()].sort()).toEqual([
      'hina@tavea.example',
      'john@tavea.example',
      'paul@tavea.example',
    ]);
    const french = mails.get('hina@tavea.example');
    expect(french?.subject).toBe('Vigie\u00a0: 1 changement à connaître');
    expect(french?.text).toContain(`${ID}\u00a0: Guichet laisse entrer sans mot de passe`);
    expect(french?.text).toContain('Touche 1 service public, 41\u202f000 usagers.');
    expect(french?.text).toContain('http://127.0.0.1:8420/expositions');
    expect(french?.text.match(/CVE-2030-0001/g)).toHaveLength(1);
    expect(mails.get('john@tavea.example')?.text).toContain('41,000');

    // The same day again: nothing new, no mail.
    expect(await sendDigest(t.p)).toMatchObject({ changes: 0, recipients: 0 });
    expect(sink.mails).toEqual([]);

    // Wednesday, a change: the daily ones hear of it now, the weekly ones on Monday.
    clock.set('2030-01-23T20:00:00Z');
    await importSbom('1.4.0');
    await river.drain(t.p);
    expect(await sendDigest(t.p)).toMatchObject({ recipients: 2, refused: 1 });
    expect(
      sentTo()
        .map(([to]) => to)
        .sort(),
    ).toEqual(['hina@tavea.example', 'john@tavea.example']);
    clock.set('2030-01-27T19:30:00Z'); // Monday, 6:30 in Nouméa
    await sendDigest(t.p);
    expect(sentTo().map(([to]) => to)).toEqual(['paul@tavea.example']);

    // The whole server refuses: nothing counts as sent, and the next try tells it all.
    await importSbom('1.3.0');
    await river.drain(t.p);
    for (const [email] of people) sink.closed.add(email);
    await expect(sendDigest(t.p)).rejects.toMatchObject({ code: 'platform.mail-refused', kind: 'theirs' });
    sink.closed.clear();
    expect(await sendDigest(t.p)).toMatchObject({ changes: 1, recipients: 3, refused: 0 });
    await sink.close();
  });

  it('lets an owner plan what hurts their own services, and not in the place of what others decided', async () => {
    const [finding] = await findings('&state=open');
    const ids = [finding?.id ?? ''];
    const plan = async () =>
      (
        await t.as('service-owner')({
          method: 'POST',
          url: '/api/exposure/findings/plan',
          payload: { ids, reason: 'Mise à jour dimanche', until: '2030-02-20' },
        })
      ).json();
    expect(await plan()).toEqual({ done: [], refused: [{ id: ids[0], code: 'exposure.finding-not-yours' }] });
    const person = await createObject(t.p, systemActor, 'person', { name: 'Paul Kaleo', userId: 'u-test' });
    const { items } = (await t.as('reader')({ url: '/api/estate/services?q=Guichet' })).json();
    await changeObject(t.p, systemActor, 'service', items[0].id, {
      versionNo: items[0].versionNo,
      data: { ownerId: person.id },
    });
    await acceptRisk(t.p, systemActor, { ids, reason: 'Filtré au pare-feu', until: '2030-02-15' });
    expect(await plan()).toEqual({ done: [], refused: [{ id: ids[0], code: 'exposure.finding-decided' }] });
    expect((await findings())[0]?.state).toBe('accepted');
    await reopen(t.p, systemActor, { ids, reason: 'Le filtre est tombé' });
    expect(await plan()).toEqual({ done: ids, refused: [] });
    expect((await findings())[0]?.state).toBe('planned');
  });
});
