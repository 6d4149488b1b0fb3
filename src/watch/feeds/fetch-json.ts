import { AppError } from '../../platform/errors.ts';
import { decodeText, readBytes } from '../../platform/files/read-lines.ts';
import type { OutboundRequest, OutboundResponse } from '../../platform/outbound/outbound.ts';
import { fail } from '../errors.ts';
import type { FeedSource } from './define-feed.ts';

const MIB = 1024 ** 2;
const ATTEMPTS = 5;
const LONGEST_WAIT_MS = 10 * 60_000;

export interface FetchOptions extends Partial<OutboundRequest> {
  /** Statuses by which this publisher asks for patience, besides 429 and 5xx. */
  patientOn?: readonly number[];
  /** First pause before asking again; doubled each time. Absent: 6 s. */
  pauseMs?: number;
}

/** Whether asking again later can help: the publisher is busy or the line broke. */
function isPassing(error: unknown, patientOn: readonly number[]): error is AppError {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'platform.outbound-refused') return patientOn.includes(Number(error.details.status));
  return error.kind === 'theirs' && error.code.startsWith('platform.outbound-');
}

/** Asks, reads, and asks again after a pause when the publisher is busy, a few times; the last refusal is thrown. */
export async function patiently<T>(
  source: FeedSource,
  options: Pick<FetchOptions, 'patientOn' | 'pauseMs'>,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isPassing(error, options.patientOn ?? [])) throw error;
      const asked = Number(error.details.retryAfterSeconds ?? 0) * 1000;
      const pause = Math.max(asked, (options.pauseMs ?? 6000) * 2 ** (attempt - 1));
      if (pause > LONGEST_WAIT_MS) throw error;
      source.signal?.throwIfAborted();
      await source.wait(pause);
    }
  }
}

/** One text document, within its bound. */
export async function fetchText(
  source: FeedSource,
  url: string,
  options: FetchOptions = {},
): Promise<{ text: string; response: OutboundResponse }> {
  const { patientOn, pauseMs, ...request } = options;
  const maxBytes = request.maxBytes ?? 64 * MIB;
  return patiently(source, options, async () => {
    const response = await source.fetch(url, { maxBytes, ...request });
    const text = response.notModified
      ? ''
      : decodeText(url, await readBytes(url, response.body, maxBytes)).replace(/^\uFEFF/, '');
    return { text, response };
  });
}

/**
 * One JSON document.
 *
 * @throws `watch.feed-sent-html`, `watch.feed-wrong-content`, outbound errors
 */
export async function fetchJson(
  feedId: string,
  source: FeedSource,
  url: string,
  options: FetchOptions = {},
): Promise<unknown> {
  const { text } = await fetchText(source, url, { accept: 'application/json', ...options });
  return parseText(feedId, url, text);
}

export function parseText(feedId: string, place: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (/^\s*</.test(text)) throw fail('feed-sent-html', { cause, details: { feed: feedId, place } });
    throw fail('feed-wrong-content', { cause, details: { feed: feedId, place, reason: 'not JSON' } });
  }
}

/** A document that is not what the feed expects, with the first reason. */
export function wrongContent(
  feedId: string,
  place: string,
  issue: { path: PropertyKey[]; message: string } | string | undefined,
): AppError {
  const reason =
    typeof issue === 'object' ? `${issue.path.map(String).join('.')}: ${issue.message}` : (issue ?? '');
  return fail('feed-wrong-content', { details: { feed: feedId, place, reason: reason.slice(0, 300) } });
}
