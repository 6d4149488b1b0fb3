import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { App } from './app.ts';

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);
/** Below this, headers and work cost more than what is spared. */
const FROM_BYTES = 1_024;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/;

/**
 * JSON answers of a kilobyte and more are sent compressed to whoever takes it. Streams (exports, live topics) go as they are, and so
 * does everything under /api/auth: a secret beside words of the asker's choice could be guessed from the length (BREACH).
 */
export function compressAnswers(app: App): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (!JSON_TYPE.test(type) || reply.hasHeader('content-encoding')) return payload;
    if (request.url.startsWith('/api/auth/')) return payload;
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    reply.header('vary', 'accept-encoding');
    if (Buffer.byteLength(payload) < FROM_BYTES) return payload;
    const encoding = encodingOf(String(request.headers['accept-encoding'] ?? ''));
    if (!encoding) return payload;
    reply.header('content-encoding', encoding).removeHeader('content-length');
    return encoding === 'br'
      ? // Quality 4: most of the gain at the cost of gzip.
        brotli(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : deflate(payload);
  });
}

/** Brotli before gzip, none that is refused by `;q=0` (RFC 9110 §12.5.3). */
function encodingOf(accepted: string): 'br' | 'gzip' | undefined {
  const names = accepted
    .toLowerCase()
    .split(',', 20)
    .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
    .map((part) => part.split(';', 1)[0]?.trim());
  return (['br', 'gzip'] as const).find((name) => names.includes(name));
}
