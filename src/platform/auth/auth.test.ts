import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RealApp, realApp } from '../../../test/kit/app.ts';
import { SoftAuthenticator } from '../../../test/kit/authenticator.ts';
import { Browser } from '../../../test/kit/browser.ts';
import { createSetupToken } from './create-setup-token.ts';
import { signInDemo } from './sign-in-demo.ts';

const PASSWORD = 'le récif chante tôt';
const OTHER = 'quatre bougainvillées';
const EMAIL = 'hina@gouv.example';
let t: RealApp;
let hina: Browser;
beforeAll(async () => {
  t = await realApp();
});
afterAll(() => t.close());

const code = (answer: { json(): { code?: string } }) => answer.json().code;
const signIn = async (email: string, password: string, ip = '127.0.0.1') => {
  const browser = new Browser(t.app, { ip });
  const answer = await browser.post('/api/auth/sign-in', { email, password });
  return { browser, answer };
};
const later = (ms: number) => t.p.clock.advance(ms);
const totpCode = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.p.clock.now().getTime() });

async function invite(email: string, roles: string[], ip = '10.0.0.1'): Promise<Browser> {
  await hina.post('/api/auth/confirm', { password: PASSWORD });
  const made = await hina.post('/api/platform/users', { name: email.split('@')[0], email, roles });
  expect(made.statusCode, made.body).toBe(200);
  const browser = new Browser(t.app, { ip });
  const token = made.json().link.split('#')[1];
  const joined = await browser.post('/api/auth/links/accept', { token, password: OTHER });
  expect(joined.json()).toEqual({ state: 'signed-in' });
  expect(code(await browser.post('/api/auth/links/accept', { token, password: OTHER }))).toBe(
    'platform.link-spent',
  );
  return browser;
}

describe('the first set-up', () => {
  const own = (token: string) => ({
    choice: 'own',
    token,
    organisation: 'Gouvernement des îles Tavéa',
    timeZone: 'Pacific/Noumea',
    name: 'Hina R.',
    email: 'Hina@gouv.example',
    password: PASSWORD,
  });

  it('is asked for while nobody has an account, and takes only the latest link, once', async () => {
    hina = new Browser(t.app);
    expect((await hina.get('/api/auth/session')).json().state).toBe('set-up');
    const first = await createSetupToken(t.p);
    const token = (await createSetupToken(t.p)) ?? '';
    expect(code(await hina.post('/api/auth/set-up', own(first ?? '')))).toBe('platform.link-spent');
    const weak = await hina.post('/api/auth/set-up', { ...own(token), password: 'Motdepasse2026!' });
    expect(code(weak)).toBe('platform.password-too-common');
    const done = await hina.post('/api/auth/set-up', own(token));
    expect(done.json()).toEqual({ state: 'signed-in' });
    expect((await hina.get('/api/auth/session')).json()).toMatchObject({
      state: 'signed-in',
      user: { email: EMAIL, roles: ['ciso', 'admin'] },
      organisation: { name: 'Gouvernement des îles Tavéa' },
      timeZone: 'Pacific/Noumea',
    });
    expect(code(await new Browser(t.app).post('/api/auth/set-up', own(token)))).toBe('platform.link-spent');
    expect(await createSetupToken(t.p)).toBeUndefined();
  });

  it('closes the door of the demonstration', async () => {
    await expect(signInDemo(t.p)).rejects.toMatchObject({ code: 'platform.already-set-up' });
  });
});

describe('signing in', () => {
  it('answers a wrong password and an unknown person alike', async () => {
    const wrong = (await signIn(EMAIL, 'pas le bon du tout', '10.1.0.1')).answer;
    const unknown = (await signIn('nobody@gouv.example', 'pas le bon du tout', '10.1.0.2')).answer;
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toEqual(unknown.json());
  });

  it('gives a new secret each time, HttpOnly and Strict, and stores only its hash', async () => {
    const planted = 'A'.repeat(43);
    const browser = new Browser(t.app);
    browser.cookies.set('vigie_session', planted);
    const answer = await browser.post('/api/auth/sign-in', { email: EMAIL, password: PASSWORD });
    expect(browser.session).not.toBe(planted);
    expect(answer.cookies.find((c) => c.name === 'vigie_session')).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    });
    const before = browser.session;
    await browser.post('/api/auth/confirm', { password: PASSWORD });
    expect(browser.session).not.toBe(before);
    const old = new Browser(t.app);
    old.cookies.set('vigie_session', before ?? '');
    expect((await old.get('/api/auth/me')).statusCode).toBe(401);
    expect((await browser.get('/api/auth/me')).statusCode).toBe(200);
  });

  it('makes who guesses wait ever longer, but neither another network nor a known browser for long', async () => {
    const victim = (await signIn(EMAIL, PASSWORD, '10.2.0.1')).browser;
    const seconds: number[] = [];
    for (let i = 0; i < 14; i++) {
      const { answer } = await signIn(EMAIL, `faux mot de passe ${i}`, '10.2.0.9');
      if (answer.statusCode === 429) {
        seconds.push(answer.json().details.seconds);
        later(answer.json().details.seconds * 1000);
      }
    }
    expect(seconds.length).toBeGreaterThan(2);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(seconds.at(-1)).toBeGreaterThan(seconds[0] ?? 0);
    for (let i = 0; i < 40; i++) await signIn(EMAIL, 'encore faux, encore', `10.2.1.${i}`);
    const fresh = (await signIn(EMAIL, PASSWORD, '10.2.2.1')).answer;
    expect(fresh.statusCode).toBe(429);
    expect(fresh.json().details.seconds).toBeLessThanOrEqual(30);
    const known = await victim.post('/api/auth/sign-in', { email: EMAIL, password: PASSWORD });
    expect(known.statusCode).toBe(200);
    later(31_000);
    expect((await signIn(EMAIL, PASSWORD, '10.2.2.1')).answer.statusCode).toBe(200);
  });

  it('lets no more guesses through at once than one after another', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => signIn('race@gouv.example', `essai numéro ${i}`, '10.3.0.1')),
    );
    expect(answers.filter(({ answer }) => answer.statusCode === 401).length).toBeLessThanOrEqual(6);
  });

  it('ends idle sessions, and all sessions after a day', async () => {
    const { browser } = await signIn(EMAIL, PASSWORD, '10.4.0.1');
    for (let hours = 0; hours < 21; hours += 7) {
      later(7 * 3_600_000);
      expect((await browser.get('/api/auth/me')).statusCode).toBe(200);
    }
    later(4 * 3_600_000);
    expect((await browser.get('/api/auth/me')).statusCode).toBe(401);
    const idle = (await signIn(EMAIL, PASSWORD, '10.4.0.1')).browser;
    later(8 * 3_600_000 + 1000);
    expect((await idle.get('/api/auth/me')).statusCode).toBe(401);
    hina = (await signIn(EMAIL, PASSWORD)).browser;
  });
});

describe('people', () => {
  it('come in by a link that serves once, and are refused dangerous acts without a recent sign-in', async () => {
    const teva = await invite('teva@gouv.example', ['operator']);
    expect((await teva.get('/api/platform/users')).statusCode).toBe(403);
    later(11 * 60_000);
    const late = await hina.post('/api/platform/users', {
      name: 'X',
      email: 'x@gouv.example',
      roles: ['reader'],
    });
    expect(code(late)).toBe('platform.sign-in-again');
  });

  it('keep one admin, also when two step down at once', async () => {
    const ines = await invite('ines@gouv.example', ['admin']);
    const list = (await hina.get('/api/platform/users?size=50')).json().items as {
      id: string;
      email: string;
    }[];
    const id = (email: string) => list.find((u) => u.email === email)?.id;
    const down = (browser: Browser, email: string) =>
      browser.patch(`/api/platform/users/${id(email)}`, { roles: ['reader'] });
    const [a, b] = await Promise.all([down(hina, 'ines@gouv.example'), down(ines, EMAIL)]);
    expect([a.statusCode, b.statusCode].sort()).toEqual([200, 409]);
    const winner = a.statusCode === 200 ? hina : ines;
    const own = a.statusCode === 200 ? EMAIL : 'ines@gouv.example';
    expect(code(await down(winner, own))).toBe('platform.last-admin');
    if (winner === ines) {
      await ines.patch(`/api/platform/users/${id(EMAIL)}`, { roles: ['ciso', 'admin'] });
      hina = (await signIn(EMAIL, PASSWORD, '10.5.0.1')).browser;
    }
  });

  it('lose their sessions with their rights', async () => {
    const paul = await invite('paul@gouv.example', ['reader'], '10.6.0.1');
    const { id } = (await paul.get('/api/auth/me')).json();
    await hina.patch(`/api/platform/users/${id}`, { state: 'disabled' });
    expect((await paul.get('/api/auth/me')).statusCode).toBe(401);
    expect((await signIn('paul@gouv.example', OTHER, '10.6.0.2')).answer.statusCode).toBe(401);
  });

  it('see and end their own sessions, not those of others', async () => {
    const one = (await signIn('teva@gouv.example', OTHER, '10.7.0.1')).browser;
    const two = (await signIn('teva@gouv.example', OTHER, '10.7.0.1')).browser;
    const listed = await one.get('/api/auth/me/sessions');
    expect(listed.statusCode, listed.body).toBe(200);
    const mine = listed.json().items as { id: string; current: boolean }[];
    expect(mine.filter((s) => s.current)).toHaveLength(1);
    const foreign = (await hina.get('/api/auth/me/sessions')).json().items[0].id;
    expect((await one.delete(`/api/auth/me/sessions/${foreign}`)).statusCode).toBe(404);
    expect((await hina.get('/api/auth/me')).statusCode).toBe(200);
    for (const s of mine.filter((x) => !x.current)) await one.delete(`/api/auth/me/sessions/${s.id}`);
    expect((await two.get('/api/auth/me')).statusCode).toBe(401);
  });
});

describe('API tokens', () => {
  it('do what their scopes say, never more than their owner, and end when revoked', async () => {
    const teva = (await signIn('teva@gouv.example', OTHER, '10.8.0.1')).browser;
    const tooWide = { name: 'x', scopes: ['platform:user:manage'], expiresInDays: 30 };
    expect(code(await teva.post('/api/auth/me/tokens', tooWide))).toBe('platform.token-scope-too-wide');
    await hina.post('/api/auth/confirm', { password: PASSWORD });
    const wanted = { name: 'export', scopes: ['platform:journal:read'], expiresInDays: 365 };
    const issued = (await hina.post('/api/auth/me/tokens', wanted)).json();
    expect(issued.token).toMatch(/^vgt_[\w-]{43}$/);
    const ask = (url: string, method: 'GET' | 'POST' | 'PATCH' = 'GET', payload?: object) =>
      t.app.inject({
        method,
        url,
        headers: { host: 'localhost', authorization: `Bearer ${issued.token}` },
        ...(payload ? { payload } : {}),
      });
    expect((await ask('/api/platform/journal')).statusCode).toBe(200);
    expect((await ask('/api/platform/users')).statusCode).toBe(403);
    for (const what of ['sessions', 'tokens', 'passkeys'])
      expect(code(await ask(`/api/auth/me/${what}`)), what).toBe('platform.token-not-accepted');
    expect((await ask('/api/auth/me')).json().permissions).toEqual(['platform:journal:read']);
    expect(code(await ask('/api/auth/me', 'PATCH', { name: 'X' }))).toBe('platform.token-not-accepted');
    expect(code(await ask('/api/auth/me/tokens', 'POST', wanted))).toBe('platform.token-not-accepted');
    const mine = (await hina.get('/api/auth/me/tokens')).json().items;
    expect(mine).toMatchObject([{ id: issued.row.id, userName: 'Hina R.' }]);
    expect(JSON.stringify(mine)).not.toContain(issued.token);
    await hina.delete(`/api/auth/me/tokens/${issued.row.id}`);
    expect((await ask('/api/platform/journal')).statusCode).toBe(401);
    expect((await hina.post('/api/auth/me/tokens', { ...wanted, expiresInDays: 366 })).statusCode).toBe(400);
  });

  it('are not helped by a cookie that comes along', async () => {
    const answer = await hina.ask('GET', '/api/auth/me', undefined, { authorization: 'Bearer vgt_wrong' });
    expect(answer.statusCode).toBe(401);
  });
});

describe('the second factor', () => {
  it('is asked once added; a code serves once, an older one never, a recovery code once', async () => {
    const teva = (await signIn('teva@gouv.example', OTHER, '10.9.0.1')).browser;
    const offer = (await teva.post('/api/auth/me/totp')).json();
    expect(offer.qr.path).toMatch(/^M\d+ \d+h/);
    expect(code(await teva.post('/api/auth/me/totp/confirm', { code: '000000' }))).toBe(
      'platform.code-refused',
    );
    const used = totpCode(offer.secret);
    const { codes } = (await teva.post('/api/auth/me/totp/confirm', { code: used })).json();
    expect(codes).toHaveLength(10);

    const { browser, answer } = await signIn('teva@gouv.example', OTHER, '10.9.0.2');
    expect(answer.json()).toEqual({ state: 'second-factor' });
    expect((await browser.get('/api/auth/me')).statusCode).toBe(401);
    expect((await browser.get('/api/auth/session')).json().state).toBe('second-factor');
    const give = (with_: string) => browser.post('/api/auth/sign-in/second-factor', { code: with_ });
    expect(code(await give(used))).toBe('platform.code-refused');
    later(30_000);
    const before = browser.session;
    const next = totpCode(offer.secret);
    expect((await give(next)).json()).toEqual({ state: 'signed-in' });
    expect(browser.session).not.toBe(before);

    const again = (await signIn('teva@gouv.example', OTHER, '10.9.0.3')).browser;
    const spent = await again.post('/api/auth/sign-in/second-factor', { code: next });
    expect(code(spent)).toBe('platform.code-refused');
    const recovered = await again.post('/api/auth/sign-in/second-factor', { code: codes[0].toUpperCase() });
    expect(recovered.json()).toEqual({ state: 'signed-in' });
    const third = (await signIn('teva@gouv.example', OTHER, '10.9.0.4')).browser;
    expect(code(await third.post('/api/auth/sign-in/second-factor', { code: codes[0] }))).toBe(
      'platform.code-refused',
    );
  });

  it('makes who guesses codes wait', async () => {
    const { browser } = await signIn('teva@gouv.example', OTHER, '10.9.1.1');
    const answers = [];
    for (let i = 0; i < 10; i++)
      answers.push((await browser.post('/api/auth/sign-in/second-factor', { code: `12345${i}` })).statusCode);
    expect(answers).toContain(429);
    later(3_600_001);
  });
});

describe('passkeys', () => {
  const origin = 'http://localhost:8420';

  it('are added, sign in without a name, and are refused to the wrong origin, twice, or without their owner', async () => {
    hina = (await signIn(EMAIL, PASSWORD, '10.10.0.1')).browser;
    const device = new SoftAuthenticator();
    const begun = (await hina.post('/api/auth/me/passkeys/options')).json();
    const added = await hina.post('/api/auth/me/passkeys', {
      ceremony: begun.ceremony,
      name: 'Téléphone',
      response: device.register(begun.options, origin),
    });
    expect(added.statusCode, added.body).toBe(200);

    const browser = new Browser(t.app, { ip: '10.10.0.2' });
    const begin = async () => (await browser.post('/api/auth/sign-in/passkey/options')).json();
    const one = await begin();
    const body = { ceremony: one.ceremony, response: device.authenticate(one.options, origin) };
    expect((await browser.post('/api/auth/sign-in/passkey', body)).json()).toEqual({ state: 'signed-in' });
    expect((await browser.get('/api/auth/me')).json().email).toBe(EMAIL);
    const stranger = new Browser(t.app, { ip: '10.10.0.3' });
    expect(code(await stranger.post('/api/auth/sign-in/passkey', body))).toBe('platform.passkey-refused');
    const two = await begin();
    const phished = {
      ceremony: two.ceremony,
      response: device.authenticate(two.options, 'https://evil.example'),
    };
    expect(code(await stranger.post('/api/auth/sign-in/passkey', phished))).toBe('platform.passkey-refused');
    device.verifiesOwner = false;
    const three = await begin();
    const unverified = { ceremony: three.ceremony, response: device.authenticate(three.options, origin) };
    expect(code(await stranger.post('/api/auth/sign-in/passkey', unverified))).toBe(
      'platform.passkey-refused',
    );
    device.verifiesOwner = true;
    device.counter = -1;
    const four = await begin();
    const cloned = { ceremony: four.ceremony, response: device.authenticate(four.options, origin) };
    expect(code(await stranger.post('/api/auth/sign-in/passkey', cloned))).toBe('platform.passkey-refused');
  });

  it('say why they are not offered on a bare address', async () => {
    const browser = new Browser(t.app, { host: '127.0.0.1:8420', ip: '10.10.0.4' });
    expect(code(await browser.post('/api/auth/sign-in/passkey/options'))).toBe('platform.passkey-needs-name');
  });
});

describe('the journal', () => {
  it('has every act, no secret, and lets itself be searched', async () => {
    const { items } = (await hina.get('/api/platform/journal?size=200')).json();
    const actions = new Set(items.map((i: { action: string }) => i.action));
    for (const action of [
      'setup.completed',
      'session.opened',
      'session.refused',
      'user.invited',
      'user.joined',
      'user.changed',
      'token.issued',
      'token.revoked',
      'totp.added',
      'passkey.added',
    ])
      expect(actions).toContain(`platform.${action}`);
    const all = JSON.stringify(items);
    for (const secret of [PASSWORD, OTHER, 'vgt_', 'faux mot de passe']) expect(all).not.toContain(secret);
    const some = (await hina.get('/api/platform/journal?action=platform.token&sort=seq')).json();
    expect(some.items.map((i: { action: string }) => i.action)).toEqual([
      'platform.token.issued',
      'platform.token.revoked',
    ]);
    const file = await hina.get('/api/platform/journal/export?format=ndjson');
    expect(file.body.trim().split('\n').length).toBeGreaterThan(items.length - 1);
  });
});
