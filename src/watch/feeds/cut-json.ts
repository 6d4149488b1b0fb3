import { fileError } from '../../platform/files/read-errors.ts';

export interface CutValue {
  /** The member's name, where members are asked for. */
  key?: string;
  /** From 0, among the values of its level. */
  index: number;
  /** `value`: a whole top-level value. */
  kind: 'value' | 'element' | 'member';
  bytes: Buffer;
}

export interface CutOptions {
  /** Elements of this array of the top-level object come one by one, and the rest of the object not at all. */
  array?: string;
  /** Members of the top-level object come one by one. */
  members?: boolean;
  maxValueBytes: number;
}

const [QUOTE, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [34, 44, 58, 123, 125, 91, 93];
const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 13 || c === 9;

/**
 * Cuts a JSON content that is larger than memory into the values of one level, without parsing them: elements of a top-level
 * list, of one list of the top-level object, its members, or whole values one after the other.
 */
export async function* cutJson(
  place: string,
  content: AsyncIterable<Buffer>,
  options: CutOptions,
): AsyncGenerator<CutValue> {
  const cutter = new Cutter(place, options);
  for await (const chunk of content) yield* cutter.take(chunk);
  cutter.finish();
}

class Cutter {
  private pending: Buffer = Buffer.alloc(0);
  private pos = 0;
  private start = -1;
  private depth = 0;
  /** Depth at which values are cut out. */
  private base = 0;
  private index = 0;
  private isObject = false;
  private isKeyNext = false;
  private key = '';
  private readonly place: string;
  private readonly options: CutOptions;

  constructor(place: string, options: CutOptions) {
    this.place = place;
    this.options = options;
  }

  *take(chunk: Buffer): Generator<CutValue> {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const bytes = this.pending;
    while (this.pos < bytes.length) {
      const c = bytes[this.pos] as number;
      if (c === QUOTE) {
        const end = endOfString(bytes, this.pos + 1);
        if (end === -1) break;
        if (this.isKeyNext && this.depth === 1)
          this.key = bytes.toString('utf8', this.pos + 1, Math.min(end, this.pos + 1001));
        this.outside(c);
        this.pos = end + 1;
      } else if (c === OPEN || c === OPEN_LIST) this.open(c);
      else if (c === CLOSE || c === CLOSE_LIST) {
        const value = this.close(bytes);
        if (value) yield value;
      } else {
        if (this.depth === 1 && (c === COMMA || c === COLON)) this.isKeyNext = c === COMMA && this.isObject;
        this.outside(c);
        this.pos += 1;
      }
    }
    this.keepRest();
  }

  finish(): void {
    if (this.depth !== 0 || this.pending.length > this.pos)
      throw fileError('file-truncated', { details: { place: this.place } });
  }

  /** Beside top-level values there is nothing but white space and, between lines, a stray comma. */
  private outside(c: number): void {
    if (this.depth === 0 && !isSpace(c) && c !== COMMA && !this.isMark())
      throw fileError('file-not-json', { details: { place: this.place, reason: 'no JSON value' } });
  }

  /** A byte order mark at the very beginning. */
  private isMark(): boolean {
    const c = this.pending[this.pos];
    return this.index === 0 && this.pos < 3 && (c === 0xef || c === 0xbb || c === 0xbf);
  }

  private open(c: number): void {
    const { array, members } = this.options;
    if (this.depth === 0) {
      this.isObject = c === OPEN;
      this.isKeyNext = this.isObject;
      this.base = !this.isObject || members ? 1 : 0;
      if (this.base === 0) this.start = this.pos;
    } else if (this.depth === 1 && c === OPEN_LIST && this.isObject && array && this.key === array) {
      this.base = 2;
      this.start = -1;
    } else if (this.depth === this.base && this.start === -1) this.start = this.pos;
    this.depth += 1;
    this.pos += 1;
  }

  private close(bytes: Buffer): CutValue | undefined {
    if (this.depth === 0)
      throw fileError('file-not-json', {
        details: { place: this.place, reason: 'bracket without its pair' },
      });
    this.depth -= 1;
    this.pos += 1;
    if (this.depth < this.base) {
      this.base = 0;
      return undefined;
    }
    if (this.depth !== this.base || this.start === -1) return undefined;
    this.refuseBeyond(this.pos - this.start);
    const value: CutValue = {
      index: this.index,
      kind: this.base === 0 ? 'value' : this.base === 1 && this.isObject ? 'member' : 'element',
      bytes: bytes.subarray(this.start, this.pos),
      ...(this.base === 1 && this.isObject ? { key: this.key } : {}),
    };
    this.index += 1;
    this.start = -1;
    return value;
  }

  private refuseBeyond(size: number): void {
    const limit = this.options.maxValueBytes;
    if (size > limit) throw fileError('file-too-large', { details: { place: this.place, limit } });
  }

  private keepRest(): void {
    const from = this.start === -1 ? this.pos : this.start;
    this.refuseBeyond(this.pending.length - from);
    this.pending = this.pending.subarray(from);
    this.pos -= from;
    if (this.start !== -1) this.start = 0;
  }
}

/** Index of the closing quote, or -1 when the bytes end inside the string. */
function endOfString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (at - 1 - slashes >= from && bytes[at - 1 - slashes] === 92) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}
