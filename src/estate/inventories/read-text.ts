import { fail } from '../errors.ts';
import type { InventoryDocument } from './inventory.ts';

export const hasUtf16Mark = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** The UTF-8 of a UTF-16 document with its byte order mark; half a character anywhere is refused. */
export async function* utf8Of(source: AsyncIterable<unknown>, file: string): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let size = 0;
  let held = Buffer.alloc(0);
  try {
    for await (const chunk of source) {
      let bytes = chunk as Buffer;
      if (!decoder) {
        bytes = held = Buffer.concat([held, bytes]);
        if (held.length < 2) continue;
        decoder = new TextDecoder(held[0] === 0xff ? 'utf-16le' : 'utf-16be', { fatal: true });
      }
      const text = decoder.decode(bytes, { stream: true });
      size += bytes.length;
      yield Buffer.from(text);
    }
    yield Buffer.from(decoder?.decode() ?? '');
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw fail('inventory-encoding', { cause, details: { file, place: `byte ${size}`, reason: 'UTF-16' } });
  }
}

/**
 * Bytes as text: UTF-8 (with or without BOM), else Windows-1252 when `legacy` allows it (tables of older tools, XML that
 * declares it). Any other encoding is refused with the byte at which it stops being text. UTF-16 is UTF-8 by now.
 */
export function decodeText(
  bytes: Uint8Array,
  file: string,
  options: { legacy?: boolean; isHead?: boolean } = {},
): string {
  if (options.isHead) return new TextDecoder('utf-8').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (options.legacy && !bytes.includes(0)) return new TextDecoder('windows-1252').decode(bytes);
    throw fail('inventory-encoding', {
      cause,
      details: { file, place: `byte ${badByte(bytes)}`, reason: 'UTF-8' },
    });
  }
}

/** Offset of the first byte that is not UTF-8. */
function badByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      // Not text up to here: the bad byte is before.
      high = middle - 1;
    }
  }
  return low;
}

/** A whole document as text, at most `limit` bytes. */
export async function readWhole(
  document: InventoryDocument,
  limit: number,
  options: { legacy?: boolean } = {},
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of document.open()) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > limit)
      throw fail('inventory-too-large', { details: { file: document.name, place: `byte ${size}`, limit } });
  }
  return decodeText(Buffer.concat(chunks), document.name, options);
}
