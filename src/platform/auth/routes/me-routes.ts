import type { App } from '../../http/app.ts';
import type { Platform } from '../../platform.ts';
import { changeMe } from '../change-me.ts';
import { changePassword } from '../change-password.ts';
import {
  ChangePassword,
  ConfirmTotp,
  Done,
  Id,
  IssuedToken,
  Me,
  MeChange,
  NewPasskey,
  NewToken,
  Passkey,
  PasskeyOptions,
  Passkeys,
  RecoveryCodes,
  Sessions,
  Tokens,
  TotpOffer,
} from '../contract.ts';
import { setSessionCookie } from '../cookies.ts';
import { fromOf } from '../from.ts';
import { addPasskey, offerPasskey, placeOf, removePasskey } from '../passkeys.ts';
import { presentPasskey, presentToken } from '../present.ts';
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from '../second-factors.ts';
import { meOf } from '../session-state.ts';
import { openSessions, revokeSession } from '../sign-out.ts';
import { passkeysOf } from '../store/credentials.ts';
import { listTokens } from '../store/tokens.ts';
import { endToken, issueToken } from '../tokens.ts';

const tags = ['auth'];
const signedIn = { signedIn: true } as const;
/** Sessions, tokens, passkeys: a token that leaks must not draw the map of its owner's ways in. */
const personal = { signedIn: true, personal: true } as const;
const recent = { signedIn: true, recent: true } as const;
const done = { done: true } as const;

/** What belongs to the signed-in person. */
export function meRoutes(app: App, p: Platform): void {
  app.get(
    '/api/auth/me',
    { config: signedIn, schema: { tags, summary: 'My profile and permissions', response: { 200: Me } } },
    async (req) => meOf(p, req.actor),
  );
  app.patch(
    '/api/auth/me',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Change my name, language, theme, digest',
        body: MeChange,
        response: { 200: Me },
      },
    },
    async (req) => {
      await changeMe(p, req.actor, req.body);
      return meOf(p, req.actor);
    },
  );
  app.post(
    '/api/auth/me/password',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Change my password; my other sessions end',
        body: ChangePassword,
        response: { 200: Done },
      },
    },
    async (req, reply) => {
      const { secret } = await changePassword(p, fromOf(p, req), req.session, req.body);
      setSessionCookie(p, reply, secret);
      return done;
    },
  );
  app.get(
    '/api/auth/me/sessions',
    { config: personal, schema: { tags, summary: 'My open sessions', response: { 200: Sessions } } },
    async (req) => ({ items: await openSessions(p, req.actor.userId, req.session?.hash) }),
  );
  app.delete(
    '/api/auth/me/sessions/:id',
    {
      config: signedIn,
      schema: { tags, summary: 'End one of my sessions', params: Id, response: { 200: Done } },
    },
    async (req) => {
      await revokeSession(p, { ...req.actor, permissions: new Set() }, req.params.id);
      return done;
    },
  );
  tokenRoutes(app, p);
  totpRoutes(app, p);
  passkeyRoutes(app, p);
}

function tokenRoutes(app: App, p: Platform): void {
  app.get(
    '/api/auth/me/tokens',
    { config: personal, schema: { tags, summary: 'My API tokens', response: { 200: Tokens } } },
    async (req) => ({ items: (await listTokens(p.db, req.actor.userId)).map(presentToken) }),
  );
  app.post(
    '/api/auth/me/tokens',
    {
      config: recent,
      schema: {
        tags,
        summary: 'Issue an API token, shown this once',
        body: NewToken,
        response: { 200: IssuedToken },
      },
    },
    async (req) => {
      const { token, row } = await issueToken(p, req.actor, req.body);
      return { token, row: presentToken(row) };
    },
  );
  app.delete(
    '/api/auth/me/tokens/:id',
    {
      config: signedIn,
      schema: { tags, summary: 'Revoke one of my tokens', params: Id, response: { 200: Done } },
    },
    async (req) => {
      await endToken(p, { ...req.actor, permissions: new Set() }, req.params.id);
      return done;
    },
  );
}

function totpRoutes(app: App, p: Platform): void {
  app.post(
    '/api/auth/me/totp',
    {
      config: recent,
      schema: { tags, summary: 'Begin to add an authenticator app', response: { 200: TotpOffer } },
    },
    async (req) => beginTotp(p, req.actor),
  );
  app.post(
    '/api/auth/me/totp/confirm',
    {
      config: recent,
      schema: {
        tags,
        summary: 'First code of the app; gives the recovery codes',
        body: ConfirmTotp,
        response: { 200: RecoveryCodes },
      },
    },
    async (req) => confirmTotp(p, req.actor, req.session?.hash, req.body.code),
  );
  app.delete(
    '/api/auth/me/totp',
    { config: recent, schema: { tags, summary: 'Remove the authenticator app', response: { 200: Done } } },
    async (req) => {
      await removeTotp(p, req.actor);
      return done;
    },
  );
  app.post(
    '/api/auth/me/recovery-codes',
    {
      config: recent,
      schema: { tags, summary: 'New recovery codes; the former ones end', response: { 200: RecoveryCodes } },
    },
    async (req) => renewRecoveryCodes(p, req.actor),
  );
}

function passkeyRoutes(app: App, p: Platform): void {
  app.get(
    '/api/auth/me/passkeys',
    { config: personal, schema: { tags, summary: 'My passkeys', response: { 200: Passkeys } } },
    async (req) => ({ items: (await passkeysOf(p.db, req.actor.userId ?? '')).map(presentPasskey) }),
  );
  app.post(
    '/api/auth/me/passkeys/options',
    {
      config: recent,
      schema: { tags, summary: 'Begin to add a passkey', response: { 200: PasskeyOptions } },
    },
    async (req) => offerPasskey(p, req.actor, placeOf(p, req.headers.host)),
  );
  app.post(
    '/api/auth/me/passkeys',
    {
      config: recent,
      schema: { tags, summary: 'Add a passkey', body: NewPasskey, response: { 200: Passkey } },
    },
    async (req) => presentPasskey(await addPasskey(p, req.actor, placeOf(p, req.headers.host), req.body)),
  );
  app.delete(
    '/api/auth/me/passkeys/:id',
    {
      config: recent,
      schema: { tags, summary: 'Remove a passkey', params: Id, response: { 200: Done } },
    },
    async (req) => {
      await removePasskey(p, req.actor, req.params.id);
      return done;
    },
  );
}
