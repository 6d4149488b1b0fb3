import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

const PAGE = 500;
/** Beyond this a spreadsheet is of no use; the API's pages have no such limit. */
const MOST_ROWS = 50_000;

export interface ListExport<Row> {
  /** File name without its extension. */
  name: string;
  format: 'csv' | 'ndjson';
  columns: readonly (keyof Row & string)[];
  /** Gives page `page` (from 1) of `size` rows; a short page is the last. */
  fetch(page: number, size: number): Promise<readonly Row[]>;
}

/** Sends a whole list as a file, page by page, so that memory stays flat. */
export function sendList<Row extends object>(reply: FastifyReply, list: ListExport<Row>): never {
  const type = list.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8';
  reply
    .header('content-type', type)
    .header(
      'content-disposition',
      `attachment; filename="${list.name.replace(/[^\w-]/g, '_')}.${list.format}"`,
    );
  // The route's contract describes its JSON answer; a file leaves by the raw stream.
  return reply.send(Readable.from(lines(list))) as never;
}

async function* lines<Row extends object>(list: ListExport<Row>): AsyncGenerator<string> {
  if (list.format === 'csv') yield `\uFEFF${list.columns.map(csvCell).join(';')}\r\n`;
  for (let page = 1; (page - 1) * PAGE < MOST_ROWS; page++) {
    const rows = await list.fetch(page, PAGE);
    for (const row of rows)
      yield list.format === 'csv'
        ? csvLine(list.columns, row)
        : `${JSON.stringify(pick(list.columns, row))}\n`;
    if (rows.length < PAGE) return;
  }
}

function pick<Row extends object>(columns: readonly (keyof Row & string)[], row: Row): object {
  return Object.fromEntries(columns.map((c) => [c, row[c]]));
}

function csvLine<Row extends object>(columns: readonly (keyof Row & string)[], row: Row): string {
  return `${columns.map((c) => csvCell(row[c])).join(';')}\r\n`;
}

/**
 * One cell, quoted where needed. Text that a spreadsheet would run as a formula is made inert by a leading apostrophe
 * (OWASP, CSV injection); a negative number stays a number.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const inert = !isNumber && /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(inert) || inert !== inert.trim() ? `"${inert.replaceAll('"', '""')}"` : inert;
}
