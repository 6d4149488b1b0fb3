import { createHash } from 'node:crypto';
import type pg from 'pg';
import { quote, type Table } from './catalogue.ts';
import { copyIn, copyOut } from './copy-stream.ts';

/** Pages of a table read at once: half a megabyte, more when its values are long. */
const PAGES_A_SLICE = 64;
/** Bytes sent in one COPY. */
const BATCH_BYTES = 4 * 1024 * 1024;

/** Number of rows, and a sum of their hashes that does not depend on their order. */
export class Tally {
  rows = 0;
  #sum = 0n;

  add(row: Uint8Array): void {
    this.rows++;
    const hash = createHash('sha256').update(row).digest();
    this.#sum = BigInt.asUintN(128, this.#sum + hash.readBigUInt64LE(0) + (hash.readBigUInt64LE(8) << 64n));
  }

  get checksum(): string {
    return this.#sum.toString(16).padStart(32, '0');
  }

  equals(other: { rows: number; checksum: string }): boolean {
    return this.rows === other.rows && this.checksum === other.checksum;
  }
}

const columnsOf = (table: Table) => table.columns.map(quote).join(', ');

/** Reads a table slice by slice in the caller's transaction, so that neither side holds it whole. */
export async function* readRows(client: pg.ClientBase, table: Table): AsyncGenerator<Buffer[]> {
  const { rows } = await client.query<{ pages: string }>(
    `select (pg_relation_size($1::regclass) / current_setting('block_size')::bigint)::text as pages`,
    [`public.${quote(table.name)}`],
  );
  const pages = Number(rows[0]?.pages ?? 0);
  for (let page = 0; page < pages; page += PAGES_A_SLICE) {
    const range = `ctid >= '(${page},0)'::tid and ctid < '(${page + PAGES_A_SLICE},0)'::tid`;
    const source = `select ${columnsOf(table)} from public.${quote(table.name)} where ${range}`;
    const slice = await copyOut(client, `copy (${source}) to stdout`);
    if (slice.length > 0) yield slice;
  }
}

export async function tallyTable(client: pg.ClientBase, table: Table): Promise<Tally> {
  const tally = new Tally();
  for await (const rows of readRows(client, table)) for (const row of rows) tally.add(row);
  return tally;
}

/** Writes rows as COPY's text lines into a table. */
export async function writeRows(
  client: pg.ClientBase,
  table: Table,
  batches: AsyncIterable<readonly Buffer[]>,
): Promise<Tally> {
  const tally = new Tally();
  const statement = `copy public.${quote(table.name)} (${columnsOf(table)}) from stdin`;
  let pending: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    if (pending.length > 0) await copyIn(client, statement, Buffer.concat(pending));
    pending = [];
    bytes = 0;
  };
  for await (const rows of batches) {
    for (const row of rows) {
      tally.add(row);
      pending.push(row);
      bytes += row.length;
      if (bytes >= BATCH_BYTES) await flush();
    }
  }
  await flush();
  return tally;
}
