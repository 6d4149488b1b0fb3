import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { actorWith, type TestPlatform, testPlatform } from '../../../test/kit/platform.ts';
import { EVERYONE } from '../auth/actor.ts';
import { defineDomain } from '../domain.ts';
import type { App } from './app.ts';
import { buildApp } from './build-app.ts';
import { sendList } from './export.ts';

const rows = Array.from({ length: 200 }, (_, n) => ({
  id: `CVE-2026-${n}`,
  title: 'exécution de code à distance',
}));
const Rows = z.array(z.object({ id: z.string(), title: z.string() }));
const room = defineDomain({
  name: 'room',
  permissions: { 'room:thing:read': EVERYONE },
  routes: (app) => {
    const config = { permission: 'room:thing:read' };
    app.get('/api/room/things', { config, schema: { response: { 200: Rows } } }, async () => rows);
    app.get('/api/room/few', { config, schema: { response: { 200: Rows } } }, async () => rows.slice(0, 2));
    app.post('/api/room/few', { config }, async () => ({}));
    app.get('/api/auth/things', { config, schema: { response: { 200: Rows } } }, async () => rows);
    app.get('/api/room/export', { config }, (_req, reply) =>
      sendList(reply, {
        name: 'things',
        format: 'csv',
        columns: ['id'],
        fetch: async (n) => (n === 1 ? rows : []),
      }),
    );
  },
});

const web = mkdtempSync(join(tmpdir(), 'vigie-web-'));
const page = `<!doctype html>${'<p>Vigie</p>'.repeat(200)}`;
const script = `console.log(${JSON.stringify('x'.repeat(5000))})`;
const assets = join(web, 'assets');
let p: TestPlatform;
let app: App;
beforeAll(async () => {
  mkdirSync(assets);
  for (const [name, text] of [
    ['index.html', page],
    ['assets/today-C6a5XYr6.js', script],
  ] as const) {
    writeFileSync(join(web, name), text);
    writeFileSync(join(web, `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(web, `${name}.gz`), gzipSync(text));
  }
  writeFileSync(join(assets, 'small-B1.js'), 'export {}');
  p = await testPlatform({ domains: [room], config: { publicUrl: 'https://vigie.tavea.example' } });
  app = await buildApp(p, [room], { webDir: web, authenticate: async () => actorWith(['room:thing:read']) });
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await p.close();
  rmSync(web, { recursive: true, force: true });
});
const ask = (url: string, accept?: string, extra: Record<string, string> = {}) =>
  app.inject({
    url,
    headers: {
      host: 'vigie.tavea.example',
      ...(accept === undefined ? {} : { 'accept-encoding': accept }),
      ...extra,
    },
  });

describe('an answer of the API', () => {
  const cases: [accept: string | undefined, encoding: string | undefined][] = [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', undefined],
    ['gzip;q=0', undefined],
    [undefined, undefined],
  ];
  it.each(cases)('to one that accepts %s is sent as %s', async (accept, encoding) => {
    const answer = await ask('/api/room/things', accept);
    expect([answer.headers['content-encoding'], answer.headers.vary]).toEqual([encoding, 'accept-encoding']);
    const { rawPayload: raw } = answer;
    const plain = encoding === 'br' ? brotliDecompressSync(raw) : encoding === 'gzip' ? gunzipSync(raw) : raw;
    expect(JSON.parse(plain.toString())).toEqual(rows);
    if (encoding) expect(raw.length).toBeLessThan(plain.length / 3);
  });

  it('is sent as it is when small, when streamed, and where secrets are handed out', async () => {
    for (const url of ['/api/room/few', '/api/auth/things', '/api/room/export']) {
      const answer = await ask(url, 'br, gzip');
      expect([url, answer.statusCode, answer.headers['content-encoding']]).toEqual([url, 200, undefined]);
    }
  });

  it('that is a problem has the words of its status as title, in the reader’s language', async () => {
    expect((await ask('/api/room/nothing')).json()).toMatchObject({
      title: 'Introuvable',
      status: 404,
      detail: expect.stringContaining('/api/room/nothing'),
    });
  });
});

describe('the web app', () => {
  it('comes as the build compressed it, hashed files for ever and the page anew each time', async () => {
    const hashed = await ask('/assets/today-C6a5XYr6.js', 'gzip, br');
    expect(hashed.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
      vary: 'accept-encoding',
    });
    expect(brotliDecompressSync(hashed.rawPayload).toString()).toBe(script);
    for (const url of ['/', '/expositions/42']) {
      const screen = await ask(url, 'gzip');
      expect(screen.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-cache' });
      expect(gunzipSync(screen.rawPayload).toString()).toBe(page);
      expect((await ask(url)).body).toBe(page);
    }
    expect((await ask('/assets/small-B1.js', 'br')).body).toBe('export {}');
  });

  it('is not the answer for a file of a former build, nor for a path of the API', async () => {
    for (const url of ['/assets/gone-Ab12.js', '/api/gone']) expect((await ask(url)).statusCode).toBe(404);
  });

  it('leaves the machine by no path', async () => {
    for (const url of ['/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fpackage.json'])
      expect((await ask(url)).body).not.toMatch(/root:|"name"/);
  });
});

describe('behind https', () => {
  it('tells browsers to come back by https only', async () => {
    const { headers } = await ask('/api/room/few');
    expect(headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  });

  it('refuses a plain-http origin and another host name', async () => {
    const change = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/api/room/few', headers: { 'x-vigie-csrf': '1', ...headers } });
    const host = 'vigie.tavea.example';
    expect((await change({ host, origin: 'http://vigie.tavea.example' })).statusCode).toBe(403);
    expect((await change({ host, origin: 'https://vigie.tavea.example' })).statusCode).toBe(200);
    expect((await change({ host: 'vigie.evil.example' })).statusCode).toBe(421);
  });
});

describe('live topics', () => {
  const port = () => (app.server.address() as AddressInfo).port;
  const headers = { host: 'vigie.tavea.example', 'accept-encoding': 'br, gzip' };
  const open = () =>
    new Promise<{ said: string[]; headers: object; status: number; close(): void }>((resolve, reject) => {
      const request = get({ port: port(), path: '/api/live', headers }, (answer) => {
        const said: string[] = [];
        answer.setEncoding('utf8').on('data', (text: string) => said.push(text));
        answer.on('error', () => undefined);
        const close = () => void request.destroy();
        resolve({ said, headers: answer.headers, status: answer.statusCode ?? 0, close });
      });
      request.on('error', reject);
    });

  it('are those of the rooms that the reader may see, never compressed nor kept', async () => {
    const screen = await open();
    expect(screen.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    expect(screen.headers).not.toHaveProperty('content-encoding');
    p.live.publish('other.things');
    p.live.publish('room.things');
    await expect.poll(() => screen.said.join('')).toContain('data: {"topic":"room.things"}');
    expect(screen.said.join('')).not.toContain('other');
    screen.close();
  });

  it('are for twelve screens of one person at most, and for a thirteenth when one is closed', async () => {
    const screens = await Promise.all(Array.from({ length: 12 }, open));
    expect(screens.map((s) => s.status)).toEqual(Array(12).fill(200));
    expect((await open()).status).toBe(429);
    screens[0]?.close();
    await expect
      .poll(async () => {
        const one = await open();
        one.close();
        return one.status;
      })
      .toBe(200);
    for (const screen of screens) screen.close();
  });

  it('drop a reader that no longer reads, and keep the others', async () => {
    const good = await open();
    const stuck = connect(port(), '127.0.0.1');
    await new Promise((resolve) => stuck.once('connect', resolve));
    stuck.pause();
    stuck.write('GET /api/live HTTP/1.1\r\nHost: vigie.tavea.example\r\n\r\n');
    const open1 = () => new Promise<number>((resolve) => app.server.getConnections((_e, n) => resolve(n)));
    await expect.poll(open1).toBeGreaterThanOrEqual(2);
    const before = await open1();
    const topic = `room.${createHash('sha256').update('x').digest('hex').repeat(200)}`;
    for (let i = 0; i < 3000 && (await open1()) >= before; i++) {
      p.live.publish(topic);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await open1()).toBe(before - 1);
    p.live.publish('room.after');
    await expect.poll(() => good.said.at(-1)).toContain('room.after');
    good.close();
    stuck.destroy();
  }, 20_000);
});
