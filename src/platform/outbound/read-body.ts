import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '../errors.ts';
import { fail } from './errors.ts';

const MAX_RATIO = 250;
const RATIO_FLOOR = 32 * 1024 ** 2;

export interface BodyBounds {
  url: string;
  encoding: string | undefined;
  maxBytes: number;
  stallTimeoutMs: number;
  /** Wire bytes still allowed by the budget. */
  budgetLeft: number;
  expected: number | undefined;
  signal: AbortSignal;
  received(bytes: number): void;
  /** Called once, however the reading ends. */
  ended(): void;
}

/** The body, decompressed and bounded on both sides: what the wire brings, and what it unfolds to. */
export async function* readBody(source: Readable, bounds: BodyBounds): AsyncGenerator<Buffer> {
  const decoder = decoderOf(bounds);
  const wire = { bytes: 0 };
  let written = 0;
  const counted = countWire(source, bounds, wire);
  try {
    const chunks = decoder ? decode(counted, decoder) : counted;
    for await (const chunk of chunks) {
      written += chunk.length;
      if (written > bounds.maxBytes)
        throw fail('outbound-too-large', { details: { url: bounds.url, limit: bounds.maxBytes } });
      if (decoder && written > RATIO_FLOOR && written / Math.max(1, wire.bytes) > MAX_RATIO)
        throw fail('outbound-bomb', {
          details: { url: bounds.url, ratio: Math.round(written / wire.bytes) },
        });
      yield chunk;
    }
  } catch (cause) {
    throw bodyError(cause, bounds);
  } finally {
    source.destroy();
    decoder?.destroy();
    bounds.ended();
  }
}

function decoderOf({ encoding, url }: BodyBounds) {
  const chunkSize = 256 * 1024;
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ chunkSize });
    case 'br':
      return createBrotliDecompress({ chunkSize });
    case 'deflate':
      return createInflate({ chunkSize });
    default:
      throw fail('outbound-encoding', { details: { url, encoding: encoding?.slice(0, 60) } });
  }
}

async function* countWire(
  source: Readable,
  bounds: BodyBounds,
  wire: { bytes: number },
): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await withinStall(iterator.next(), source, bounds);
    if (next.done) break;
    const chunk = next.value as Buffer;
    wire.bytes += chunk.length;
    bounds.received(chunk.length);
    if (wire.bytes > bounds.budgetLeft) throw fail('outbound-budget-spent', { details: { url: bounds.url } });
    yield chunk;
  }
  if (bounds.expected !== undefined && wire.bytes < bounds.expected)
    throw fail('outbound-truncated', {
      details: { url: bounds.url, expected: bounds.expected, received: wire.bytes },
    });
}

async function withinStall<T>(next: Promise<T>, source: Readable, bounds: BodyBounds): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        fail('outbound-stalled', { details: { url: bounds.url, seconds: bounds.stallTimeoutMs / 1000 } }),
      );
      source.destroy();
    }, bounds.stallTimeoutMs);
  });
  try {
    return await Promise.race([next, stalled]);
  } finally {
    clearTimeout(timer);
    // The read that lost the race ends with the destroyed source.
    next.catch(() => undefined);
  }
}

async function* decode(
  chunks: AsyncGenerator<Buffer>,
  decoder: NodeJS.ReadWriteStream & { destroy(error?: Error): unknown },
): AsyncGenerator<Buffer> {
  const out = new PassThrough({ highWaterMark: 1024 * 1024 });
  const fed = (async () => {
    try {
      for await (const chunk of chunks) {
        if (!decoder.write(chunk)) await drained(decoder);
      }
      decoder.end();
    } catch (error) {
      out.destroy(error as Error);
    }
  })();
  decoder.on('error', (error) => out.destroy(error));
  decoder.pipe(out);
  try {
    for await (const chunk of out) yield chunk as Buffer;
  } finally {
    decoder.destroy();
    out.destroy();
    await chunks.return(undefined);
    await fed;
  }
}

function drained(stream: NodeJS.ReadWriteStream): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      stream.off('error', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
    stream.on('error', done);
  });
}

function bodyError(cause: unknown, bounds: BodyBounds): unknown {
  if (bounds.signal.aborted) return bounds.signal.reason;
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_FORMAT'))
    return fail(code === 'Z_BUF_ERROR' ? 'outbound-truncated' : 'outbound-encoding', {
      cause,
      details: { url: bounds.url, encoding: bounds.encoding },
    });
  return fail('outbound-truncated', { cause, details: { url: bounds.url, reason: code } });
}
