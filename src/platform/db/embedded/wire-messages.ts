const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
/** A request beyond this is refused: batches are of 1,000 rows. */
export const MAX_REQUEST = 256 * 1024 * 1024;

const code = (c: string) => c.charCodeAt(0);
const QUERY = code('Q');
const SYNC = code('S');
const FLUSH = code('H');
const FUNCTION_CALL = code('F');
const TERMINATE = code('X');
const COPY_DONE = code('c');
const COPY_FAIL = code('f');

/**
 * Cuts a client's bytes into requests the engine can run in one go: a start-up packet, a simple query, or an extended one up to
 * its Sync. The engine cannot wait for more bytes inside a COPY, so `copy … from stdin` is held until its last message: such
 * clients must send the data without waiting for CopyInResponse.
 */
export class MessageReader {
  #buffered: Buffer = Buffer.alloc(0);
  #started = false;
  #group: Buffer[] = [];
  #groupBytes = 0;
  #copying = false;

  push(chunk: Buffer): (Uint8Array | 'ssl' | 'end')[] {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    const requests: (Uint8Array | 'ssl' | 'end')[] = [];
    for (;;) {
      const request = this.#started ? this.#message() : this.#startup();
      if (request === undefined) return requests;
      if (request !== 'more') requests.push(request);
    }
  }

  #startup(): Uint8Array | 'ssl' | 'end' | undefined {
    const b = this.#buffered;
    if (b.length < 8) return undefined;
    const length = b.readInt32BE(0);
    if (length < 8 || length > 10_000) throw new Error('malformed start-up packet');
    if (b.length < length) return undefined;
    const kind = b.readInt32BE(4);
    this.#buffered = b.subarray(length);
    if (kind === SSL_REQUEST || kind === GSS_REQUEST) return 'ssl';
    // WebAssembly runs a query to its end: nothing can be cancelled.
    if (kind === CANCEL_REQUEST) return 'end';
    this.#started = true;
    return new Uint8Array(b.subarray(0, length));
  }

  #message(): Uint8Array | 'end' | 'more' | undefined {
    const b = this.#buffered;
    if (b.length < 5) return undefined;
    const length = 1 + b.readInt32BE(1);
    if (length < 5 || length + this.#groupBytes > MAX_REQUEST) throw new Error('request too large');
    if (b.length < length) return undefined;
    const message = b.subarray(0, length);
    this.#buffered = b.subarray(length);
    const type = message[0];
    if (type === TERMINATE) return 'end';
    this.#group.push(message);
    this.#groupBytes += length;
    if (type === QUERY && /^\s*copy\s[\s\S]*\sfrom\s+stdin\b/i.test(message.subarray(5, 2000).toString())) {
      this.#copying = true;
      return 'more';
    }
    if (this.#copying && type !== COPY_DONE && type !== COPY_FAIL) return 'more';
    const complete =
      this.#copying || type === QUERY || type === SYNC || type === FLUSH || type === FUNCTION_CALL;
    if (!complete) return 'more';
    const request = new Uint8Array(Buffer.concat(this.#group));
    this.#group = [];
    this.#groupBytes = 0;
    this.#copying = false;
    return request;
  }
}
