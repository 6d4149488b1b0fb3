import { fileError } from './read-errors.ts';

export interface Line {
  bytes: Buffer;
  /** From 1. */
  number: number;
}

/** Lines of a content without their end (`\n` or `\r\n`), empty ones included; a line beyond the bound is refused. */
export async function* readLines(
  place: string,
  content: AsyncIterable<Buffer>,
  maxLineBytes = 64 * 1024 ** 2,
): AsyncGenerator<Line> {
  let pending: Buffer[] = [];
  let pendingSize = 0;
  let number = 1;
  for await (const chunk of content) {
    let start = 0;
    for (let end = chunk.indexOf(10, start); end !== -1; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end);
      const bytes = pending.length === 0 ? piece : Buffer.concat([...pending, piece]);
      pending = [];
      pendingSize = 0;
      start = end + 1;
      yield { bytes: withoutReturn(bytes), number };
      number += 1;
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      pendingSize += chunk.length - start;
      if (pendingSize > maxLineBytes)
        throw fileError('file-line-too-long', {
          details: { place: `${place}:${number}`, limit: maxLineBytes },
        });
    }
  }
  if (pendingSize > 0) yield { bytes: withoutReturn(Buffer.concat(pending)), number };
}

const withoutReturn = (b: Buffer): Buffer => (b[b.length - 1] === 13 ? b.subarray(0, -1) : b);

const strict = new TextDecoder('utf-8', { fatal: true });

/** Text of bytes from outside: UTF-8, or UTF-16 that says so by its mark; anything else is refused. */
export function decodeText(place: string, bytes: Uint8Array): string {
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xfe)
      return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff)
      return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
    return strict.decode(bytes);
  } catch (cause) {
    throw fileError('file-wrong-encoding', { cause, details: { place } });
  }
}

/** A whole content as text, bounded. */
export async function readText(
  place: string,
  content: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<string> {
  return decodeText(place, await readBytes(place, content, maxBytes));
}

/** A whole content, bounded. */
export async function readBytes(
  place: string,
  content: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > maxBytes) throw fileError('file-too-large', { details: { place, limit: maxBytes } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
