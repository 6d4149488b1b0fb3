import { lookup as dnsLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { Agent, type Dispatcher, ProxyAgent, request as send } from 'undici';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Db } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { createUsageMeter, type UsageMeter } from './count-usage.ts';
import { fail, shownUrl } from './errors.ts';
import {
  type AllowList,
  checkedAddresses,
  guardUrl,
  hostOf,
  type Lookup,
  readAllowList,
} from './guard-target.ts';
import type { Outbound, OutboundRequest, OutboundResponse } from './outbound.ts';
import { readBody } from './read-body.ts';

const MAX_REDIRECTS = 5;
const CONNECT_TIMEOUT_MS = 20_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const USER_AGENT = 'Vigie (vulnerability watch of a public administration)';

export interface OutboundParts {
  config: Pick<Config, 'proxyUrl' | 'outboundAllow' | 'offline'>;
  db: Db;
  clock: Clock;
  log: Log;
  /** Name resolution, all addresses; tests give their own. */
  lookup?: Lookup;
}

export interface OutboundAgent extends Outbound {
  /** Closes connections after the usage counters are written. */
  close(): Promise<void>;
}

/** The way out: guarded at every hop, bounded in size and time, counted against a monthly budget. */
export function createOutbound(parts: OutboundParts): OutboundAgent {
  const allow = readAllowList(parts.config.outboundAllow);
  const lookup = parts.lookup ?? ((host: string) => dnsLookup(host, { all: true, verbatim: true }));
  const dispatcher = dispatcherOf(parts, allow, lookup);
  const usage = createUsageMeter(parts.db, parts.clock, parts.log);
  return {
    async fetch(url, request) {
      if (parts.config.offline) throw fail('outbound-offline', { details: { url: shownUrl(url) } });
      const left = await budgetLeft(usage, url, request);
      const clock = startTimers(url, request);
      try {
        return await followRedirects(
          { dispatcher, allow, lookup, usage, clock, left, now: parts.clock.now, request },
          url,
        );
      } catch (error) {
        clock.stop();
        throw outboundError(error, shownUrl(url), clock.signal);
      }
    },
    async close() {
      await usage.settled();
      await dispatcher.close();
    },
  };
}

/**
 * Direct: the addresses are resolved, checked and connected to in one step, so that a second resolution cannot give
 * others. Through a proxy the proxy resolves: names are checked here too, but the last word is the proxy's.
 */
function dispatcherOf(parts: OutboundParts, allow: AllowList, lookup: Lookup): Dispatcher {
  const common = { connections: 8, keepAliveTimeout: 4_000, maxHeaderSize: 64 * 1024 };
  if (parts.config.proxyUrl) {
    return new ProxyAgent({
      uri: parts.config.proxyUrl,
      ...common,
      requestTls: { timeout: CONNECT_TIMEOUT_MS },
    });
  }
  const pinned: LookupFunction = (host, options, answer) => {
    checkedAddresses(host.toLowerCase().replace(/\.$/, ''), allow, lookup).then(
      (found) => {
        const [first] = found;
        if (options.all) answer(null, found);
        else answer(null, first?.address ?? '', first?.family ?? 4);
      },
      (error: NodeJS.ErrnoException) => answer(error, ''),
    );
  };
  return new Agent({ ...common, connect: { timeout: CONNECT_TIMEOUT_MS, lookup: pinned } });
}

async function budgetLeft(usage: UsageMeter, url: string, request: OutboundRequest): Promise<number> {
  if (request.monthlyBytes === undefined) return Number.POSITIVE_INFINITY;
  const left = request.monthlyBytes - (await usage.used(request.purpose));
  if (left > 0) return left;
  throw fail('outbound-budget-spent', {
    details: { url: shownUrl(url), purpose: request.purpose, monthlyBytes: request.monthlyBytes },
  });
}

interface Timers {
  signal: AbortSignal;
  /** The first byte of the last hop's answer is here. */
  answered(): void;
  stop(): void;
}

function startTimers(url: string, request: OutboundRequest): Timers {
  const abort = new AbortController();
  const limit = (ms: number, phase: string) =>
    setTimeout(
      () =>
        abort.abort(fail('outbound-timeout', { details: { url: shownUrl(url), seconds: ms / 1000, phase } })),
      ms,
    );
  const headers = limit(request.headersTimeoutMs ?? 60_000, 'headers');
  const total = limit(request.totalTimeoutMs ?? 15 * 60_000, 'total');
  const stopped = () => abort.abort(request.signal?.reason);
  if (request.signal?.aborted) stopped();
  request.signal?.addEventListener('abort', stopped, { once: true });
  return {
    signal: abort.signal,
    answered: () => clearTimeout(headers),
    stop: () => {
      clearTimeout(headers);
      clearTimeout(total);
      request.signal?.removeEventListener('abort', stopped);
    },
  };
}

interface Trip {
  dispatcher: Dispatcher;
  allow: AllowList;
  lookup: Lookup;
  usage: UsageMeter;
  clock: Timers;
  left: number;
  now(): Date;
  request: OutboundRequest;
}

async function followRedirects(trip: Trip, start: string): Promise<OutboundResponse> {
  const { request } = trip;
  let url = guardUrl(start);
  let method = request.method ?? 'GET';
  let headers = headersOf(request);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    trip.clock.signal.throwIfAborted();
    await checkedAddresses(hostOf(url), trip.allow, trip.lookup).catch((error: unknown) => {
      // Behind a proxy, names of the outside need not be known here.
      const isLeft = error instanceof AppError && error.code === 'platform.outbound-unknown-host';
      if (!(isLeft && trip.dispatcher instanceof ProxyAgent)) throw error;
    });
    const answer = await send(url, {
      dispatcher: trip.dispatcher,
      method,
      headers,
      ...(method === 'POST' && request.body !== undefined ? { body: request.body } : {}),
      signal: trip.clock.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    // A body we destroy ourselves reports an error that nobody waits for; readers get theirs through the iterator.
    answer.body.on('error', () => {});
    if (!REDIRECTS.has(answer.statusCode)) return accept(trip, url, answer);
    await discard(answer.body);
    const next = redirectTarget(answer.headers.location, url);
    if (next.origin !== url.origin) headers = withoutSecrets(headers);
    if (answer.statusCode <= 303) method = 'GET';
    url = next;
  }
  throw fail('outbound-too-many-redirects', { details: { url: shownUrl(start), limit: MAX_REDIRECTS } });
}

function headersOf(request: OutboundRequest): Record<string, string> {
  return {
    'user-agent': USER_AGENT,
    'accept-encoding': 'gzip, br, deflate',
    ...(request.accept ? { accept: request.accept } : {}),
    ...(request.etag ? { 'if-none-match': request.etag } : {}),
    ...(request.lastModified ? { 'if-modified-since': request.lastModified } : {}),
    ...Object.fromEntries(Object.entries(request.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v])),
  };
}

function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  const secret = /^(authorization|cookie|apikey|x-api-key|proxy-authorization|.*token.*)$/;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.test(name)));
}

function redirectTarget(location: string | string[] | undefined, from: URL): URL {
  const text = Array.isArray(location) ? location[0] : location;
  if (!text) throw fail('outbound-bad-redirect', { details: { url: shownUrl(from), reason: 'no-location' } });
  const next = guardUrl(text, from);
  if (from.protocol === 'https:' && next.protocol === 'http:')
    throw fail('outbound-bad-redirect', { details: { url: shownUrl(from), reason: 'unencrypted' } });
  return next;
}

/** Reads little of an answer that is not wanted, so that the connection can be used again. */
async function discard(body: Readable): Promise<void> {
  let size = 0;
  for await (const chunk of body) {
    size += (chunk as Buffer).length;
    if (size > 64 * 1024) break;
  }
  body.destroy();
}

async function accept(trip: Trip, url: URL, answer: Dispatcher.ResponseData): Promise<OutboundResponse> {
  const { clock, request, usage } = trip;
  clock.answered();
  const headers = flatten(answer.headers);
  const isNotModified = answer.statusCode === 304;
  if (!isNotModified && (answer.statusCode < 200 || answer.statusCode > 299)) {
    await discard(answer.body);
    const seconds = retryAfterSeconds(headers['retry-after'], trip.now());
    throw statusError(shownUrl(url), answer.statusCode, seconds);
  }
  const expected = headers['content-length'] === undefined ? undefined : Number(headers['content-length']);
  const common = {
    url: url.href,
    status: answer.statusCode,
    notModified: isNotModified,
    headers,
    ...(headers.etag ? { etag: headers.etag } : {}),
    ...(headers['last-modified'] ? { lastModified: headers['last-modified'] } : {}),
    ...(headers['content-type'] ? { contentType: headers['content-type'] } : {}),
  };
  if (isNotModified) {
    await discard(answer.body);
    clock.stop();
    usage.add(request.purpose, 0, 1);
    return { ...common, body: Readable.from([]) };
  }
  refuseDeclaredSize(trip, url, answer.body, expected, headers['content-encoding']);
  let received = 0;
  const body = readBody(answer.body, {
    url: shownUrl(url),
    encoding: headers['content-encoding'],
    maxBytes: request.maxBytes ?? 256 * 1024 ** 2,
    stallTimeoutMs: request.stallTimeoutMs ?? 30_000,
    budgetLeft: trip.left,
    expected,
    signal: clock.signal,
    received: (bytes) => {
      received += bytes;
    },
    ended: () => {
      clock.stop();
      usage.add(request.purpose, received, 1);
    },
  });
  return { ...common, body: Readable.from(body, { objectMode: false, highWaterMark: 256 * 1024 }) };
}

function refuseDeclaredSize(
  trip: Trip,
  url: URL,
  body: Readable,
  expected: number | undefined,
  encoding: string | undefined,
): void {
  if (expected === undefined) return;
  const limit = trip.request.maxBytes ?? 256 * 1024 ** 2;
  const name =
    !encoding && expected > limit
      ? 'outbound-too-large'
      : expected > trip.left
        ? 'outbound-budget-spent'
        : undefined;
  if (!name) return;
  body.destroy();
  throw fail(name, { details: { url: shownUrl(url), limit, size: expected, purpose: trip.request.purpose } });
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function statusError(url: string, status: number, retryAfterSeconds: number | null): AppError {
  const details = { url, status, retryAfterSeconds };
  if (status === 429 || status === 503) return fail('outbound-throttled', { details });
  if (status >= 500 || status === 408 || status === 425) return fail('outbound-server-error', { details });
  return fail('outbound-refused', { details });
}

/** RFC 9110 §10.2.3: seconds or a date; at most a day. */
function retryAfterSeconds(value: string | undefined, now: Date): number | null {
  if (!value) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.round(seconds)), 86_400) : null;
}

function outboundError(error: unknown, url: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof AppError) return error;
  const inner = error instanceof Error ? (error.cause ?? error) : error;
  if (inner instanceof AppError) return inner;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : String(inner);
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return fail('outbound-timeout', {
      cause: error,
      details: { url, seconds: CONNECT_TIMEOUT_MS / 1000, phase: 'connect' },
    });
  return fail('outbound-unreachable', { cause: error, details: { url, reason: code } });
}
