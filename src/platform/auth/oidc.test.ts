import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RealApp, realApp } from '../../../test/kit/app.ts';
import { Browser } from '../../../test/kit/browser.ts';
import { silentLog } from '../log.ts';
import { createOutbound } from '../outbound/create-outbound.ts';
import { changeSettings } from '../settings/settings.ts';
import { systemActor } from './actor.ts';
import { insertUser } from './store/users.ts';

const REDIRECT = 'http://localhost:8420/api/auth/oidc/callback';
const PEOPLE: Record<string, { email: string; email_verified: boolean; groups: string[] }> = {
  'sub-teva': { email: 'Teva@gouv.example', email_verified: true, groups: ['soc'] },
  'sub-thief': { email: 'hina@gouv.example', email_verified: false, groups: ['rssi'] },
};
let t: RealApp;
let issuer: string;
let closeProvider: () => void;
let outbound: ReturnType<typeof createOutbound>;

beforeAll(async () => {
  const { createServer } = await import('node:http');
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'vigie', client_secret: 'a-secret-of-this-test', redirect_uris: [REDIRECT] }],
    claims: { openid: ['sub', 'email', 'email_verified', 'groups'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_ctx: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => ({ sub, ...PEOPLE[sub] }),
    }),
  });
  server.on('request', provider.callback());
  closeProvider = () => server.close();
  t = await realApp({
    now: new Date().toISOString(),
    config: { oidcIssuer: issuer, oidcClientId: 'vigie', oidcClientSecret: 'a-secret-of-this-test' },
  });
  outbound = createOutbound({
    config: { outboundAllow: ['127.0.0.1'], offline: false, proxyUrl: undefined },
    db: t.p.db,
    clock: t.p.clock,
    log: silentLog,
  });
  t.p.outbound = outbound;
  const common = { state: 'active' as const, locale: 'fr' as const, created_at: t.p.clock.now() };
  await insertUser(t.p.db, {
    ...common,
    id: 'u1',
    name: 'Teva M.',
    email: 'teva@gouv.example',
    roles: ['reader'],
  });
  await insertUser(t.p.db, {
    ...common,
    id: 'u2',
    name: 'Hina R.',
    email: 'hina@gouv.example',
    roles: ['admin'],
  });
  await changeSettings(t.p, systemActor, {
    oidc: { label: 'Annuaire', roleClaim: 'groups', roleMap: { soc: 'soc-analyst', rssi: 'ciso' } },
  });
});
afterAll(async () => {
  closeProvider();
  await outbound.close();
  await t.close();
});

/** Walks the provider's own login and consent pages; gives the address it sends the browser back to. */
async function walk(start: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = start;
  let body: string | undefined;
  for (let step = 0; step < 15; step++) {
    if (url.startsWith(REDIRECT)) return url;
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; '),
        ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(body ? { method: 'POST', body } : {}),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, k = '', v = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(k, v);
    }
    body = undefined;
    const to = answer.headers.get('location');
    if (to) url = new URL(to, url).href;
    else {
      const page = await answer.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (!prompt) throw new Error(`${url} answered ${answer.status} ${page.slice(0, 500)}`);
      url = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', url).href;
      body = prompt === 'login' ? `prompt=login&login=${login}&password=x` : `prompt=${prompt}`;
    }
  }
  throw new Error('the provider never came back');
}

async function journey(login: string) {
  const browser = new Browser(t.app);
  const start = await browser.get('/api/auth/oidc/start');
  expect(start.statusCode, start.body).toBe(302);
  const back = new URL(await walk(String(start.headers.location), login));
  return { browser, back: back.pathname + back.search };
}

it('signs in a person known by verified address, maps roles, and refuses the same answer twice or elsewhere', async () => {
  const { browser, back } = await journey('sub-teva');
  const stranger = new Browser(t.app);
  expect((await stranger.get(back)).json().code).toBe('platform.oidc-refused');
  const done = await browser.get(back);
  expect(done.headers.location).toBe('/');
  expect((await browser.get('/api/auth/me')).json()).toMatchObject({ id: 'u1', roles: ['soc-analyst'] });
  expect((await browser.get(back)).statusCode).toBe(401);
  const second = await journey('sub-teva');
  expect((await second.browser.get(second.back.replace(/state=[^&]+/, 'state=AAAA'))).statusCode).toBe(401);
});

it('does not give an account to an address that the provider has not verified', async () => {
  const { browser, back } = await journey('sub-thief');
  const refused = await browser.get(back);
  expect(refused.json().code).toBe('platform.oidc-unknown-person');
  expect((await browser.get('/api/auth/me')).statusCode).toBe(401);
});
