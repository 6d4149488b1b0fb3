import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RealApp, realApp } from '../../../test/kit/app.ts';
import { Browser } from '../../../test/kit/browser.ts';
import { type SmtpSink, smtpSink } from '../../../test/kit/smtp-sink.ts';
import { ConfigSchema } from '../config/config.ts';
import { type Domain, defineDomain } from '../domain.ts';
import { createMail } from '../mail/send.ts';
import { EVERYONE } from './actor.ts';
import { createSetupToken } from './create-setup-token.ts';
import { signInDemo } from './sign-in-demo.ts';

const PASSWORD = 'le récif chante tôt';
const OTHER = 'quatre bougainvillées';
const HOST = 'vigie.tavea.example';
const rooms: Domain[] = [
  defineDomain({
    name: 'harbour',
    permissions: { 'harbour:boat:read': EVERYONE, 'harbour:log:read': ['ciso'] },
    search: async (_p, actor, q) =>
      Array.from({ length: 12 }, (_, n) => ({
        ...{ kind: 'harbour.boat', id: `${n}`, title: `${q} ${n}`, href: `/bateaux/${n}` },
        ...(actor.permissions.has('harbour:log:read') ? { subtitle: 'carnet lu' } : {}),
      })),
  }),
  defineDomain({ name: 'silent', permissions: {} }),
  defineDomain({
    name: 'broken',
    permissions: {},
    search: () => Promise.reject(new Error('no such table: secret_of_the_room')),
  }),
];

let t: RealApp;
let sink: SmtpSink;
let hina: Browser;
const browser = (ip = '127.0.0.1') => new Browser(t.app, { host: HOST, scheme: 'https', ip });
const code = (answer: { json(): { code?: string } }) => answer.json().code;
const linkIn = (text: string) =>
  /https:\/\/vigie\.tavea\.example\/invitation#([\w-]{30,})/.exec(text)?.[1] ?? '';
const accept = (who: Browser, token: string, password = OTHER) =>
  who.post('/api/auth/links/accept', { token, password });
const signIn = (who: Browser, email: string, password: string) =>
  who.post('/api/auth/sign-in', { email, password });

beforeAll(async () => {
  sink = await smtpSink();
  t = await realApp({ rooms, config: { publicUrl: `https://${HOST}` } });
  hina = browser();
  const answer = await hina.post('/api/auth/set-up', {
    choice: 'own',
    token: await createSetupToken(t.p),
    organisation: 'Gouvernement des îles Tavéa',
    timeZone: 'Pacific/Tahiti',
    name: 'Hina Raiarii',
    email: 'hina@tavea.example',
    password: PASSWORD,
  });
  expect(answer.statusCode, answer.body).toBe(200);
});
afterAll(async () => {
  await t.close();
  await sink.close();
});

describe('behind https', () => {
  it('keeps the session in a __Host- cookie: secure, for this host alone, out of reach of scripts', async () => {
    const answer = await signIn(browser('10.9.0.1'), 'hina@tavea.example', PASSWORD);
    const cookie = answer.cookies.find((c) => c.name === '__Host-vigie_session');
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(cookie).not.toHaveProperty('domain');
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    const planted = browser();
    planted.cookies.set('vigie_session', cookie?.value ?? '');
    expect((await planted.get('/api/auth/me')).statusCode).toBe(401);
  });

  it('goes by the time zone chosen at set-up, and by another as soon as it is changed', async () => {
    expect(t.p.zone.name).toBe('Pacific/Tahiti');
    await hina.post('/api/auth/confirm', { password: PASSWORD });
    await hina.patch('/api/platform/settings', { timeZone: 'Pacific/Wallis' });
    expect(t.p.zone.name).toBe('Pacific/Wallis');
  });
});

describe('without a mail server', () => {
  it('hands the invitation to the admin, refuses the test, and answers a lost password alike', async () => {
    const made = (
      await hina.post('/api/platform/users', { name: 'Ari', email: 'ari@tavea.example', roles: ['reader'] })
    ).json();
    expect(made).toMatchObject({
      mailed: false,
      link: expect.stringMatching(/^https:\/\/vigie\.tavea\.example\/invitation#/),
    });
    expect(code(await hina.post('/api/platform/settings/mail-test'))).toBe('platform.mail-not-configured');
    expect((await browser().post('/api/auth/reset', { email: 'hina@tavea.example' })).json()).toEqual({
      done: true,
    });
  });
});

describe('with a mail server', () => {
  let teva: Browser;
  beforeAll(() => {
    t.p.mail = createMail(ConfigSchema.parse({ smtpUrl: sink.url }), t.p.db, t.p.clock);
  });

  it('mails an invitation whose link lets the person in, once', async () => {
    const made = await hina.post('/api/platform/users', {
      ...{ name: 'Teva Manutahi', email: 'Teva@tavea.example', roles: ['operator'] },
    });
    expect(made.json()).toMatchObject({ mailed: true });
    const [mail, ...more] = sink.mails.splice(0);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: ['teva@tavea.example'],
      subject: 'Votre accès à Vigie, Gouvernement des îles Tavéa',
      text: expect.stringMatching(/^Bonjour Teva Manutahi,/),
      raw: expect.stringMatching(/^Auto-Submitted: auto-generated/m),
    });
    const token = linkIn(mail?.text ?? '');
    teva = browser('10.9.1.1');
    expect((await teva.post('/api/auth/links/read', { token })).json()).toMatchObject({
      kind: 'invite',
      email: 'teva@tavea.example',
    });
    expect((await accept(teva, token)).json()).toEqual({ state: 'signed-in' });
    expect(code(await accept(browser(), token))).toBe('platform.link-spent');
  });

  it('mails a lost password’s link, only to who is known, and says the same to all', async () => {
    const ask = (email: string) => browser('10.9.2.1').post('/api/auth/reset', { email });
    const known = await ask('teva@tavea.example');
    const unknown = await ask('nobody@tavea.example');
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
    await expect.poll(() => sink.mails.length).toBe(1);
    const [mail] = sink.mails.splice(0);
    expect(mail?.to).toEqual(['teva@tavea.example']);
    const token = linkIn(mail?.text ?? '');
    t.p.clock.advance(30 * 60_000);
    const back = browser('10.9.2.2');
    expect((await accept(back, token, PASSWORD)).json()).toEqual({ state: 'signed-in' });
    // The thief's session ends with the old password.
    expect((await teva.get('/api/auth/me')).statusCode).toBe(401);
    expect((await signIn(browser('10.9.2.3'), 'teva@tavea.example', OTHER)).statusCode).toBe(401);
    teva = back;
  });

  it('answers who lost a password before anything is written, so that time does not tell who is known', async () => {
    const { append } = t.p.journal;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    t.p.journal.append = async (...entry) => {
      await gate;
      await append(...entry);
    };
    const asked = await browser('10.9.2.9').post('/api/auth/reset', { email: 'teva@tavea.example' });
    t.p.journal.append = append;
    expect(asked.json()).toEqual({ done: true });
    expect(sink.mails).toEqual([]);
    open();
    await expect.poll(() => sink.mails.splice(0).length).toBe(1);
  });

  it('refuses a reset link after an hour', async () => {
    await browser('10.9.3.1').post('/api/auth/reset', { email: 'teva@tavea.example' });
    await expect.poll(() => sink.mails.length).toBe(1);
    const token = linkIn(sink.mails.splice(0)[0]?.text ?? '');
    t.p.clock.advance(61 * 60_000);
    expect(code(await accept(browser(), token))).toBe('platform.link-spent');
  });

  it('does not lose an invitation whose mail is refused: the link is shown', async () => {
    sink.closed.add('noe@tavea.example');
    await hina.post('/api/auth/confirm', { password: PASSWORD });
    const made = await hina.post('/api/platform/users', {
      name: 'Noé',
      email: 'noe@tavea.example',
      roles: ['reader'],
    });
    expect(made.json()).toMatchObject({ mailed: false, link: expect.stringContaining('/invitation#') });
  });

  it('sends a test to who asks for it, in their language', async () => {
    expect((await teva.patch('/api/auth/me', { locale: 'en', digest: 'weekly' })).statusCode).toBe(200);
    expect((await teva.get('/api/auth/me')).json()).toMatchObject({ locale: 'en', digest: 'weekly' });
    expect(code(await teva.post('/api/platform/settings/mail-test'))).toBe('platform.forbidden');
    expect((await hina.post('/api/platform/settings/mail-test')).json()).toEqual({ done: true });
    expect(sink.mails.splice(0)).toMatchObject([
      { to: ['hina@tavea.example'], subject: 'Essai de messagerie de Vigie' },
    ]);
    expect((await teva.patch('/api/auth/me', { digest: 'hourly' })).statusCode).toBe(400);
  });

  it('keeps views for their owner, shows the shared ones to all, and lets nobody delete another’s', async () => {
    const list = 'exposure.findings';
    const save = (who: Browser, name: string, shared: boolean) =>
      who.post('/api/platform/views', {
        list,
        name,
        shared,
        search: { state: 'open', severity: 'critical' },
      });
    const names = async (who: Browser) =>
      (await who.get(`/api/platform/views?list=${list}`))
        .json()
        .items.map((v: { name: string; mine: boolean }) => [v.name, v.mine]);
    const own = (await save(teva, 'Mes urgences', false)).json();
    const shared = (await save(teva, 'À traiter ce matin', true)).json();
    expect(own).toMatchObject({ search: { state: 'open', severity: 'critical' }, mine: true, shared: false });
    expect(await names(teva)).toEqual([
      ['Mes urgences', true],
      ['À traiter ce matin', true],
    ]);
    expect(await names(hina)).toEqual([['À traiter ce matin', false]]);
    expect((await hina.get('/api/platform/views?list=watch.advisories')).json().items).toEqual([]);
    expect(code(await hina.delete(`/api/platform/views/${shared.id}`))).toBe('platform.view-unknown');
    expect((await teva.delete(`/api/platform/views/${own.id}`)).json()).toEqual({ done: true });
    expect(await names(teva)).toEqual([['À traiter ce matin', true]]);
    expect((await save(teva, ' ', false)).statusCode).toBe(400);
  });

  it('searches every room for what the asker may see, ten of each, and names the room that cannot answer', async () => {
    const answer = (await teva.get('/api/search?q=pirogue')).json();
    expect(answer.items).toHaveLength(10);
    expect(answer.items[0]).toEqual({ kind: 'harbour.boat', id: '0', title: 'pirogue 0', to: '/bateaux/0' });
    expect(answer.failed).toEqual(['broken']);
    expect(JSON.stringify(answer)).not.toContain('secret_of_the_room');
    expect((await hina.get('/api/search?q=pirogue')).json().items[0].note).toBe('carnet lu');
    expect((await teva.get('/api/search?q=p')).statusCode).toBe(400);
    expect((await browser().get('/api/search?q=pirogue')).statusCode).toBe(401);
  });
});

describe('the demonstration', () => {
  let d: RealApp;
  beforeAll(async () => {
    d = await realApp();
  });
  afterAll(() => d.close());

  it('is made at the first link and signs in, once, as its CISO or as another of its people', async () => {
    const visitor = new Browser(d.app);
    const secret = await signInDemo(d.p);
    expect((await visitor.get(`/api/auth/demo/${secret}`)).statusCode).toBe(302);
    expect((await visitor.get('/api/auth/session')).json()).toMatchObject({
      state: 'signed-in',
      demo: true,
      organisation: { name: 'Gouvernement des îles Tavéa' },
      user: { name: 'Hina Raiarii', roles: ['ciso', 'admin'] },
    });
    expect(d.p.emitted.map((e) => [e.name, e.payload])).toEqual([
      ['platform.setup.completed', { choice: 'demo' }],
    ]);
    expect(code(await new Browser(d.app).get(`/api/auth/demo/${secret}`))).toBe('platform.link-spent');
    for (const [id, name, role] of [
      ['demo-operateur', 'Teva Manutahi', 'operator'],
      ['demo-responsable', 'Paul Kaleo', 'service-owner'],
    ] as const) {
      const other = new Browser(d.app);
      await other.get(`/api/auth/demo/${await signInDemo(d.p, id)}`);
      expect((await other.get('/api/auth/me')).json()).toMatchObject({
        name,
        roles: expect.arrayContaining([role]),
      });
    }
    await expect(signInDemo(d.p, 'nobody')).rejects.toMatchObject({ code: 'platform.user-unknown' });
    expect(d.p.emitted).toHaveLength(1);
  });

  it('gives its people no way in by a password or a mail', async () => {
    const stranger = new Browser(d.app, { ip: '10.9.9.9' });
    expect((await signIn(stranger, 'demo-rssi@demo.invalid', PASSWORD)).statusCode).toBe(401);
    d.p.mail = createMail(ConfigSchema.parse({ smtpUrl: sink.url }), d.p.db, d.p.clock);
    await stranger.post('/api/auth/reset', { email: 'demo-rssi@demo.invalid' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sink.mails).toEqual([]);
  });
});
