import { fail } from '../errors.ts';
import type { InventoryDocument } from './inventory.ts';

/**
 * Bytes as text: UTF-8 (with or without BOM), UTF-16 by its BOM, else Windows-1252 when `legacy` allows it (CSV of older
 * tools). Any other encoding is refused with the byte at which it stops being text.
 */
export function decodeText(
  bytes: Uint8Array,
  file: string,
  options: { legacy?: boolean; isHead?: boolean } = {},
): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
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
