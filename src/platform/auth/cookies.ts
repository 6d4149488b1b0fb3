import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../platform.ts';

/** `__Host-` keeps a sibling host name from setting ours; browsers take it over https only. */
function nameOf(p: Platform, name: string): string {
  return isHttps(p) ? `__Host-${name}` : name;
}

function isHttps(p: Platform): boolean {
  return p.config.publicUrl?.startsWith('https:') ?? false;
}

const SESSION = 'vigie_session';
const DEVICE = 'vigie_device';
const OIDC = 'vigie_oidc';
const YEAR_S = 365 * 86_400;

export function sessionCookieOf(p: Platform, request: FastifyRequest): string | undefined {
  return request.cookies[nameOf(p, SESSION)];
}

/** Without an age: the browser forgets it when closed; the server's expiry rules in any case. */
export function setSessionCookie(p: Platform, reply: FastifyReply, secret: string): void {
  reply.setCookie(nameOf(p, SESSION), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(p),
  });
}

export function clearSessionCookie(p: Platform, reply: FastifyReply): void {
  reply.clearCookie(nameOf(p, SESSION), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(p),
  });
}

export function deviceCookieOf(p: Platform, request: FastifyRequest): string | undefined {
  return request.cookies[nameOf(p, DEVICE)]?.slice(0, 200);
}

export function setDeviceCookie(p: Platform, reply: FastifyReply, device: string): void {
  reply.setCookie(nameOf(p, DEVICE), device, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(p),
    maxAge: YEAR_S,
  });
}

/** Lax: the identity provider sends the browser back from its own site. */
export function setOidcCookie(p: Platform, reply: FastifyReply, secret: string): void {
  reply.setCookie(nameOf(p, OIDC), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(p),
    maxAge: 600,
  });
}

export function takeOidcCookie(
  p: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined {
  reply.clearCookie(nameOf(p, OIDC), { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps(p) });
  return request.cookies[nameOf(p, OIDC)]?.slice(0, 200);
}
