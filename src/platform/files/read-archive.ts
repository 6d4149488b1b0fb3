import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as tarExtract } from 'tar-stream';
import { AppError } from '../errors.ts';
import { fileError, READ_LIMITS } from './read-errors.ts';
import { readZip } from './read-zip.ts';
import { countEntry, damaged, type OpenedFile, type Reading, type ReadOptions } from './reading.ts';

export type { OpenedFile, ReadOptions } from './reading.ts';

/** The plain files at a path: itself, or a folder's files in name order. Symbolic links are not followed. */
export async function listFiles(path: string, maxEntries = READ_LIMITS.maxEntries): Promise<string[]> {
  const found: string[] = [];
  const walk = async (at: string, depth: number): Promise<void> => {
    const stat = await lstat(at).catch((cause: unknown) => {
      throw fileError('file-unreadable', { cause, details: { place: at } });
    });
    if (stat.isFile()) found.push(at);
    if (found.length > maxEntries)
      throw fileError('file-too-many-entries', { details: { place: path, limit: maxEntries } });
    if (!stat.isDirectory()) return;
    if (depth > 32) throw fileError('file-nested-too-deep', { details: { place: at, limit: 32 } });
    for (const name of (await readdir(at)).sort()) await walk(join(at, name), depth + 1);
  };
  await walk(path, 0);
  return found;
}

/**
 * Opens one file and yields its plain contents: the file itself, or each entry of a gzip, tar or zip, also one
 * inside another. What a file is, is told by its first bytes, never by its name. Errors carry the place.
 */
export async function* readFiles(path: string, options: ReadOptions = {}): AsyncGenerator<OpenedFile> {
  const reading = startReading(options);
  const head = await firstBytes(path);
  if (isZip(head)) yield* readZip(path, path, 1, reading, openLayer);
  else yield* openLayer(path, basename(path), fromDisk(path), 0, reading);
}

/** Like `readFiles` for bytes that arrive (an upload, an answer): a zip is spooled to a temporary file. */
export async function* readStream(
  name: string,
  stream: AsyncIterable<Buffer>,
  options: ReadOptions = {},
): AsyncGenerator<OpenedFile> {
  yield* openLayer(name, name, stream, 0, startReading(options));
}

function startReading(options: ReadOptions): Reading {
  return { limits: { ...READ_LIMITS, ...options.limits }, signal: options.signal, bytes: 0, entries: 0 };
}

async function firstBytes(path: string): Promise<Buffer> {
  for await (const chunk of fromDisk(path, 511)) return chunk;
  return Buffer.alloc(0);
}

async function* fromDisk(path: string, end?: number): AsyncGenerator<Buffer> {
  try {
    const stream = createReadStream(path, {
      highWaterMark: 1024 * 1024,
      ...(end === undefined ? {} : { end }),
    });
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (cause) {
    throw fileError('file-unreadable', { cause, details: { place: path } });
  }
}

const isZip = (b: Buffer): boolean =>
  b.length >= 4 && b.readUInt32LE(0) === 0x04034b50
    ? true
    : b.length >= 4 && b.readUInt32LE(0) === 0x06054b50;
const isGzip = (b: Buffer): boolean => b.length >= 3 && b[0] === 0x1f && b[1] === 0x8b && b[2] === 8;
const isTar = (b: Buffer): boolean => b.length >= 262 && b.toString('latin1', 257, 262) === 'ustar';

/** Looks at the first bytes of a content and takes one layer off, as long as there is one. */
async function* openLayer(
  place: string,
  name: string,
  chunks: AsyncIterable<Buffer>,
  depth: number,
  reading: Reading,
): AsyncGenerator<OpenedFile> {
  const { head, all } = await peek(chunks, 512);
  const layered = isGzip(head) || isZip(head) || isTar(head);
  if (!layered) {
    yield* plainFile(place, name, all, reading);
    return;
  }
  if (depth >= reading.limits.maxDepth)
    throw fileError('file-nested-too-deep', { details: { place, limit: reading.limits.maxDepth } });
  if (isGzip(head))
    yield* openLayer(place, name.replace(/\.gz$/i, ''), gunzip(place, all, reading), depth + 1, reading);
  else if (isTar(head)) yield* readTar(place, all, depth, reading);
  else yield* spoolZip(place, all, depth + 1, reading);
}

async function* plainFile(place: string, name: string, all: AsyncIterable<Buffer>, reading: Reading) {
  const content = counted(place, all, reading);
  yield { place, name, content };
  await content.return(undefined);
}

async function* counted(
  place: string,
  chunks: AsyncIterable<Buffer>,
  reading: Reading,
): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    reading.signal?.throwIfAborted();
    size += chunk.length;
    reading.bytes += chunk.length;
    if (size > reading.limits.maxEntryBytes)
      throw fileError('file-too-large', { details: { place, limit: reading.limits.maxEntryBytes } });
    if (reading.bytes > reading.limits.maxBytes)
      throw fileError('file-too-large', { details: { place, limit: reading.limits.maxBytes } });
    yield chunk;
  }
}

async function peek(chunks: AsyncIterable<Buffer>, wanted: number) {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  let done = false;
  while (size < wanted && !done) {
    const next = await iterator.next();
    if (next.done) done = true;
    else {
      first.push(next.value);
      size += next.value.length;
    }
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
  return { head: Buffer.concat(first, Math.min(size, 64 * 1024)), all: all() };
}

/** Cuts a bomb off while it unfolds: the declared sizes of an archive are never trusted. */
async function* gunzip(
  place: string,
  chunks: AsyncIterable<Buffer>,
  reading: Reading,
): AsyncGenerator<Buffer> {
  const { maxRatio, ratioFloor } = reading.limits;
  let read = 0;
  let written = 0;
  async function* input(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      read += chunk.length;
      yield chunk;
    }
  }
  const source = Readable.from(input(), { objectMode: false, highWaterMark: 256 * 1024 });
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  source.on('error', (error) => unzip.destroy(error));
  try {
    for await (const chunk of source.pipe(unzip)) {
      written += (chunk as Buffer).length;
      if (written > ratioFloor && written / Math.max(read, 1) > maxRatio)
        throw fileError('file-bomb', { details: { place, ratio: Math.round(written / read) } });
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw damaged(place, cause);
  } finally {
    source.destroy();
    unzip.destroy();
  }
}

async function* readTar(place: string, chunks: AsyncIterable<Buffer>, depth: number, reading: Reading) {
  const tar = tarExtract();
  const source = Readable.from(chunks, { objectMode: false });
  source.on('error', (error) => tar.destroy(error));
  let ended = false;
  source.on('end', () => {
    ended = true;
  });
  try {
    for await (const entry of source.pipe(tar)) {
      countEntry(place, reading);
      const inner = String(entry.header.name).slice(0, 512);
      if (entry.header.type === 'file' || entry.header.type === 'contiguous-file')
        yield* openLayer(
          `${place}!${inner}`,
          basename(inner),
          entry as AsyncIterable<Buffer>,
          depth + 1,
          reading,
        );
      entry.resume();
    }
  } catch (cause) {
    throw ended && !(cause instanceof AppError)
      ? fileError('file-truncated', { cause, details: { place } })
      : damaged(place, cause);
  } finally {
    source.destroy();
    tar.destroy();
  }
}

/** A zip's table stands at its end, so a zip that streams in must first lie on disk. */
async function* spoolZip(place: string, chunks: AsyncIterable<Buffer>, depth: number, reading: Reading) {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-zip-'));
  const path = join(folder, 'inner.zip');
  try {
    await pipeline(counted(place, chunks, reading), createWriteStream(path, { mode: 0o600 }));
    yield* readZip(path, place, depth, reading, openLayer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
