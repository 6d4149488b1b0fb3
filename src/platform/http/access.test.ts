import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../test/kit/app.ts';
import { ROLES } from '../auth/actor.ts';
import type { Domain } from '../domain.ts';
import { createPlatformDomain } from '../platform-domain.ts';
import { buildApp } from './build-app.ts';

interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  config: { permission?: string; signedIn?: true; public?: true };
}

let t: TestApp;
const routes: Route[] = [];
const spy: Domain = {
  name: 'spy',
  permissions: { 'spy:nothing:read': [] },
  routes: (app) => {
    app.get('/api/spy', { config: { permission: 'spy:nothing:read' } }, async () => ({}));
  },
};
const rooms: Domain[] = [spy];
const domains = [createPlatformDomain(rooms), ...rooms];

/** Every route that the domains register, with what it says of itself. */
function listen(domain: Domain): Domain {
  return {
    ...domain,
    routes: (app, p) => {
      app.addHook('onRoute', (route) => {
        const methods = [route.method].flat().filter((m) => m !== 'HEAD' && m !== 'OPTIONS');
        for (const method of methods)
          routes.push({ method, url: route.url, config: route.config ?? {} } as Route);
      });
      domain.routes?.(app, p);
    },
  };
}

beforeAll(async () => {
  const heard = domains.map((d, i) => (i === 0 ? listen(d) : d));
  t = await testApp({ domains: heard });
});
afterAll(() => t.close());

const mayEnter = (route: Route, role: string) => {
  if (route.config.public) return true;
  if (role === 'anonymous') return false;
  if (route.config.signedIn) return true;
  return domains.some((d) => d.permissions[route.config.permission ?? '']?.some((r) => r === role));
};

it('opens every route to exactly the roles that have its permission, and to nobody else', async () => {
  expect(routes.length).toBeGreaterThan(40);
  expect(new Set(routes.map((r) => r.url)).has('/api/spy')).toBe(true);
  const wrong: string[] = [];
  let refused = 0;
  for (const route of routes.filter((r) => r.url !== '/api/live')) {
    const url = route.url.replace(/:\w+/g, 'unknown-object-of-this-test');
    for (const [n, role] of (['anonymous', ...ROLES] as const).entries()) {
      const answer = await t.as(role)({ method: route.method, url, remoteAddress: `10.9.0.${n}` });
      const code = answer.headers['content-type']?.toString().includes('problem') ? answer.json().code : '';
      const isRefused = ['platform.signed-out', 'platform.forbidden'].includes(code);
      refused += isRefused ? 1 : 0;
      if (isRefused === mayEnter(route, role))
        wrong.push(`${route.method} ${route.url} as ${role}: ${answer.statusCode} ${code}`);
      if (isRefused && answer.statusCode !== (role === 'anonymous' ? 401 : 403))
        wrong.push(`${route.url} status`);
    }
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(60);
}, 60_000);

it('refuses every change that a page of another site could make a browser send', async () => {
  const changes = routes.filter((r) => r.method !== 'GET');
  const passed: string[] = [];
  for (const route of changes) {
    const url = route.url.replace(/:\w+/g, 'x');
    for (const headers of [
      { 'x-vigie-csrf': '' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await t.as('admin')({ method: route.method, url, headers });
      if (answer.statusCode !== 403 || answer.json().code !== 'platform.origin-refused')
        passed.push(`${route.method} ${url} ${JSON.stringify(headers)}: ${answer.statusCode}`);
    }
  }
  expect(passed).toEqual([]);
}, 60_000);

it('gives every route of the API a summary and a tag', () => {
  const paths = (
    t.app.swagger() as { paths: Record<string, Record<string, { summary?: string; tags?: string[] }>> }
  ).paths;
  const bare = Object.entries(paths)
    .filter(([url]) => url !== '/api/spy')
    .flatMap(([url, ops]) =>
      Object.entries(ops)
        .filter(([, op]) => !op.summary || !op.tags)
        .map(([m]) => `${m} ${url}`),
    );
  expect(bare).toEqual([]);
});

it('answers too many requests in a minute from one address with a problem, and not those of another', async () => {
  const ask = (remoteAddress: string) =>
    t.as('admin')({ method: 'POST', url: '/api/platform/settings/mail-test', remoteAddress });
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push(await ask('10.8.0.1'));
  expect(answers.slice(0, 5).every((a) => a.statusCode === 409)).toBe(true);
  expect(answers[5]?.json()).toMatchObject({ status: 429, code: 'platform.too-many-requests' });
  expect((await ask('10.8.0.2')).statusCode).toBe(409);
});

it('counts a browser by what the proxy in front saw, not by what the browser says of itself', async () => {
  const door: Domain = {
    name: 'door',
    permissions: {},
    routes: (app) => {
      const config = { public: true, rateLimit: { max: 3, timeWindow: '1 minute' } } as const;
      app.get('/api/door', { config }, async (request) => ({ ip: request.ip }));
    },
  };
  const config = { ...t.p.config, trustProxy: true };
  const behind = await buildApp({ ...t.p, config }, [door], { webDir: '/nonexistent' });
  const ask = (said: string, seen: string) =>
    behind.inject({
      url: '/api/door',
      headers: { host: 'localhost', 'x-forwarded-for': `${said}, ${seen}` },
    });
  expect((await ask('10.0.0.9', '203.0.113.7')).json()).toEqual({ ip: '203.0.113.7' });
  const statuses = async (seen: (i: number) => string) => {
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push((await ask(`10.0.0.${i}`, seen(i))).statusCode);
    return answers;
  };
  expect(await statuses(() => '203.0.113.8')).toEqual([200, 200, 200, 429]);
  // One household has a whole /64.
  expect(await statuses((i) => `2001:db8:1:2::${i}`)).toEqual([200, 200, 200, 429]);
  await behind.close();
});
