import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { estate } from '../../src/estate/domain.ts';
import { applyImport, previewImport } from '../../src/estate/index.ts';
import { exposure } from '../../src/exposure/domain.ts';
import { systemActor } from '../../src/platform/auth/actor.ts';
import { createDispatcher } from '../../src/platform/events/dispatch.ts';
import { insertEvent } from '../../src/platform/events/store.ts';
import { createFiles } from '../../src/platform/files/store-files.ts';
import { createPlatformDomain } from '../../src/platform/platform-domain.ts';
import { steer } from '../../src/steer/domain.ts';
import { watch } from '../../src/watch/domain.ts';
import { importFeedFile } from '../../src/watch/import-feed-file.ts';
import { type TestApp, testApp } from '../kit/app.ts';
import { feedFixture } from '../kit/watch.ts';

const rooms = [estate, watch, exposure, steer];
/** Each screen of a blind spot, and the list of the API that it shows with the same criteria. */
const LISTS: Record<string, string> = {
  '/patrimoine/identites': '/api/estate/identities',
  '/patrimoine/composants': '/api/estate/components',
  '/patrimoine/biens': '/api/estate/assets',
  '/services': '/api/estate/services',
  '/expositions': '/api/exposure/findings',
  '/veille/libelles': '/api/watch/labels/entries?state=open',
  '/reglages/taches': '/api/platform/events/parked',
};

let t: TestApp;
const dir = mkdtempSync(join(tmpdir(), 'vigie-blind-'));
beforeAll(async () => {
  t = await testApp({ domains: [createPlatformDomain(rooms), ...rooms], now: '2026-03-10T20:00:00Z' });
  t.p.files = createFiles(dir);
  const river = createDispatcher(
    rooms.flatMap((d) => d.listeners ?? []),
    t.p.clock.now,
  );
  t.p.events = river.bus;
  const ask = (url: string, payload: object) => t.as('admin')({ method: 'POST', url, payload });
  await ask('/api/estate/services', { name: 'Cadastre', needD: 2, needI: 2, needC: 2, needP: 2 });
  await ask('/api/estate/assets', { name: 'srv-vide', kind: 'host' });
  await ask('/api/watch/labels', { label: 'Lagoon' });
  const csv =
    'Ordinateur;Logiciel;Version;Éditeur\nposte-1;Mail Gateway;;\nposte-1;Pilote maison;1;\nposte-2;Rien;;';
  const preview = await previewImport(t.p, systemActor, {
    name: 'x.csv',
    content: Readable.from([Buffer.from(csv)]),
    options: {},
  });
  await applyImport(t.p, systemActor, preview.id);
  await importFeedFile(t.p, systemActor, {
    feedId: 'cve5',
    name: 'one.json',
    content: Readable.from([feedFixture('cve5/fixtures/one.json')]),
  });
  await river.drain(t.p);
  await t.p.db.transaction().execute((trx) =>
    insertEvent(trx, {
      name: 'watch.feed.pulled',
      payload: {},
      at: t.p.clock.now(),
      listeners: ['x/gave-up'],
    }),
  );
  await sql`update platform_deliveries set is_parked = true, last_error = 'no' where listener = 'x/gave-up'`.execute(
    t.p.db,
  );
});
afterAll(async () => {
  await t.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('the blind spots', () => {
  test('each leads to a list that holds just what it counts', async () => {
    const spots: { kind: string; count: number; href: string }[] = (
      await t.as('admin')({ url: '/api/steer/blind-spots' })
    ).json().spots;
    const seen: Record<string, [counted: number, listed: number]> = {};
    for (const { kind, count, href } of spots) {
      if (kind === 'feeds-late') continue;
      const [path = '', query = ''] = href.split('?');
      const list = LISTS[path] ?? `no list for ${path}`;
      const url = `${list}${list.includes('?') ? '&' : '?'}${query}`;
      seen[kind] = [count, (await t.as('admin')({ url })).json().total];
    }
    expect(seen).toEqual({
      'labels-unidentified': [3, 3],
      'components-unversioned': [2, 2],
      'assets-empty': [1, 1],
      'assets-exposure-unknown': [3, 3],
      'assets-unlinked': [3, 3],
      'services-without-asset': [1, 1],
      'verdicts-to-check': [1, 1],
      'labels-to-check': [1, 1],
      'events-parked': [1, 1],
    });
  });

  test('late sources are those the page of sources keeps with the same criterion', async () => {
    const spots = (await t.as('admin')({ url: '/api/steer/blind-spots' })).json().spots;
    const late = spots.find((s: { kind: string }) => s.kind === 'feeds-late');
    const feeds: { title: { fr: string }; state: string }[] = (
      await t.as('admin')({ url: '/api/watch/feeds' })
    ).json().items;
    const kept = feeds.filter((f) => f.state !== 'fresh' && f.state !== 'disabled').map((f) => f.title.fr);
    expect(late).toMatchObject({ count: kept.length, href: '/veille/sources?etat=en-retard' });
    expect(late.names.map((name: { fr: string }) => name.fr).sort()).toEqual(kept.sort());
  });
});
