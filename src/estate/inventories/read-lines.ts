import { fail } from '../errors.ts';
import type { InventoryDocument } from './inventory.ts';
import { decodeText } from './read-text.ts';

const MOST_LINE = 1024 * 1024;
const MOST_LINES = 5_000_000;

export interface TextLine {
  text: string;
  /** From 1. */
  n: number;
}

/** A document line by line, without holding it whole; each line bounded, the encoding checked. */
export async function* readTextLines(document: InventoryDocument): AsyncGenerator<TextLine> {
  let rest: Buffer = Buffer.alloc(0);
  let n = 0;
  const line = (bytes: Buffer): TextLine => {
    if (++n > MOST_LINES)
      throw fail('inventory-too-large', {
        details: { file: document.name, place: `line ${n}`, limit: MOST_LINES },
      });
    return {
      text: decodeText(bytes, `${document.name}:${n}`, { legacy: true })
        .replace(/^\uFEFF/, '')
        .replace(/\r$/, ''),
      n,
    };
  };
  for await (const chunk of document.open()) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    let start = 0;
    for (let end = rest.indexOf(10, start); end >= 0; end = rest.indexOf(10, start)) {
      yield line(rest.subarray(start, end));
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > MOST_LINE)
      throw fail('inventory-too-large', {
        details: { file: document.name, place: `line ${n + 1}`, limit: MOST_LINE },
      });
  }
  if (rest.length > 0) yield line(rest);
}

/** Blocks of `Key: value` lines parted by empty lines (dpkg status, rpm -qai, apk installed); continuation lines are joined. */
export async function* readBlocks(
  document: InventoryDocument,
  separator: RegExp,
): AsyncGenerator<{ fields: Map<string, string>; n: number }> {
  let fields = new Map<string, string>();
  let first = 1;
  let last = '';
  for await (const { text, n } of readTextLines(document)) {
    if (text.trim() === '') {
      if (fields.size > 0) yield { fields, n: first };
      fields = new Map();
      first = n + 1;
      continue;
    }
    const match = separator.exec(text);
    if (match?.[1] !== undefined && !/^\s/.test(text)) {
      last = match[1].trim();
      fields.set(last, text.slice(match[0].length).trim());
    } else if (last) fields.set(last, `${fields.get(last) ?? ''}\n${text.trim()}`);
  }
  if (fields.size > 0) yield { fields, n: first };
}
