import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../http/app.ts';
import type { Platform } from '../../platform.ts';
import { confirm } from '../confirm.ts';
import {
  AcceptLink,
  AskReset,
  Confirm,
  Done,
  LinkFacts,
  OneTimeLink,
  PasskeyAnswer,
  PasskeyOptions,
  SecondFactor,
  SessionState,
  SetUp,
  SignIn,
  SignInAnswer,
} from '../contract.ts';
import { clearSessionCookie, setOidcCookie, setSessionCookie, takeOidcCookie } from '../cookies.ts';
import { fromOf, welcome } from '../from.ts';
import { acceptLink, askReset, openDemoLink, readLink } from '../links.ts';
import { beginOidc, callbackOf, finishOidc } from '../oidc.ts';
import { offerPasskeySignIn, placeOf, signInWithPasskey } from '../passkeys.ts';
import { sessionStateOf } from '../session-state.ts';
import { setUp } from '../set-up.ts';
import { giveSecondFactor, signIn } from '../sign-in.ts';
import { signOut } from '../sign-out.ts';

const config = { public: true, rateLimit: { max: 60, timeWindow: '1 minute' } } as const;
const tags = ['auth'];
const done = { done: true } as const;

/** Everything that is open before one is signed in. */
export function signInRoutes(app: App, p: Platform): void {
  app.get(
    '/api/auth/session',
    {
      config: { public: true },
      schema: { tags, summary: 'Who is here, and what this Vigie is', response: { 200: SessionState } },
    },
    async (req) => sessionStateOf(p, req.actor, req.session),
  );
  app.post(
    '/api/auth/set-up',
    {
      config,
      schema: {
        tags,
        summary: 'First set-up, with the link printed at start',
        body: SetUp,
        response: { 200: SignInAnswer },
      },
    },
    async (req, reply) => {
      const session = await setUp(p, fromOf(p, req), req.body);
      return welcome(p, reply, { state: 'signed-in', session });
    },
  );
  app.post(
    '/api/auth/sign-in',
    {
      config,
      schema: { tags, summary: 'Sign in by password', body: SignIn, response: { 200: SignInAnswer } },
    },
    async (req, reply) => welcome(p, reply, await signIn(p, fromOf(p, req), req.body, req.session?.hash)),
  );
  app.post(
    '/api/auth/sign-in/second-factor',
    {
      config,
      schema: {
        tags,
        summary: 'Code of the app, or a recovery code',
        body: SecondFactor,
        response: { 200: SignInAnswer },
      },
    },
    async (req, reply) =>
      welcome(p, reply, await giveSecondFactor(p, fromOf(p, req), req.session, req.body.code)),
  );
  app.post(
    '/api/auth/sign-in/passkey/options',
    {
      config,
      schema: {
        tags,
        summary: 'Begin to sign in (or confirm) with a passkey',
        response: { 200: PasskeyOptions },
      },
    },
    async (req) => offerPasskeySignIn(p, placeOf(p, req.headers.host)),
  );
  app.post(
    '/api/auth/sign-in/passkey',
    {
      config,
      schema: {
        tags,
        summary: 'Sign in (or confirm) with a passkey',
        body: PasskeyAnswer,
        response: { 200: SignInAnswer },
      },
    },
    async (req, reply) =>
      welcome(
        p,
        reply,
        await signInWithPasskey(p, fromOf(p, req), placeOf(p, req.headers.host), req.body, sessionFacts(req)),
      ),
  );
  app.post(
    '/api/auth/confirm',
    {
      config: { signedIn: true },
      schema: {
        tags,
        summary: 'Show again who is there, before a dangerous act',
        body: Confirm,
        response: { 200: Done },
      },
    },
    async (req, reply) => {
      const { secret } = await confirm(p, fromOf(p, req), req.session, req.body);
      setSessionCookie(p, reply, secret);
      return done;
    },
  );
  app.post(
    '/api/auth/sign-out',
    { config: { public: true }, schema: { tags, summary: 'End this session', response: { 200: Done } } },
    async (req, reply) => {
      if (req.session) await signOut(p, req.actor, req.session);
      clearSessionCookie(p, reply);
      return done;
    },
  );
  linkRoutes(app, p);
  oidcRoutes(app, p);
}

function linkRoutes(app: App, p: Platform): void {
  app.post(
    '/api/auth/links/read',
    {
      config,
      schema: {
        tags,
        summary: 'What a one-time link is for',
        body: OneTimeLink,
        response: { 200: LinkFacts },
      },
    },
    async (req) => {
      const { link, user } = await readLink(p, fromOf(p, req), req.body.token);
      return { kind: link.kind, name: user?.name ?? null, email: user?.email ?? null };
    },
  );
  app.post(
    '/api/auth/links/accept',
    {
      config,
      schema: {
        tags,
        summary: 'Choose a password with an invitation or a reset link',
        body: AcceptLink,
        response: { 200: SignInAnswer },
      },
    },
    async (req, reply) => welcome(p, reply, await acceptLink(p, fromOf(p, req), req.body)),
  );
  app.post(
    '/api/auth/reset',
    {
      config,
      schema: {
        tags,
        summary: 'Ask for a reset link by mail; the answer never tells who exists',
        body: AskReset,
        response: { 200: Done },
      },
    },
    async (req) => {
      await askReset(p, fromOf(p, req), req.body.email);
      return done;
    },
  );
  app.get(
    '/api/auth/demo/:token',
    {
      config,
      schema: {
        tags,
        summary: 'Open the demonstration, once, by the link printed at start',
        params: OneTimeLink,
      },
    },
    async (req, reply) => {
      welcome(p, reply, await openDemoLink(p, fromOf(p, req), req.params.token));
      return reply.redirect('/');
    },
  );
}

function oidcRoutes(app: App, p: Platform): void {
  app.get(
    '/api/auth/oidc/start',
    { config, schema: { tags, summary: 'To the identity provider' } },
    async (req, reply) => {
      const { url, secret } = await beginOidc(p, callbackOf(p, req.headers.host));
      setOidcCookie(p, reply, secret);
      return reply.redirect(url);
    },
  );
  app.get(
    '/api/auth/oidc/callback',
    { config, schema: { tags, summary: 'Back from the identity provider', querystring: z.looseObject({}) } },
    async (req, reply) => {
      const back = new URL(req.url, callbackOf(p, req.headers.host));
      welcome(p, reply, await finishOidc(p, fromOf(p, req), back, takeOidcCookie(p, req, reply)));
      return reply.redirect('/');
    },
  );
}

function sessionFacts(req: FastifyRequest) {
  const { session } = req;
  return session && { hash: session.hash, userId: session.user_id, isFull: session.stage === 'full' };
}
