import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Platform } from '../platform.ts';
import type { Actor } from './actor.ts';
import { beginCeremony, endCeremony } from './ceremonies.ts';
import { fail } from './errors.ts';
import type { From } from './session.ts';
import { finish, noteRefusal, type SignedIn } from './sign-in.ts';
import {
  deletePasskey,
  findPasskey,
  insertPasskey,
  type PasskeyOf,
  passkeysOf,
  touchPasskey,
} from './store/credentials.ts';
import { findUser } from './store/users.ts';
import { beforeTry } from './throttle.ts';

const MOST = 20;

/** The name that passkeys are bound to. Browsers know none for a bare address (WebAuthn §5.1.2). */
export interface Place {
  rpID: string;
  origin: string;
}

export function placeOf(p: Platform, host: string | undefined): Place {
  const url = new URL(p.config.publicUrl ?? `http://${host ?? 'localhost'}`);
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare)) throw fail('passkey-needs-name', { details: { host: url.hostname } });
  return { rpID: url.hostname, origin: url.origin };
}

export async function offerPasskey(p: Platform, actor: Actor, place: Place) {
  const known = await passkeysOf(p.db, actor.userId ?? '');
  if (known.length >= MOST) throw fail('too-many-passkeys', { details: { most: MOST } });
  const user = await findUser(p.db, { id: actor.userId ?? '' });
  if (!user) throw fail('user-unknown');
  const options = await generateRegistrationOptions({
    rpName: 'Vigie',
    rpID: place.rpID,
    userID: new TextEncoder().encode(user.id),
    userName: user.email,
    userDisplayName: user.name,
    attestationType: 'none',
    excludeCredentials: known.map((k) => ({ id: k.id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return {
    ceremony: await beginCeremony(p, 'passkey-add', options.challenge, user.id),
    options: { ...options },
  };
}

export async function addPasskey(
  p: Platform,
  actor: Actor,
  place: Place,
  input: { ceremony: string; response: Record<string, unknown>; name: string },
): Promise<PasskeyOf> {
  const begun = await endCeremony(p, 'passkey-add', input.ceremony);
  if (!begun || begun.user_id !== actor.userId) throw fail('passkey-refused');
  const { registrationInfo } = await verifyRegistrationResponse({
    response: input.response as unknown as RegistrationResponseJSON,
    expectedChallenge: begun.payload,
    expectedOrigin: place.origin,
    expectedRPID: place.rpID,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw fail('passkey-refused', { cause });
  });
  if (!registrationInfo) throw fail('passkey-refused');
  const { credential } = registrationInfo;
  const row: PasskeyOf = {
    id: credential.id,
    user_id: begun.user_id ?? '',
    name: input.name,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: (credential.transports ?? []).map((t) => String(t).slice(0, 20)).slice(0, 8),
    created_at: p.clock.now(),
    last_used_at: null,
  };
  await p.db.transaction().execute(async (trx) => {
    if (!(await insertPasskey(trx, row))) throw fail('passkey-refused');
    await p.journal.append(trx, {
      actor,
      action: 'platform.passkey.added',
      object: { kind: 'platform.user', id: row.user_id, label: actor.name },
      details: { name: input.name },
    });
  });
  return row;
}

/** No name is asked, and none is told: the browser offers the passkeys that it has for this place. */
export async function offerPasskeySignIn(p: Platform, place: Place) {
  const options = await generateAuthenticationOptions({ rpID: place.rpID, userVerification: 'required' });
  return { ceremony: await beginCeremony(p, 'passkey-sign-in', options.challenge), options: { ...options } };
}

/** A passkey shown with its owner verified is two factors at once. */
export async function signInWithPasskey(
  p: Platform,
  from: From,
  place: Place,
  input: { ceremony: string; response: Record<string, unknown> },
  session?: { hash: string; userId: string; isFull: boolean },
): Promise<SignedIn> {
  await beforeTry(p, [{ key: `passkey:${from.ip}`, free: 60, longestWaitS: 60 }]);
  const begun = await endCeremony(p, 'passkey-sign-in', input.ceremony);
  const id = String(input.response.id ?? '').slice(0, 1400);
  const known = begun && (await findPasskey(p.db, id));
  const user = known && (await findUser(p.db, { id: known.user_id }));
  if (!begun || !known || user?.state !== 'active') throw fail('passkey-refused');
  // Confirming in an open session: only its own person can.
  if (session?.isFull && session.userId !== user.id) throw fail('passkey-refused');
  const counter = await verifiedCounter(known, begun.payload, place, input.response).catch(async (error) => {
    await noteRefusal(p, from, user, 'passkey');
    throw error;
  });
  await touchPasskey(p.db, known.id, counter, p.clock.now());
  return finish(p, from, user, 'passkey', session?.hash);
}

async function verifiedCounter(
  known: PasskeyOf,
  challenge: string,
  place: Place,
  response: Record<string, unknown>,
): Promise<number> {
  const result = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.rpID,
    requireUserVerification: true,
    credential: {
      id: known.id,
      publicKey: new Uint8Array(Buffer.from(known.public_key, 'base64url')),
      counter: known.counter,
    },
  }).catch((cause: unknown) => {
    throw fail('passkey-refused', { cause });
  });
  if (!result.verified) throw fail('passkey-refused');
  return result.authenticationInfo.newCounter;
}

export async function removePasskey(p: Platform, actor: Actor, id: string): Promise<void> {
  await p.db.transaction().execute(async (trx) => {
    const name = await deletePasskey(trx, id, actor.userId ?? '');
    if (name === undefined) throw fail('passkey-refused');
    const user = await findUser(trx, { id: actor.userId ?? '' });
    const left = await passkeysOf(trx, actor.userId ?? '');
    if (!user?.password_hash && !user?.oidc_subject && left.length === 0) throw fail('last-factor');
    await p.journal.append(trx, {
      actor,
      action: 'platform.passkey.removed',
      object: { kind: 'platform.user', id: actor.userId ?? '', label: actor.name },
      details: { name },
    });
  });
}
