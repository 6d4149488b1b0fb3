import { text } from 'node:stream/consumers';
import * as oidc from 'openid-client';
import type { Platform } from '../platform.ts';
import { readSettings } from '../settings/settings.ts';
import { beginCeremony, endCeremony } from './ceremonies.ts';
import { RoleSchema } from './contract.ts';
import { fail } from './errors.ts';
import { tidyRoles } from './grants.ts';
import type { From } from './session.ts';
import { finish, personOf, type SignedIn } from './sign-in.ts';
import { countActiveAdmins, findUser, lockUser, type User, updateUser } from './store/users.ts';

const known = new WeakMap<Platform, { at: number; config: Promise<oidc.Configuration> }>();
const FRESH_MS = 3_600_000;

export function isOidcConfigured(p: Platform): boolean {
  return Boolean(p.config.oidcIssuer && p.config.oidcClientId);
}

/** The provider's own description, asked again every hour; a failure is not remembered. */
async function configuration(p: Platform): Promise<oidc.Configuration> {
  const { oidcIssuer, oidcClientId, oidcClientSecret } = p.config;
  if (!oidcIssuer || !oidcClientId) throw fail('oidc-not-configured');
  const kept = known.get(p);
  if (kept && p.clock.now().getTime() - kept.at < FRESH_MS) return kept.config;
  const issuer = new URL(oidcIssuer);
  // Plain http is for a provider on this very machine only.
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(issuer.hostname);
  const config = oidc.discovery(issuer, oidcClientId, oidcClientSecret, undefined, {
    [oidc.customFetch]: (url, init) => fetchThrough(p, String(url), init),
    ...(isLocal && issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
    timeout: 15,
  });
  known.set(p, { at: p.clock.now().getTime(), config });
  return config.catch((cause: unknown) => {
    known.delete(p);
    throw fail('oidc-unreachable', { cause, details: { issuer: issuer.origin } });
  });
}

/** The provider is asked by the only way out of the process. */
async function fetchThrough(
  p: Platform,
  url: string,
  init: { method: string; headers: Record<string, string>; body?: unknown },
): Promise<Response> {
  const answer = await p.outbound.fetch(url, {
    purpose: 'oidc',
    method: init.method === 'POST' ? 'POST' : 'GET',
    headers: { ...init.headers },
    ...(init.body === undefined || init.body === null ? {} : { body: String(init.body) }),
    maxBytes: 1024 * 1024,
    totalTimeoutMs: 15_000,
  });
  const { 'content-encoding': _coded, 'content-length': _length, ...headers } = answer.headers;
  return new Response(await text(answer.body), { status: answer.status, headers });
}

export function callbackOf(p: Platform, host: string | undefined): URL {
  return new URL('/api/auth/oidc/callback', p.config.publicUrl ?? `http://${host ?? 'localhost'}`);
}

/** Where to send the browser, and what it must bring back. */
export async function beginOidc(p: Platform, redirect: URL): Promise<{ url: string; secret: string }> {
  const config = await configuration(p);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const secret = await beginCeremony(p, 'oidc', JSON.stringify({ verifier, state, nonce }));
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirect.href,
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return { url: url.href, secret };
}

/** Back from the provider: state, nonce and PKCE are those of this browser, once; then the person is found here. */
export async function finishOidc(
  p: Platform,
  from: From,
  back: URL,
  secret: string | undefined,
): Promise<SignedIn> {
  const begun = secret && (await endCeremony(p, 'oidc', secret));
  if (!begun) throw fail('oidc-refused');
  const { verifier, state, nonce } = JSON.parse(begun.payload) as Record<string, string>;
  const tokens = await oidc
    .authorizationCodeGrant(await configuration(p), back, {
      pkceCodeVerifier: verifier ?? '',
      expectedState: state ?? '',
      expectedNonce: nonce ?? '',
      idTokenExpected: true,
    })
    .catch((cause: unknown) => {
      throw fail('oidc-refused', { cause });
    });
  const claims = tokens.claims();
  if (!claims) throw fail('oidc-refused');
  const user = await personBehind(p, claims);
  return finish(p, from, user, 'oidc');
}

/** By the subject known here; or, the first time, by an address that the provider says it verified. */
async function personBehind(p: Platform, claims: oidc.IDToken): Promise<User> {
  const { sub, email } = claims;
  const bySubject = await findUser(p.db, { oidcSubject: sub });
  const byEmail =
    !bySubject && typeof email === 'string' && claims.email_verified === true
      ? await findUser(p.db, { email: email.toLowerCase() })
      : undefined;
  const found = bySubject ?? (byEmail?.oidc_subject === null ? byEmail : undefined);
  if (!found || found.state === 'disabled' || found.is_demo) throw fail('oidc-unknown-person');
  const { oidc: settings } = await readSettings(p.db);
  return p.db.transaction().execute(async (trx) => {
    const user = await lockUser(trx, found.id);
    if (!user || user.state === 'disabled') throw fail('oidc-unknown-person');
    const roles = mappedRoles(claims, settings) ?? user.roles;
    const isLastAdmin =
      user.roles.includes('admin') && !roles.includes('admin') && (await countActiveAdmins(trx)) === 1;
    const kept = isLastAdmin ? tidyRoles([...roles, 'admin']) : roles;
    await updateUser(trx, user.id, { oidc_subject: sub, state: 'active', roles: kept });
    if (user.oidc_subject !== sub || kept.join() !== user.roles.join())
      await p.journal.append(trx, {
        actor: personOf(user),
        action: 'platform.oidc.linked',
        object: { kind: 'platform.user', id: user.id, label: user.name },
        details: { subject: sub, roles: kept },
      });
    return { ...user, roles: kept, oidc_subject: sub, state: 'active' };
  });
}

/** Groups of the claim, mapped as the settings say; undefined leaves the roles given here. */
function mappedRoles(
  claims: oidc.IDToken,
  settings: { roleClaim?: string | undefined; roleMap: Record<string, string> },
) {
  if (!settings.roleClaim || !Object.hasOwn(claims, settings.roleClaim)) return undefined;
  const values = [claims[settings.roleClaim]].flat(1).filter((v) => typeof v === 'string');
  const roles = values.flatMap((v) => {
    const role = Object.hasOwn(settings.roleMap, v) ? RoleSchema.safeParse(settings.roleMap[v]) : undefined;
    return role?.success ? [role.data] : [];
  });
  return roles.length > 0 ? tidyRoles(roles) : undefined;
}
