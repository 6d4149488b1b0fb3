import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { fail, shownUrl } from './errors.ts';
import type { Outbound, OutboundRequest, OutboundResponse } from './outbound.ts';

const Recorded = z.object({
  request: z.object({ method: z.string(), url: z.string() }),
  response: z.object({
    url: z.string(),
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    etag: z.string().optional(),
    lastModified: z.string().optional(),
    contentType: z.string().optional(),
  }),
});

/** Same method, address and body: same answer. Conditions are left out, the replayer applies them. */
function keyOf(url: string, request: OutboundRequest): string {
  return createHash('sha256')
    .update(`${request.method ?? 'GET'} ${url}\n`)
    .update(request.body ?? '')
    .digest('hex')
    .slice(0, 24);
}

/**
 * Writes every answer that was read to its end into `folder`: `<key>.json` (what was asked and told) and `<key>.body`. Request
 * headers are left out: they hold keys.
 */
export function recordOutbound(inner: Outbound, folder: string): Outbound {
  return {
    async fetch(url, request) {
      const response = await inner.fetch(url, request);
      if (response.notModified) return response;
      await mkdir(folder, { recursive: true });
      const path = join(folder, keyOf(url, request));
      const body = Readable.from(copyTo(path, url, request, response), { objectMode: false });
      return { ...response, body };
    },
  };
}

async function* copyTo(path: string, url: string, request: OutboundRequest, response: OutboundResponse) {
  const file = await open(`${path}.part`, 'w', 0o600);
  let isWhole = false;
  try {
    for await (const chunk of response.body) {
      await file.writeFile(chunk as Buffer);
      yield chunk as Buffer;
    }
    isWhole = true;
  } finally {
    await file.close();
    if (!isWhole) await rm(`${path}.part`, { force: true });
  }
  await rename(`${path}.part`, `${path}.body`);
  const { notModified: _notModified, body: _body, ...told } = response;
  const record = { request: { method: request.method ?? 'GET', url }, response: told };
  await writeFile(`${path}.json`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}

/** Answers from a recorded folder and from nowhere else; an address never recorded is an error. */
export function replayOutbound(folder: string): Outbound {
  return {
    async fetch(url, request) {
      request.signal?.throwIfAborted();
      const path = join(folder, keyOf(url, request));
      const text = await readFile(`${path}.json`, 'utf8').catch((cause: unknown) => {
        throw fail('outbound-not-recorded', { cause, details: { url: shownUrl(url) } });
      });
      const { response } = Recorded.parse(JSON.parse(text));
      const isSame =
        (response.etag !== undefined && response.etag === request.etag) ||
        (response.lastModified !== undefined && response.lastModified === request.lastModified);
      const { etag, lastModified, contentType, ...rest } = response;
      return {
        ...rest,
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
        ...(contentType === undefined ? {} : { contentType }),
        notModified: isSame,
        ...(isSame ? { status: 304 } : {}),
        body: isSame ? Readable.from([]) : createReadStream(`${path}.body`),
      };
    },
  };
}
