import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { estate } from '../../src/estate/domain.ts';
import { applyImport, previewImport } from '../../src/estate/index.ts';
import { exposure } from '../../src/exposure/domain.ts';
import { proposeIdentities } from '../../src/exposure/propose-identities.ts';
import type { Role } from '../../src/platform/auth/actor.ts';
import { systemActor } from '../../src/platform/auth/actor.ts';
import { createDispatcher, type Dispatcher } from '../../src/platform/events/dispatch.ts';
import { createFiles } from '../../src/platform/files/store-files.ts';
import { steer } from '../../src/steer/domain.ts';
import { watch } from '../../src/watch/domain.ts';
import { importFeedFile } from '../../src/watch/import-feed-file.ts';
import { type TestApp, testApp } from '../kit/app.ts';

const domains = [estate, watch, exposure, steer];
let t: TestApp;
let river: Dispatcher;
let dir = '';
beforeAll(async () => {
  t = await testApp({ domains, now: '2030-01-05T00:00:00Z' });
  dir = mkdtempSync(join(tmpdir(), 'vigie-identities-'));
  t.p.files = createFiles(dir);
  river = createDispatcher(
    domains.flatMap((d) => d.listeners ?? []),
    t.p.clock.now,
  );
  t.p.events = river.bus;
  await feed(
    cve('CVE-2030-0101', 'SolarWinds', 'Web Help Desk', '12.8.3'),
    cve('CVE-2030-0102', 'Redis', 'Agent', '9.0.0'),
    cve('CVE-2030-0103', 'Zabbix', 'Agent', '9.0.0'),
    cve('CVE-2030-0104', 'Lagon', 'Guichet', '2.0.0'),
  );
  await inventory('poste-1', [
    'SolarWinds Web Help Desk 12.7;12.7;',
    'Agent;3.0;',
    'Pilote maison;1;',
    'Guichet;1.0;Lagon Ltd',
  ]);
});
afterAll(async () => {
  await t.close();
  rmSync(dir, { recursive: true, force: true });
});

const ask = async (who: Role, method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await t.as(who)({ method, url: `/api/${url}`, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
};
const cve = (cveId: string, vendor: string, product: string, lessThan: string) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: {
    cveId,
    assignerOrgId: '00000000-0000-4000-8000-000000000001',
    state: 'PUBLISHED',
    datePublished: '2030-01-02T00:00:00Z',
    dateUpdated: '2030-01-03T00:00:00Z',
  },
  containers: {
    cna: {
      providerMetadata: { orgId: '00000000-0000-4000-8000-000000000001' },
      descriptions: [{ lang: 'en', value: `A flaw in ${product}.` }],
      affected: [
        {
          vendor,
          product,
          defaultStatus: 'unaffected',
          versions: [{ version: '0', status: 'affected', lessThan, versionType: 'semver' }],
        },
      ],
    },
  },
});
async function feed(...records: object[]) {
  for (const record of records)
    await importFeedFile(t.p, systemActor, {
      feedId: 'cve5',
      name: 'cve.json',
      content: Readable.from([Buffer.from(JSON.stringify(record))]),
    });
  await river.drain(t.p);
}
async function inventory(asset: string, lines: string[]) {
  const text = ['Ordinateur;Logiciel;Version;Éditeur', ...lines.map((l) => `${asset};${l}`)].join('\n');
  const preview = await previewImport(t.p, systemActor, {
    name: 'logiciels.csv',
    content: Readable.from([Buffer.from(text)]),
    options: {},
  });
  await applyImport(t.p, systemActor, preview.id);
  await river.drain(t.p);
}
const open = async () => (await ask('reader', 'GET', 'estate/identities')).body.items;
const label = async (name: string) =>
  (await open()).find((row: { name: string }) => row.name.toLowerCase() === name.toLowerCase());
const decide = async (...items: object[]) => {
  const out = await ask('operator', 'POST', 'estate/identities/decide', { items });
  await river.drain(t.p);
  return out;
};
const verdicts = async () =>
  (await ask('reader', 'GET', 'exposure/findings?state=open')).body.items
    .map((f: { vulnerabilityId: string; verdict: string; asset: { name: string } }) =>
      [f.vulnerabilityId, f.asset.name, f.verdict].join(' '),
    )
    .sort();
const actions = async () =>
  (
    await sql<{
      action: string;
    }>`select action from platform_journal where action like 'estate.identity.%' order by seq`.execute(t.p.db)
  ).rows.map((r) => r.action.replace('estate.identity.', ''));

describe('the identity registry', () => {
  let confirmed = '';

  test('lists what no source can be held to, with what it may be and why; a product that sources name is no question', async () => {
    const rows = await open();
    expect(rows.map((r: { name: string }) => r.name).sort()).toEqual([
      'Agent',
      'Pilote maison',
      'SolarWinds Web Help Desk',
    ]);
    const desk = await label('SolarWinds Web Help Desk');
    expect(desk).toMatchObject({ assets: 1, components: 1, versions: ['12.7'], services: [] });
    expect(desk.candidates[0]).toMatchObject({ vendor: 'SolarWinds', product: 'Web Help Desk', records: 1 });
    expect(desk.candidates[0].reasons.map((r: { rule: string }) => r.rule)).toEqual([
      'same-name',
      'vendor-in-name',
    ]);
    expect((await label('Pilote maison')).candidates).toEqual([]);
    expect((await label('Agent')).candidates.map((c: { vendor: string }) => c.vendor).sort()).toEqual([
      'Redis',
      'Zabbix',
    ]);
    // By the name alone both are to be checked; the desk is silent, for its label is no product's name.
    expect(await verdicts()).toEqual([
      'CVE-2030-0102 poste-1 unknown',
      'CVE-2030-0103 poste-1 unknown',
      'CVE-2030-0104 poste-1 affected',
    ]);
  });

  test('the blind spot counts just the labels that the list shows', async () => {
    const { spots } = (await ask('reader', 'GET', 'steer/blind-spots')).body;
    const spot = spots.find((s: { kind: string }) => s.kind === 'labels-unidentified');
    expect(spot).toMatchObject({ count: 3, of: 4, href: '/patrimoine/identites' });
  });

  test('a reader decides nothing, an unknown label and an empty product are refused', async () => {
    const item = { label: '|agent', decision: 'ignore' };
    expect((await ask('reader', 'POST', 'estate/identities/decide', { items: [item] })).status).toBe(403);
    const out = await decide(
      { label: '|nothing', decision: 'ignore' },
      { label: '|agent', decision: 'confirm' },
      { label: '|agent', decision: 'confirm', product: { vendor: 'n/a', product: 'n/a' } },
      { label: '|agent', decision: 'confirm', product: { cpe: 'cpe:/nonsense' } },
      { label: '|pilote maison', decision: 'reject' },
    );
    expect(out.body.refused.map((r: { code: string }) => r.code)).toEqual([
      'estate.identity-unknown',
      'estate.identity-product',
      'estate.identity-product',
      'estate.identity-product',
      'estate.identity-product',
    ]);
    expect(await actions()).toEqual([]);
  });

  test('a confirmation is assessed at once and holds for the next asset and the next version', async () => {
    const desk = await label('SolarWinds Web Help Desk');
    const [{ vendor, product, cpe }] = desk.candidates;
    const out = await decide({ label: desk.label, decision: 'confirm', product: { vendor, product, cpe } });
    expect(out.body).toMatchObject({ assets: 1, refused: [] });
    confirmed = out.body.decisions[0];
    expect(await verdicts()).toContain('CVE-2030-0101 poste-1 affected');
    expect(await label('SolarWinds Web Help Desk')).toBeUndefined();
    await inventory('poste-2', [
      'SolarWinds Web Help Desk 12.8 (x64);12.8;',
      'solarwinds web help desk 12.9;12.9;',
    ]);
    expect(await label('SolarWinds Web Help Desk')).toBeUndefined();
    expect((await verdicts()).filter((v: string) => v.startsWith('CVE-2030-0101'))).toEqual([
      'CVE-2030-0101 poste-1 affected',
      'CVE-2030-0101 poste-2 affected',
    ]);
    // A record that comes later finds the components by the identity, not by their name.
    await feed(cve('CVE-2030-0105', 'SolarWinds', 'Web Help Desk', '13.0.0'));
    expect((await verdicts()).filter((v: string) => v.startsWith('CVE-2030-0105'))).toHaveLength(2);
  });

  test('a rejected pair is not proposed and not matched by name, nor with the next version; the other still is', async () => {
    const agent = await label('Agent');
    const redis = agent.candidates.find((c: { vendor: string }) => c.vendor === 'Redis');
    await decide({
      label: agent.label,
      decision: 'reject',
      product: { vendor: redis.vendor, product: redis.product, cpe: redis.cpe },
    });
    const still = () => verdicts().then((all: string[]) => all.filter((v) => /010[236]/.test(v)));
    expect(await still()).toEqual(['CVE-2030-0103 poste-1 unknown']);
    await inventory('poste-3', ['Agent;4.0;']);
    await feed(cve('CVE-2030-0106', 'Redis', 'Agent', '9.0.0'));
    await proposeIdentities(t.p);
    expect(await still()).toEqual(['CVE-2030-0103 poste-1 unknown', 'CVE-2030-0103 poste-3 unknown']);
    const after = await label('Agent');
    expect(after).toMatchObject({ assets: 2, rejected: 1 });
    expect(after.candidates.map((c: { vendor: string }) => c.vendor)).toEqual(['Zabbix']);
  });

  test('what needs no watch leaves the list and the matching, and is counted apart', async () => {
    const agent = await label('Agent');
    await decide({ label: agent.label, decision: 'ignore' }, { label: '|pilote maison', decision: 'ignore' });
    expect(await open()).toEqual([]);
    expect((await verdicts()).filter((v: string) => v.includes('0103'))).toEqual([]);
    expect((await ask('reader', 'GET', 'estate/identities/summary')).body).toMatchObject({
      open: 0,
      ignored: 2,
    });
    const { spots } = (await ask('reader', 'GET', 'steer/blind-spots')).body;
    expect(spots.some((s: { kind: string }) => s.kind === 'labels-unidentified')).toBe(false);
  });

  test('every decision is listed, journaled and can be taken back once', async () => {
    const list = (await ask('reader', 'GET', 'estate/identities/decisions?standing=true')).body;
    expect(list.items.map((d: { kind: string }) => d.kind).sort()).toEqual([
      'confirm',
      'ignore',
      'ignore',
      'reject',
    ]);
    const ids = list.items.map((d: { id: string }) => d.id);
    expect((await ask('reader', 'POST', 'estate/identities/undo', { ids })).status).toBe(403);
    expect((await ask('operator', 'POST', 'estate/identities/undo', { ids })).status).toBe(200);
    await river.drain(t.p);
    expect((await ask('operator', 'POST', 'estate/identities/undo', { ids: [confirmed] })).status).toBe(409);
    expect((await ask('operator', 'POST', 'estate/identities/undo', { ids: ['nope'] })).status).toBe(404);
    expect((await open()).map((r: { name: string }) => r.name).sort()).toEqual([
      'Agent',
      'Pilote maison',
      'SolarWinds Web Help Desk',
    ]);
    expect((await label('Agent')).candidates).toHaveLength(2);
    const now = await verdicts();
    expect(now.filter((v: string) => v.startsWith('CVE-2030-0101'))).toEqual([]);
    expect(now.filter((v: string) => v.startsWith('CVE-2030-0102'))).toEqual([
      'CVE-2030-0102 poste-1 unknown',
      'CVE-2030-0102 poste-3 unknown',
    ]);
    expect(await actions()).toEqual([
      'confirm',
      'reject',
      'ignore',
      'ignore',
      'undo',
      'undo',
      'undo',
      'undo',
    ]);
  });
});
