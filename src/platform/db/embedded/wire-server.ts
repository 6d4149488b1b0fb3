import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { MessageReader } from './wire-messages.ts';

const SSL_REFUSED = Buffer.from('N');

interface Client {
  id: number;
  socket: Socket;
  reader: MessageReader;
  queue: Uint8Array[];
  open: boolean;
}

/**
 * Serves one PGlite to many clients on a Unix socket. PGlite is one session: what one client does between the first message of
 * a request and its Sync, or between BEGIN and COMMIT, is never mixed with another's. A client that leaves is rolled back.
 */
export class WireServer {
  readonly #pg: PGlite;
  readonly #server: Server;
  readonly #clients = new Set<Client>();
  #nextId = 1;
  /** The client whose transaction is open. */
  #owner: Client | undefined;
  #running = false;
  readonly #onFatal: (error: unknown) => void;

  constructor(pg: PGlite, onFatal: (error: unknown) => void) {
    this.#pg = pg;
    this.#onFatal = onFatal;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  listen(path: string): Promise<void> {
    rmSync(path, { force: true });
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, resolve);
    });
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const client of this.#clients) client.socket.destroy();
    await closed;
    while (this.#running || this.#owner) await new Promise((r) => setTimeout(r, 5));
  }

  #accept(socket: Socket): void {
    const client: Client = { id: this.#nextId++, socket, reader: new MessageReader(), queue: [], open: true };
    this.#clients.add(client);
    socket.on('data', (chunk) => {
      try {
        for (const request of client.reader.push(chunk)) {
          if (request === 'ssl') socket.write(SSL_REFUSED);
          else if (request === 'end') socket.end();
          else client.queue.push(request);
        }
      } catch (error) {
        socket.destroy(error as Error);
        return;
      }
      void this.#run();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      client.open = false;
      client.queue = [];
      this.#clients.delete(client);
      void this.#run();
    });
  }

  /** Takes one request after the other until none is left; only one such loop runs. */
  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (;;) {
        if (this.#owner && !this.#owner.open) {
          await this.#execute(undefined, ROLLBACK);
          this.#owner = undefined;
        }
        const client = this.#next();
        const request = client?.queue.shift();
        if (!client || !request) break;
        await this.#execute(client, request);
        this.#owner = this.#pg.isInTransaction() || endsWithFlush(request) ? client : undefined;
        // Round robin: a client with a long queue does not starve the others.
        if (this.#clients.delete(client)) this.#clients.add(client);
      }
    } catch (error) {
      this.#onFatal(error);
    } finally {
      this.#running = false;
    }
  }

  #next(): Client | undefined {
    if (this.#owner) return this.#owner.queue.length > 0 ? this.#owner : undefined;
    for (const client of this.#clients) if (client.queue.length > 0) return client;
    return undefined;
  }

  async #execute(client: Client | undefined, request: Uint8Array): Promise<void> {
    let panicked = false;
    await this.#pg.runExclusive(() =>
      this.#pg.execProtocolRawStream(request, {
        syncToFs: false,
        // A copy is written: the bytes are a view of the engine's memory.
        onRawData: (data) => {
          const bytes = Buffer.from(data);
          if (bytes.includes(PANIC)) panicked = true;
          if (client?.open) client.socket.write(bytes);
        },
      }),
    );
    if (panicked) throw new Error('PANIC');
    // Lets the sockets speak between two requests.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A Flush asks for answers in the middle of a request, which then is not over. */
function endsWithFlush(request: Uint8Array): boolean {
  return request.length >= 5 && request[request.length - 5] === 0x48 && request[request.length - 1] === 4;
}

/**
 * The start of an error that says the disk failed: what PostgreSQL then believes is written may not be, so it must start again from
 * its log. PGlite would go on. No value of a row can hold these bytes: PostgreSQL's texts have no zero byte.
 */
const PANIC = Buffer.from('SPANIC\0VPANIC\0', 'latin1');

const ROLLBACK = new Uint8Array(Buffer.from('Q\0\0\0\x0drollback\0', 'latin1'));
