import type pg from 'pg';

/** What of pg's connection and query protocol a COPY needs; @types/pg leaves it out. */
interface WireConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A statement that pg runs: it answers by these calls. */
class CopyStatement {
  readonly done: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (error: Error) => void = () => {};
  readonly #start: (connection: WireConnection) => void;
  readonly #onRow: (row: Buffer) => void;

  constructor(start: (connection: WireConnection) => void, onRow: (row: Buffer) => void) {
    this.#start = start;
    this.#onRow = onRow;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: WireConnection): void {
    this.#start(connection);
  }
  handleCopyData(message: { chunk: Buffer }): void {
    this.#onRow(message.chunk);
  }
  /** pg forgets a statement that failed: ReadyForQuery will not be told to it. */
  handleError(error: Error): void {
    this.#reject(error);
  }
  handleReadyForQuery(): void {
    this.#resolve();
  }
  handleCopyInResponse(): void {}
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
}

/** Runs `copy … to stdout` and gives each row, as COPY's text format writes it, line end included. */
export async function copyOut(client: pg.ClientBase, statement: string): Promise<Buffer[]> {
  const rows: Buffer[] = [];
  // A copy: the chunk is a view of pg's receive buffer.
  const copy = new CopyStatement(
    (c) => c.query(statement),
    (row) => rows.push(Buffer.from(row)),
  );
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
  return rows;
}

/**
 * Runs `copy … from stdin` with its whole data at once. The data follow the statement without waiting for the server's leave,
 * which PostgreSQL allows and the embedded engine needs: it cannot wait for bytes inside a statement.
 */
export async function copyIn(client: pg.ClientBase, statement: string, data: Buffer): Promise<void> {
  const copy = new CopyStatement(
    (c) => {
      c.query(statement);
      c.sendCopyFromChunk(data);
      c.endCopyFrom();
    },
    () => {},
  );
  client.query(copy as unknown as pg.Submittable);
  await copy.done;
}
