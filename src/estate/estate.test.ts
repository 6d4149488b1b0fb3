import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/kit/app.ts';
import type { Role } from '../platform/auth/actor.ts';
import { systemActor } from '../platform/auth/actor.ts';
import { createFiles } from '../platform/files/store-files.ts';
import { estate } from './domain.ts';
import {
  countBlindSpots,
  importInventory,
  loadDemoEstate,
  loadServiceGraph,
  loadServices,
  servicesReached,
  streamComponents,
} from './index.ts';

let t: TestApp;
let dir = '';
beforeAll(async () => {
  t = await testApp({ domains: [estate] });
  dir = mkdtempSync(join(tmpdir(), 'vigie-estate-'));
  t.p.files = createFiles(join(dir, 'files'));
});
afterAll(async () => {
  await t.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => {
  t.p.emitted.length = 0;
});

async function ask(who: Role, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const answer = await t.as(who)({ method, url: `/api/estate/${url}`, ...(payload ? { payload } : {}) });
  const isJson = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: isJson ? answer.json() : answer.body };
}
const create = async (path: string, data: object) => (await ask('operator', 'POST', path, data)).body;
const service = (name: string, more: object = {}) =>
  create('services', { name, needD: 3, needI: 3, needC: 2, needP: 1, users: 120, ...more });
const lastEntry = async () =>
  (
    await sql<{ action: string }>`select action from platform_journal order by seq desc limit 1`.execute(
      t.p.db,
    )
  ).rows[0]?.action;

const bom = (...names: string[]) =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name: 'guichet', version: '2.1' } },
    components: names.map((n) => {
      const [name, version] = n.split('@');
      return { type: 'library', 'bom-ref': n, name, version, purl: `pkg:npm/${n}` };
    }),
  });
async function upload(content: string, options: object, name = 'guichet.cdx.json') {
  const boundary = 'xVigieTestx';
  const payload = [
    `--${boundary}\r\ncontent-disposition: form-data; name="options"\r\n\r\n${JSON.stringify(options)}\r\n`,
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/json\r\n\r\n${content}\r\n`,
    `--${boundary}--\r\n`,
  ].join('');
  const answer = await t.as('operator')({
    method: 'POST',
    url: '/api/estate/imports',
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  return { status: answer.statusCode, body: answer.json() };
}
const counts = (row: { summary: Record<string, unknown> }) => {
  const { added, changed, unchanged, absent } = row.summary;
  return `+${added} ~${changed} =${unchanged} -${absent}`;
};
const componentsOf = async (assetId: string) => {
  const names: string[] = [];
  for await (const batch of streamComponents(t.p.db, { assetIds: [assetId] }))
    names.push(...batch.map((c) => `${c.name}@${c.version}`));
  return names.sort();
};

describe('sheets', () => {
  test('a change writes what was sent and nothing else, and is journaled', async () => {
    const made = await service('État civil', { degradedMode: 'Guichet papier', rtoHours: 24 });
    expect(made).toMatchObject({ versionNo: 1, users: 120, regime: 'RGSNC', prevalence: null });
    const url = `services/${made.id}`;
    const changed = await ask('operator', 'PATCH', url, { versionNo: 1, data: { prevalence: 'essential' } });
    expect(changed.body).toEqual({ ...made, versionNo: 2, prevalence: 'essential' });
    expect(await lastEntry()).toBe('estate.service.changed');
    expect((await loadServices(t.p.db, [made.id])).get(made.id)).toMatchObject({ prevalence: 'essential' });
    expect(t.p.emitted.map((e) => e.name)).toEqual(['estate.graph.changed', 'estate.graph.changed']);
  });

  test('who reads the register of processings is in the journal, once in ten minutes for each thing read', async () => {
    const made = (
      await ask('dpo', 'POST', 'processings', {
        ...{ name: 'État civil, actes', purpose: 'Tenir les registres', legalBasis: 'Code civil' },
      })
    ).body;
    const readings = async () =>
      (
        await sql<{ action: string; object_label: string | null }>`select action, object_label
          from platform_journal where action in ('estate.processing.read', 'estate.processing.exported')
          order by seq`.execute(t.p.db)
      ).rows.map((r) => [r.action.split('.')[2], r.object_label].filter(Boolean).join(' '));
    expect((await ask('reader', 'GET', `processings/${made.id}`)).status).toBe(403);
    expect(await readings()).toEqual([]);
    for (let i = 0; i < 2; i++) {
      await ask('dpo', 'GET', 'processings');
      await ask('dpo', 'GET', `processings/${made.id}`);
      await ask('dpo', 'GET', 'processings?format=csv');
    }
    const twice = ['read', 'read État civil, actes', 'exported', 'exported'];
    expect(await readings()).toEqual(twice);
    t.p.clock.advance(11 * 60_000);
    await ask('dpo', 'GET', 'processings');
    const serving = await service('Registre', {});
    await ask('dpo', 'GET', `services/${serving.id}/sheet`);
    expect(await readings()).toEqual([...twice, 'read']);
  });

  test('who saves a sheet that changed meanwhile is told, and gets what it is now', async () => {
    const made = await service('Cadastre');
    const url = `services/${made.id}`;
    await ask('operator', 'PATCH', url, { versionNo: 1, data: { users: 7 } });
    const late = await ask('operator', 'PATCH', url, { versionNo: 1, data: { users: 9 } });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'estate.changed-meanwhile' });
    expect(JSON.stringify(late.body)).toContain('"users":7');
    expect((await ask('reader', 'GET', url)).body.users).toBe(7);
  });

  test.each([
    ['a need beyond 4', { needD: 5 }],
    ['an unknown field', { colour: 'red' }],
    ['a name made of spaces', { name: '   ' }],
  ])('%s is refused', async (_, data) => {
    const made = await service('Douane');
    expect((await ask('operator', 'PATCH', `services/${made.id}`, { versionNo: 1, data })).status).toBe(400);
  });

  test('a person in charge changes the services that are theirs, and no other', async () => {
    const mine = await create('people', { name: 'Hina R.', userId: 'u-test' });
    const other = await create('people', { name: 'Paul K.' });
    const own = await service('Bourses', { ownerId: mine.id });
    const not = await service('Paie', { ownerId: other.id });
    const change = { versionNo: 1, data: { users: 1 } };
    expect((await ask('service-owner', 'PATCH', `services/${own.id}`, change)).status).toBe(200);
    const refused = await ask('service-owner', 'PATCH', `services/${not.id}`, change);
    expect(refused).toMatchObject({ status: 403, body: { code: 'estate.not-yours' } });
    expect((await ask('service-owner', 'POST', `services/${not.id}/retire`, { versionNo: 1 })).status).toBe(
      403,
    );
    expect((await ask('reader', 'PATCH', `services/${own.id}`, change)).status).toBe(403);
    expect((await ask('operator', 'PATCH', `services/${not.id}`, change)).status).toBe(200);
  });

  test('a reference belongs to one asset in use; one taken out of use gives it back', async () => {
    const first = await create('assets', { name: 'srv-1', ref: 'INV-7', kind: 'host' });
    const second = { name: 'srv-2', ref: 'inv-7', kind: 'host' };
    const taken = await ask('operator', 'POST', 'assets', second);
    expect(taken).toMatchObject({ status: 409, body: { code: 'estate.ref-taken' } });
    await ask('operator', 'POST', `assets/${first.id}/retire`, { versionNo: 1 });
    expect((await ask('operator', 'POST', 'assets', second)).status).toBe(201);
  });

  test('a list leaves as CSV with formulas made inert', async () => {
    await create('suppliers', { name: '=cmd|calc', contactName: '+33' });
    const { body } = await ask('reader', 'GET', 'suppliers?format=csv');
    expect(body).toContain("'=cmd|calc;'+33");
  });
});

describe('links', () => {
  test('a circle is refused with its path, and a service shows what it rests on', async () => {
    const s = await service('Portail');
    const app = await create('applications', { name: 'Guichet' });
    const host = await create('assets', { name: 'guichet-01', kind: 'host', exposed: 'yes' });
    const ends = { s: { kind: 'service', id: s.id }, a: { kind: 'application', id: app.id } };
    const h = { kind: 'asset', id: host.id };
    for (const link of [
      { from: ends.s, to: ends.a },
      { from: ends.a, to: h, isDegraded: true },
    ])
      expect((await ask('operator', 'POST', 'links', link)).status).toBe(200);
    const other = await create('applications', { name: 'Annuaire' });
    const o = { kind: 'application', id: other.id };
    await ask('operator', 'POST', 'links', { from: ends.a, to: o });
    const circle = await ask('operator', 'POST', 'links', { from: o, to: ends.a });
    expect(circle).toMatchObject({ status: 422, body: { code: 'estate.link-cycle' } });
    expect(JSON.stringify(circle.body)).toMatch(/Annuaire → Guichet → Annuaire/);
    expect((await ask('operator', 'POST', 'links', { from: h, to: ends.s })).body.code).toBe(
      'estate.link-kind',
    );

    const sheet = (await ask('reader', 'GET', `services/${s.id}/sheet`)).body;
    expect(sheet.assets).toEqual([
      { id: host.id, name: 'guichet-01', kind: 'host', exposed: 'yes', components: 0, degraded: true },
    ]);
    const reached = (await ask('reader', 'GET', `assets/${host.id}/sheet`)).body.services;
    expect(reached).toMatchObject([{ id: s.id, degraded: true, users: 120 }]);
    expect(reached[0].path.map((n: { name: string }) => n.name)).toEqual([
      'guichet-01',
      'Guichet',
      'Portail',
    ]);

    await ask('operator', 'POST', 'links/remove', { from: ends.a, to: h });
    expect(servicesReached(await loadServiceGraph(t.p.db), host.id)).toEqual([]);
  });
});

describe('inventories', () => {
  test('a letter that cannot be stored is replaced, and the rest is read as it is', async () => {
    const spoiled = bom('lodash@4.17.20', 'ws@8.0.0').replace('"name":"ws"', '"name":"w\\u0000s\\ud800"');
    const { status, body } = await upload(spoiled, { newAsset: { name: 'spoiled-01', kind: 'host' } });
    expect([status, body.state]).toEqual([201, 'previewed']);
    expect((await ask('operator', 'POST', `imports/${body.id}/apply`)).body.state).toBe('applied');
    const [asset] = (await ask('reader', 'GET', 'assets?q=spoiled-01')).body.items;
    expect(await componentsOf(asset.id)).toEqual(['lodash@4.17.20', 'w\uFFFDs\uFFFD@8.0.0']);
  });

  test('a large import is written by pieces; cut in the middle it stays to be applied, and applying it does the rest', async () => {
    const names = Array.from({ length: 2500 }, (_, i) => `library-${i}@1.${i}`);
    const { body } = await upload(bom(...names), { newAsset: { name: 'big-01', kind: 'host' } });
    const { emit } = t.p.events;
    let pieces = 0;
    t.p.events.emit = async (...event) => {
      if (++pieces === 2) throw new Error('power cut');
      await emit(...event);
    };
    await ask('operator', 'POST', `imports/${body.id}/apply`);
    t.p.events.emit = emit;
    expect((await ask('operator', 'GET', `imports/${body.id}`)).body.state).toBe('previewed');
    const [asset] = (await ask('reader', 'GET', 'assets?q=big-01')).body.items;
    const cut = (await componentsOf(asset.id)).length;
    const applied = await ask('operator', 'POST', `imports/${body.id}/apply`);
    expect(applied.body.state).toBe('applied');
    const stored = await sql<{ n: number }>`
      select count(*) as n from estate_components where asset_id = ${asset.id} and absent_since is null`.execute(
      t.p.db,
    );
    expect([cut > 0, stored.rows[0]?.n]).toEqual([true, 2500]);
    t.p.emitted.length = 0;
    expect(counts((await ask('operator', 'POST', `imports/${body.id}/apply`)).body)).toBe('+0 ~0 =2500 -0');
    expect(t.p.emitted).toEqual([]);
  });

  test('preview writes nothing; apply does; again changes nothing; what is gone is absent, then retired by hand', async () => {
    const asset = await create('assets', { name: 'guichet-02', kind: 'host' });
    const options = { assetId: asset.id };
    const first = await upload(bom('lodash@4.17.20', 'express@4.18.2', 'ws@8.0.0'), options);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ state: 'previewed', format: 'cyclonedx' });
    expect(counts(first.body)).toBe('+3 ~0 =0 -0');
    expect(await componentsOf(asset.id)).toEqual([]);

    t.p.emitted.length = 0;
    const applied = await ask('operator', 'POST', `imports/${first.body.id}/apply`);
    expect(applied.body.state).toBe('applied');
    expect(await componentsOf(asset.id)).toEqual(['express@4.18.2', 'lodash@4.17.20', 'ws@8.0.0']);
    expect(t.p.emitted).toEqual([{ name: 'estate.components.changed', payload: { assetIds: [asset.id] } }]);
    expect(await lastEntry()).toBe('estate.import.applied');

    t.p.emitted.length = 0;
    const again = await ask('operator', 'POST', `imports/${first.body.id}/apply`);
    expect(counts(again.body)).toBe('+0 ~0 =3 -0');
    expect(t.p.emitted).toEqual([]);
    expect(counts((await ask('operator', 'GET', `imports/${first.body.id}`)).body)).toBe('+3 ~0 =0 -0');

    const second = await upload(bom('lodash@4.17.21', 'express@4.18.2'), options);
    expect(counts(second.body)).toBe('+0 ~1 =1 -1');
    await ask('operator', 'POST', `imports/${second.body.id}/apply`);
    expect(await componentsOf(asset.id)).toEqual(['express@4.18.2', 'lodash@4.17.21']);
    const absent = (await ask('reader', 'GET', `components?asset=${asset.id}&absent=true`)).body.items;
    expect(absent).toMatchObject([{ name: 'ws', version: '8.0.0' }]);
    expect(absent[0].absentSince).not.toBeNull();

    // Only what is absent can be retired so; it comes back as itself when a document names it again.
    const present = (await ask('reader', 'GET', `components?asset=${asset.id}`)).body.items;
    const ids = [absent[0].id, present[0].id];
    expect((await ask('operator', 'POST', 'components/retire', { ids })).body).toEqual({
      components: 1,
      assets: 1,
    });
    const third = await upload(bom('lodash@4.17.21', 'express@4.18.2', 'ws@8.0.1'), options);
    await ask('operator', 'POST', `imports/${third.body.id}/apply`);
    expect(await componentsOf(asset.id)).toEqual(['express@4.18.2', 'lodash@4.17.21', 'ws@8.0.1']);
    const keys = await sql`select 1 from estate_component_keys where component_id = ${absent[0].id}`.execute(
      t.p.db,
    );
    expect(keys.rows.length).toBeGreaterThan(0);
  });

  test('a document that names no asset waits for one', async () => {
    const row = (await upload(bom('a@1'), {})).body;
    expect(row.summary).toMatchObject({ needsAsset: true, subject: { name: 'guichet' } });
    const early = await ask('operator', 'POST', `imports/${row.id}/apply`);
    expect(early.body.code).toBe('estate.asset-needed');
    const newAsset = { name: 'guichet-neuf', kind: 'host' };
    await ask('operator', 'POST', `imports/${row.id}/plan`, { newAsset });
    expect((await ask('operator', 'POST', `imports/${row.id}/apply`)).body.state).toBe('applied');
    expect((await ask('reader', 'GET', 'assets?q=guichet-neuf')).body).toMatchObject({
      total: 1,
      items: [{ componentCount: 1, exposed: 'unknown' }],
    });
  });

  test.each([
    ['cut short', '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":'],
    ['of no known form', '<html><body>Connexion</body></html>'],
    ['empty', ''],
  ])(
    'a document %s is refused with its name, kept in the history and the journal, and writes nothing',
    async (_, content) => {
      const before = await countBlindSpots(t.p.db);
      const { status, body } = await upload(content, { newAsset: { name: 'x' } }, 'mauvais.json');
      expect([status, body.state]).toEqual([201, 'failed']);
      expect(body.problem.code).toMatch(/^estate\./);
      expect(body.problem.details.file).toBe('mauvais.json');
      expect(await lastEntry()).toBe('estate.import.refused');
      expect((await ask('operator', 'POST', `imports/${body.id}/apply`)).status).toBe(409);
      expect(await countBlindSpots(t.p.db)).toEqual(before);
    },
  );

  test('options that are not JSON, or of another shape, are said', async () => {
    expect((await upload(bom('a@1'), { newAsset: { name: '' } })).body.code).toBe('estate.options-malformed');
  });

  test('the command line brings a folder: the bad one fails, the good one is applied to an asset of its name', async () => {
    const folder = mkdtempSync(join(dir, 'in-'));
    writeFileSync(join(folder, 'a.json'), '{"bomFormat":"CycloneDX"');
    writeFileSync(join(folder, 'b.json'), bom('left-pad@1.3.0'));
    const states: string[] = [];
    for await (const row of importInventory(t.p, systemActor, { path: folder, apply: true }))
      states.push(`${row.state} ${row.summary.assets[0]?.name ?? ''}`);
    expect(states.sort()).toEqual(['applied guichet', 'failed ']);
  });
});

describe('the demonstration', () => {
  test('is loaded once, is as large as said, and shows its blind spots', async () => {
    const loaded = await loadDemoEstate(t.p);
    expect(loaded.services).toBeGreaterThanOrEqual(25);
    expect(loaded.assets).toBeGreaterThanOrEqual(200);
    expect(loaded.components).toBeGreaterThanOrEqual(2500);
    const spots = await countBlindSpots(t.p.db);
    t.p.emitted.length = 0;
    await loadDemoEstate(t.p);
    expect(t.p.emitted).toEqual([]);
    expect(await countBlindSpots(t.p.db)).toEqual(spots);
    expect(spots.componentsUnversioned).toBeGreaterThan(3);
    expect(spots.componentsUnidentified).toBeGreaterThan(0);
    expect(spots.assetsExposureUnknown).toBeGreaterThan(3);
    const graph = await loadServiceGraph(t.p.db);
    const hit = new Set(graph.assetIds().flatMap((id) => servicesReached(graph, id).map((r) => r.serviceId)));
    for (const id of (await loadServices(t.p.db)).keys())
      if (id.startsWith('sv-')) expect([...hit], id).toContain(id);
    const sheet = (await ask('dpo', 'GET', 'services/sv-etatcivil/sheet')).body;
    expect(sheet.processings.length).toBeGreaterThan(0);
    expect(sheet.opening_.state).toMatch(/open|closed/);
  });

  test('an application and a supplier show the services that depend on them, a person what is hers', async () => {
    const [applications, suppliers] = await Promise.all(
      ['applications', 'suppliers'].map(
        async (noun) => (await ask('reader', 'GET', `${noun}?size=200`)).body.items,
      ),
    );
    const around = async (noun: string, id: string) =>
      (await ask('reader', 'GET', `${noun}/${id}/surroundings`)).body;
    const application = await around(
      'applications',
      applications.find((a: { name: string }) => a.name === 'Téléimpôt').id,
    );
    expect(application.services.map((s: { name: string }) => s.name)).toEqual(['Impôts en ligne']);
    expect(application.graph.nodes.map((n: { kind: string }) => n.kind)).toEqual(
      expect.arrayContaining(['service', 'application', 'asset']),
    );
    for (const { id } of suppliers)
      for (const node of (await around('suppliers', id)).graph.links)
        expect(node.from.kind, 'nothing rests on what rests on nothing').not.toBe('supplier');
    expect((await ask('reader', 'GET', 'suppliers/none/surroundings')).status).toBe(404);
    const { ownerId } = (await ask('reader', 'GET', 'services/sv-impots')).body;
    const owned = (await ask('reader', 'GET', `services?owner=${ownerId}`)).body.items;
    expect(owned.map((s: { name: string }) => s.name)).toContain('Impôts en ligne');
    expect(owned.every((s: { ownerId: string }) => s.ownerId === ownerId)).toBe(true);
  });
});
