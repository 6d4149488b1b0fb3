import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { systemActor } from '../../src/platform/auth/actor.ts';
import { createFiles } from '../../src/platform/files/store-files.ts';
import { createOutbound, type OutboundAgent } from '../../src/platform/outbound/create-outbound.ts';
import { ROOT } from '../../src/platform/root.ts';
import { configureFeed } from '../../src/watch/configure-feed.ts';
import { importFeedFile } from '../../src/watch/import-feed-file.ts';
import { loadVulnerabilities } from '../../src/watch/index.ts';
import { type TestPlatform, testPlatform } from './platform.ts';

export interface Page {
  body: string | Buffer;
  headers?: Record<string, string>;
  status?: number;
}

/** A fixture of a feed: `cve5/fixtures/one.json`. */
export const feedFixture = (path: string): Buffer => readFileSync(join(ROOT, 'src/watch/feeds', path));

/** A real platform with a real way out to a server on the loopback, emptied after each test of the file that calls this. */
export function watchRoom() {
  const room = {
    p: undefined as unknown as TestPlatform,
    base: '',
    /** What the server answers, by path; anything else is 404. */
    pages: {} as Record<string, Page>,
    asked: [] as string[],
    bring: (feedId: string, text: string | Buffer, name = 'brought') =>
      importFeedFile(room.p, systemActor, { feedId, name, content: Readable.from([Buffer.from(text)]) }),
    /** Ids told by `watch.advisory.changed`. */
    changed: () =>
      room.p.emitted
        .filter((e) => e.name === 'watch.advisory.changed')
        .flatMap((e) => (e.payload as { ids: string[] }).ids)
        .sort(),
    /** Gives a feed an address on the server. */
    move: (feedId: string, path: string) =>
      configureFeed(room.p, systemActor, { feedId, settings: { url: room.base + path } }),
    facts: async (id: string) => (await loadVulnerabilities(room.p.db, [id])).get(id),
    journal: async () =>
      (
        await sql<{ action: string; details: Record<string, unknown> }>`
          select action, details from platform_journal order by seq desc limit 5`.execute(room.p.db)
      ).rows,
  };
  let out: OutboundAgent;
  let files: string;
  const server = createServer((req, res) => {
    const url = req.url ?? '';
    room.asked.push(url);
    const page = room.pages[url];
    if (!page) return void res.writeHead(404).end();
    if (page.headers?.etag && req.headers['if-none-match'] === page.headers.etag)
      return void res.writeHead(304).end();
    res.writeHead(page.status ?? 200, page.headers ?? {}).end(page.body);
  });

  beforeAll(async () => {
    const p = await testPlatform();
    files = mkdtempSync(join(tmpdir(), 'vigie-watch-'));
    const config = { proxyUrl: undefined, offline: false, outboundAllow: ['127.0.0.1'] };
    out = createOutbound({ config, db: p.db, clock: p.clock, log: p.log });
    room.p = { ...p, files: createFiles(files), outbound: out };
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    room.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await out.close();
    server.closeAllConnections();
    server.close();
    rmSync(files, { recursive: true, force: true });
    await room.p.close();
  });
  beforeEach(() => {
    room.pages = {};
    room.asked = [];
    room.p.emitted.length = 0;
    room.p.clock.set('2026-11-23T20:00:00Z');
  });
  afterEach(() => forgetWatch(room.p));
  return room;
}

/** Empties the room's tables. */
export async function forgetWatch(p: TestPlatform): Promise<void> {
  await sql`truncate watch_feeds, watch_runs, watch_records, watch_matchables, watch_vulnerabilities, watch_exploitation,
    watch_notices, watch_changes, watch_epss_a, watch_epss_b, watch_epss_history, watch_bundle_keys, watch_products, watch_labels, watch_label_entries`.execute(
    p.db,
  );
  await sql`update watch_epss_edition set slot = 'a', date = null, model = null, previous_date = null`.execute(
    p.db,
  );
}
