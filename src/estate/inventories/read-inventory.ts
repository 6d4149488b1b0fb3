import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fail } from '../errors.ts';
import type { InventoryDocument, InventoryFormat, InventoryItem, ParseOptions } from './inventory.ts';
import { isCpeShaped, isPurlShaped } from './package-url.ts';
import { decodeText, hasUtf16Mark, utf8Of } from './read-text.ts';
import { inventories } from './registry.generated.ts';

const HEAD_BYTES = 64 * 1024;
const MOST_BYTES = 1024 * 1024 * 1024;

export interface ReadOptions extends ParseOptions {
  /** The id of a form, when the person knows better than the detection. */
  format?: string;
}

/** The forms of inventory, for the file picker and the documents. */
export function inventoryFormats(): readonly InventoryFormat[] {
  return inventories;
}

/** Finds the form of a document (compressed or not) and reads it. What is yielded is whole only if the iteration ends. */
export async function readInventory(
  document: InventoryDocument,
  options: ReadOptions = {},
): Promise<{ format: string; items: AsyncIterable<InventoryItem> }> {
  const plain = await decompressed(document);
  const head = await headOf(plain);
  const format = options.format ? byId(options.format, document.name) : detect(head, document.name);
  return { format: format.id, items: understood(format.parse(plain, options)) };
}

/** What stands where a purl or a CPE should and is neither (« n/a ») is said and left out: it would make all such rows one thing. */
async function* understood(items: AsyncIterable<InventoryItem>): AsyncGenerator<InventoryItem> {
  for await (const item of items) {
    if (item.kind !== 'component') {
      yield item;
      continue;
    }
    const { purl, cpe, ...rest } = item;
    const isPurl = purl !== undefined && isPurlShaped(purl);
    const isCpe = cpe !== undefined && isCpeShaped(cpe);
    for (const [text, isRead, code] of [
      [purl, isPurl, 'not-a-purl'],
      [cpe, isCpe, 'not-a-cpe'],
    ] as const)
      if (text && !isRead)
        yield { kind: 'warning', place: item.ref, code, details: { text: text.slice(0, 80) } };
    yield { ...rest, ...(isPurl ? { purl } : {}), ...(isCpe ? { cpe } : {}) };
  }
}

function byId(id: string, file: string): InventoryFormat {
  const format = inventories.find((f) => f.id === id);
  if (!format) throw fail('inventory-form-unknown', { details: { file, place: 'format', reason: id } });
  return format;
}

function detect(head: string, name: string): InventoryFormat {
  const text = head.trimStart();
  if (text.includes('\0'))
    throw fail('inventory-encoding', {
      details: { file: name, place: `byte ${Buffer.byteLength(text.split('\0')[0] ?? '')}`, reason: 'UTF-8' },
    });
  if (text === '') throw fail('inventory-empty', { details: { file: name, place: '1:1' } });
  const sure = inventories.find((f) => f.detect(text, name) === 'yes');
  const maybe = sure ?? inventories.find((f) => f.detect(text, name) === 'maybe');
  if (!maybe)
    throw fail('inventory-form-unknown', {
      details: { file: name, place: '1:1', reason: text.slice(0, 60) },
    });
  return maybe;
}

/** The document without its gzip, counted while read so that a bomb stops, and as UTF-8 where its mark says UTF-16. */
async function decompressed(document: InventoryDocument): Promise<InventoryDocument> {
  const [first] = (await firstBytes(document.open(), 2)) as [Buffer?];
  const isGzip = first?.[0] === 0x1f && first[1] === 0x8b;
  const plain = (): Readable => {
    const source = document.open();
    const bytes = isGzip ? source.pipe(createGunzip()) : source;
    if (isGzip) {
      source.on('error', (error) => bytes.destroy(error));
      bytes.on('close', () => source.destroy());
    }
    return Readable.from(counted(bytes, document.name));
  };
  const [mark] = isGzip ? await firstBytes(plain(), 2) : [first];
  const isUtf16 = mark !== undefined && hasUtf16Mark(mark);
  return {
    name: document.name,
    ...(document.size !== undefined && !isGzip ? { size: document.size } : {}),
    open: isUtf16 ? () => Readable.from(utf8Of(plain(), document.name)) : plain,
  };
}

async function* counted(source: Readable, file: string): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    for await (const chunk of source) {
      size += (chunk as Buffer).length;
      if (size > MOST_BYTES)
        throw fail('inventory-too-large', { details: { file, place: `byte ${size}`, limit: MOST_BYTES } });
      yield chunk as Buffer;
    }
  } catch (cause) {
    if (isZlib(cause))
      throw fail('inventory-damaged', {
        cause,
        details: { file, place: `byte ${size}`, reason: (cause as Error).message },
      });
    throw cause;
  }
}

function isZlib(error: unknown): boolean {
  return /^Z_/.test((error as NodeJS.ErrnoException)?.code ?? '');
}

async function firstBytes(source: Readable, count: number): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= count) break;
  }
  return chunks.length > 0 ? [Buffer.concat(chunks)] : [];
}

async function headOf(document: InventoryDocument): Promise<string> {
  const [bytes] = await firstBytes(document.open(), HEAD_BYTES);
  if (!bytes) return '';
  return decodeText(bytes.subarray(0, HEAD_BYTES), document.name, { isHead: true });
}
