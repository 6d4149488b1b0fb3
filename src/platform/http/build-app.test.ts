import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestApp, testApp } from '../../../test/kit/app.ts';
import { EVERYONE } from '../auth/actor.ts';
import { defineDomain } from '../domain.ts';
import { defineErrors } from '../errors.ts';

const fail = defineErrors('platform', { 'not-found': { status: 404 } });
const room = defineDomain({
  name: 'room',
  permissions: { 'room:thing:read': EVERYONE, 'room:thing:change': ['ciso'] },
  routes: (app) => {
    app.get(
      '/api/room/things',
      {
        config: { permission: 'room:thing:read' },
        schema: { response: { 200: z.object({ a: z.string() }) } },
      },
      async () => ({ a: 'x', secret: 'y' }),
    );
    app.post(
      '/api/room/things',
      {
        config: { permission: 'room:thing:change' },
        schema: { body: z.object({ name: z.string().min(3) }) },
      },
      async () => ({}),
    );
    app.get('/api/room/gone', { config: { public: true } }, async () => {
      throw fail('not-found', { details: { path: 'x' } });
    });
  },
});

let t: TestApp;
beforeAll(async () => {
  t = await testApp({ domains: [room] });
});
afterAll(() => t.close());

describe('the application', () => {
  it('opens a route to those who have its permission, and gives only what the contract says', async () => {
    expect((await t.as('reader')({ url: '/api/room/things' })).json()).toEqual({ a: 'x' });
    expect((await t.as('anonymous')({ url: '/api/room/things' })).statusCode).toBe(401);
    const refused = await t.as('reader')({
      method: 'POST',
      url: '/api/room/things',
      payload: { name: 'abc' },
    });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'platform.forbidden' });
  });

  it('tells a refused body field by field, as a problem', async () => {
    const answer = await t.as('ciso')({ method: 'POST', url: '/api/room/things', payload: { name: 'a' } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ path: 'name' }] });
  });

  it.each([
    ['POST', '/api/room/things', { name: 'abc\0d' }, 'name'],
    ['POST', '/api/room/things', { name: 'abc', more: [{ deep: '\ud800' }] }, 'more.0.deep'],
    ['POST', '/api/room/things', { name: 'abc', more: { 'k\0': 1 } }, 'more'],
    ['GET', '/api/room/things?q=a%00b', undefined, 'q'],
    ['GET', '/api/room/things?q=a&q=%00', undefined, 'q.1'],
  ] as const)('refuses text that no database stores: %s %s %j', async (method, url, payload, place) => {
    const answer = await t.as('ciso')({ method, url, ...(payload ? { payload } : {}) });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'platform.text-not-storable',
      details: { place },
    });
  });

  it('takes a body half a million brackets deep without losing its own footing', async () => {
    const payload = `{"name":"abc","more":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await t.as('ciso')({ method: 'POST', url: '/api/room/things', payload, headers });
    expect(answer.statusCode).toBeLessThan(500);
  });

  it('refuses changes from another site, without our header, and under a foreign host name', async () => {
    const post = { method: 'POST' as const, url: '/api/room/things', payload: { name: 'abc' } };
    expect((await t.as('ciso')(post)).statusCode).toBe(200);
    expect((await t.as('ciso')({ ...post, headers: { origin: 'https://evil.example' } })).statusCode).toBe(
      403,
    );
    expect((await t.as('ciso')({ ...post, headers: { 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(
      403,
    );
    expect((await t.as('ciso')({ ...post, headers: { 'x-vigie-csrf': '' } })).statusCode).toBe(403);
    expect(
      (await t.as('ciso')({ url: '/api/room/things', headers: { host: 'evil.example' } })).statusCode,
    ).toBe(421);
  });

  it('does not start with a route that names no access, or a permission that nobody declares', async () => {
    const bad = (config: object) =>
      testApp({
        domains: [
          defineDomain({
            name: 'bad',
            permissions: {},
            routes: (app) => void app.get('/api/bad', { config }, async () => ({})),
          }),
        ],
      });
    await expect(bad({})).rejects.toThrow('one access must be given');
    await expect(bad({ permission: 'bad:x:y' })).rejects.toThrow('no room declares');
  });

  it('allows nothing inline and nothing from elsewhere', async () => {
    const { headers } = await t.as('anonymous')({ url: '/healthz' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('serves its own description as OpenAPI 3.1', async () => {
    const doc = (await t.as('anonymous')({ url: '/api/openapi.json' })).json();
    expect(doc.openapi).toBe('3.1.0');
    expect(Object.keys(doc.paths)).toContain('/api/room/things');
  });

  it('shows the description to people on a page that its own policy allows', async () => {
    const page = await t.as('anonymous')({ url: '/api/docs' });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=|https?:\/\//);
    for (const [, url] of page.body.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await t.as('anonymous')({ url: url ?? '' })).statusCode).toBe(200);
  });

  it('says whether it is ready', async () => {
    expect((await t.as('anonymous')({ url: '/readyz' })).json()).toEqual({ status: 'ready' });
  });
});
