import type { FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Platform } from '../platform.ts';
import { deviceCookieOf, setDeviceCookie, setSessionCookie } from './cookies.ts';
import type { From } from './session.ts';
import type { SignedIn } from './sign-in.ts';

export function fromOf(p: Platform, request: FastifyRequest): From {
  return {
    ip: networkOf(request.ip),
    userAgent: String(request.headers['user-agent'] ?? ''),
    device: deviceCookieOf(p, request),
  };
}

/** One household has a whole /64 of IPv6 addresses: it counts as one. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip.slice(0, 60);
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return `${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}

export function welcome(p: Platform, reply: FastifyReply, signedIn: SignedIn): { state: SignedIn['state'] } {
  setSessionCookie(p, reply, signedIn.session.secret);
  if (signedIn.device) setDeviceCookie(p, reply, signedIn.device);
  return { state: signedIn.state };
}
