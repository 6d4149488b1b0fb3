import { fail } from '../errors.ts';
import type { InventoryDocument } from './inventory.ts';
import { readWhole } from './read-text.ts';

const MOST_BYTES = 256 * 1024 * 1024;
const MOST_DEPTH = 200;

/** A JSON document whole: bounded in size and depth before it is parsed; errors name line and column. */
export async function parseJsonDocument(document: InventoryDocument): Promise<unknown> {
  const text = (await readWhole(document, MOST_BYTES)).replace(/^\uFEFF/, '');
  checkDepth(text, document.name);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw fail('inventory-malformed', {
      cause,
      details: { file: document.name, place: placeOf(text, cause), reason: reasonOf(cause) },
    });
  }
}

/** Counts brackets outside strings: a parser that recurses must not be given a bottomless document. */
function checkDepth(text: string, file: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) {
      if (++depth > MOST_DEPTH)
        throw fail('inventory-too-deep', {
          details: { file, place: lineAndColumn(text, i), limit: MOST_DEPTH },
        });
    } else if (c === 125 || c === 93) depth--;
  }
}

function placeOf(text: string, cause: unknown): string {
  const position = /position (\d+)/.exec(String(cause))?.[1];
  return lineAndColumn(text, position ? Number(position) : text.length);
}

function reasonOf(cause: unknown): string {
  return (
    String((cause as Error).message)
      .split(/ in JSON| \(line/)[0]
      ?.slice(0, 120) ?? 'JSON'
  );
}

/** `12:7` */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `${line}:${offset - before.lastIndexOf('\n')}`;
}
