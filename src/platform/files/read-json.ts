import { fileError } from './read-errors.ts';
import { decodeText, readLines } from './read-lines.ts';
import { storableJson } from './storable.ts';

export interface JsonValue {
  /** One value, not parsed yet, so that a reader can look for a word in it before paying for the parse. */
  bytes: Buffer;
  /** Line on which it begins, from 1. */
  line: number;
}

export interface JsonOptions {
  maxValueBytes?: number;
}

const MIB = 1024 ** 2;

/**
 * The JSON values of a content, one by one: the lines of an NDJSON, the elements of a top-level array, or one or
 * several documents. Memory is bounded by the largest value. White space beyond 1 MiB before a value is refused.
 */
export async function* readJsonValues(
  place: string,
  content: AsyncIterable<Buffer>,
  options: JsonOptions = {},
): AsyncGenerator<JsonValue> {
  const maxValueBytes = options.maxValueBytes ?? 256 * MIB;
  const { mode, all } = await sniff(place, content);
  if (mode === 'lines') {
    for await (const line of readLines(place, all, maxValueBytes))
      if (line.bytes.length > 0 && !isBlank(line.bytes)) yield { bytes: line.bytes, line: line.number };
    return;
  }
  yield* scanValues(place, all, maxValueBytes);
}

/** Parses one value; refuses what is not JSON or nests deeper than `maxDepth`, naming the place. */
export function parseJson(place: string, value: JsonValue, maxDepth = 64): unknown {
  const at = `${place}:${value.line}`;
  if (depthBeyond(value.bytes, maxDepth))
    throw fileError('file-nested-too-deep', { details: { place: at, limit: maxDepth } });
  try {
    return JSON.parse(storableJson(decodeText(at, value.bytes).replace(/^\uFEFF/, '')));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw fileError('file-not-json', { cause, details: { place: at, reason: cause.message.slice(0, 120) } });
  }
}

const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 13 || c === 9;

function isBlank(bytes: Buffer): boolean {
  for (const c of bytes) if (!isSpace(c)) return false;
  return true;
}

/** A cheap look: brackets outside strings. */
function depthBeyond(bytes: Buffer, limit: number): boolean {
  let depth = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const c = bytes[i];
    if (c === 34) {
      i = endOfString(bytes, i + 1);
      if (i === -1) return false;
    } else if (c === 123 || c === 91) {
      depth += 1;
      if (depth > limit) return true;
    } else if (c === 125 || c === 93) depth -= 1;
  }
  return false;
}

/** Index of the closing quote, or -1 when the bytes end inside the string. */
function endOfString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(34, from); at !== -1; at = bytes.indexOf(34, at + 1)) {
    let slashes = 0;
    while (at - 1 - slashes >= from && bytes[at - 1 - slashes] === 92) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

async function sniff(place: string, content: AsyncIterable<Buffer>) {
  const iterator = content[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  let done = false;
  let mode: 'lines' | 'scan' | undefined;
  while (!mode) {
    const next = await iterator.next();
    if (next.done) {
      done = true;
      break;
    }
    first.push(next.value);
    size += next.value.length;
    mode = modeOf(place, first.length === 1 ? next.value : Buffer.concat(first), size);
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield* first;
      while (!done) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { mode: mode ?? 'scan', all: all() };
}

function modeOf(place: string, bytes: Buffer, size: number): 'lines' | 'scan' | undefined {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length && isSpace(bytes[start] ?? 0)) start += 1;
  if (start === bytes.length) {
    if (size > MIB) throw fileError('file-not-json', { details: { place, reason: 'only white space' } });
    return undefined;
  }
  if (bytes[start] !== 123) return 'scan';
  const end = bytes.indexOf(10, start);
  if (end === -1) return size > MIB ? 'scan' : undefined;
  return balanced(bytes.subarray(start, end)) ? 'lines' : 'scan';
}

function balanced(bytes: Buffer): boolean {
  let depth = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const c = bytes[i];
    if (c === 34) {
      i = endOfString(bytes, i + 1);
      if (i === -1) return false;
    } else if (c === 123 || c === 91) depth += 1;
    else if (c === 125 || c === 93) depth -= 1;
  }
  return depth === 0;
}

/** Cuts values out of a stream by counting brackets outside strings; the parse says later whether they are JSON. */
async function* scanValues(
  place: string,
  content: AsyncIterable<Buffer>,
  maxValueBytes: number,
): AsyncGenerator<JsonValue> {
  const scanner = new ValueScanner(place, maxValueBytes);
  for await (const chunk of content) yield* scanner.take(chunk);
  scanner.finish();
}

class ValueScanner {
  readonly place: string;
  readonly maxValueBytes: number;
  private depth = 0;
  private base = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private beganAt = 1;
  private parts: Buffer[] = [];
  private size = 0;
  private spaces = 0;
  private opened = false;

  constructor(place: string, maxValueBytes: number) {
    this.place = place;
    this.maxValueBytes = maxValueBytes;
  }

  *take(chunk: Buffer): Generator<JsonValue> {
    let start = this.depth > this.base ? 0 : -1;
    for (let i = 0; i < chunk.length; i += 1) {
      const c = chunk[i] ?? 0;
      if (c === 10) this.line += 1;
      if (this.inString) {
        this.string(c);
        continue;
      }
      if (c === 34) this.quote();
      else if (c === 123 || c === 91) {
        if (this.depth === 0 && c === 91 && !this.opened) {
          this.base = 1;
          this.depth = 1;
          this.opened = true;
          continue;
        }
        if (this.depth === this.base) {
          start = i;
          this.beganAt = this.line;
        }
        this.depth += 1;
        this.opened = true;
        this.spaces = 0;
      } else if (c === 125 || c === 93) {
        this.depth -= 1;
        if (this.depth < 0) this.refuse('unbalanced bracket');
        if (this.depth === this.base && start >= 0) {
          yield this.value(chunk.subarray(start, i + 1));
          start = -1;
        } else if (this.depth < this.base) this.base = 0;
      } else if (this.depth === this.base) this.between(c);
    }
    if (start >= 0) this.keep(chunk.subarray(start));
  }

  finish(): void {
    if (this.depth !== 0 || this.inString)
      throw fileError('file-truncated', { details: { place: `${this.place}:${this.line}` } });
    if (!this.opened) this.refuse('no JSON value');
  }

  private string(c: number): void {
    if (this.escaped) this.escaped = false;
    else if (c === 92) this.escaped = true;
    else if (c === 34) this.inString = false;
  }

  private quote(): void {
    if (this.depth === this.base) this.refuse('a list of objects is expected');
    this.inString = true;
  }

  private between(c: number): void {
    if (c === 44 || isSpace(c)) {
      this.spaces += 1;
      if (this.spaces > MIB) this.refuse('only white space');
      return;
    }
    // A byte order mark may stand before the first value.
    if (!this.opened && (c === 0xef || c === 0xbb || c === 0xbf)) return;
    this.refuse('a list of objects is expected');
  }

  private keep(piece: Buffer): void {
    this.parts.push(piece);
    this.size += piece.length;
    if (this.size > this.maxValueBytes)
      throw fileError('file-too-large', {
        details: { place: `${this.place}:${this.beganAt}`, limit: this.maxValueBytes },
      });
  }

  private value(piece: Buffer): JsonValue {
    this.keep(piece);
    const bytes = this.parts.length === 1 ? piece : Buffer.concat(this.parts, this.size);
    this.parts = [];
    this.size = 0;
    return { bytes, line: this.beganAt };
  }

  private refuse(reason: string): never {
    throw fileError('file-not-json', { details: { place: `${this.place}:${this.line}`, reason } });
  }
}
