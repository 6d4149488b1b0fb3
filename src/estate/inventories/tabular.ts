import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { fail } from '../errors.ts';
import type { InventoryDocument } from './inventory.ts';
import { readTextLines } from './read-lines.ts';

const MOST_COLUMNS = 500;
const MOST_FIELD = 100_000;

export interface TableRow {
  cells: Readonly<Record<string, string>>;
  /** Line of the document where the row ends, from 1. */
  n: number;
}

/** The separator of a table: the one that cuts the first lines into the same number of columns, more than one. */
export function delimiterOf(head: string): ',' | ';' | '\t' | '|' | undefined {
  const lines = head
    .split('\n')
    .slice(0, 10)
    .filter((l) => l.trim() !== '');
  let best: { delimiter: ',' | ';' | '\t' | '|'; columns: number } | undefined;
  for (const delimiter of [';', '\t', ',', '|'] as const) {
    const columns = (lines[0] ?? '').replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length;
    if (columns > 1 && (!best || columns > best.columns)) best = { delimiter, columns };
  }
  return best?.delimiter;
}

/** A table's rows by column name; quoted fields may hold separators and line ends. Errors name the line. */
export async function* readTable(
  document: InventoryDocument,
  head: string,
): AsyncGenerator<TableRow | { columns: string[] }> {
  const delimiter = delimiterOf(head);
  if (!delimiter)
    throw fail('inventory-malformed', { details: { file: document.name, place: 'line 1', reason: 'CSV' } });
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    // An inch mark in a cell without quotes (« Écran 24" ») is text.
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: MOST_FIELD,
    info: true,
  });
  // A pipeline, so that a reader that stops early also closes the document. The parser throws its error too: handled below.
  const feed = pipeline(linesOf(document), parser);
  feed.catch(() => {});
  let columns: string[] | undefined;
  try {
    for await (const item of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (!columns) {
        columns = namesOf(item.record);
        yield { columns };
        continue;
      }
      const cells: Record<string, string> = Object.create(null);
      columns.forEach((c, i) => {
        cells[c] = item.record[i] ?? '';
      });
      yield { cells, n: item.info.lines };
    }
    await feed;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const { lines, code } = cause as CsvError & { lines?: number };
    throw fail('inventory-malformed', {
      cause,
      details: { file: document.name, place: `line ${lines ?? '?'}`, reason: code },
    });
  }
}

/** Each column has its own name: of two that are called the same, the first keeps it. */
function namesOf(record: readonly string[]): string[] {
  const seen = new Set<string>();
  return record.slice(0, MOST_COLUMNS).map((given, i) => {
    const name = !given || seen.has(given) ? `${given || 'colonne'} ${i + 1}` : given;
    seen.add(name);
    return name;
  });
}

async function* linesOf(document: InventoryDocument): AsyncGenerator<string> {
  for await (const { text } of readTextLines(document)) yield `${text}\n`;
}

/** The first lines as text, to find the separator. */
export async function headLines(document: InventoryDocument): Promise<string> {
  const lines: string[] = [];
  for await (const { text } of readTextLines(document)) {
    lines.push(text);
    if (lines.length >= 10) break;
  }
  return lines.join('\n');
}

/** Without accents, case and signs: « Éditeur » and "editeur" are one. */
export function foldHeader(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
