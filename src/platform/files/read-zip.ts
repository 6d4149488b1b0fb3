import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { AppError } from '../errors.ts';
import { fileError } from './read-errors.ts';
import { countEntry, damaged, type OpenedFile, type Reading } from './reading.ts';

type OpenLayer = (
  place: string,
  name: string,
  chunks: AsyncIterable<Buffer>,
  depth: number,
  reading: Reading,
) => AsyncGenerator<OpenedFile>;

/** The entries of a zip on disk, one after the other; encrypted entries are refused by name. */
export async function* readZip(
  path: string,
  place: string,
  depth: number,
  reading: Reading,
  openLayer: OpenLayer,
): AsyncGenerator<OpenedFile> {
  const zip = await openZip(path, place);
  try {
    for (;;) {
      const entry = await nextEntry(zip, place);
      if (!entry) return;
      countEntry(place, reading);
      const inner = entry.fileName.slice(0, 512);
      if (inner.endsWith('/')) continue;
      const at = `${place}!${inner}`;
      refuseBomb(entry, at, reading);
      yield* openLayer(at, basename(inner), entryContent(zip, entry, at), depth, reading);
    }
  } finally {
    zip.close();
  }
}

function openZip(path: string, place: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (error || !zip)
        reject(fileError('file-damaged', { cause: error, details: { place, reason: error?.message } }));
      else resolve(zip);
    });
  });
}

function nextEntry(zip: yauzl.ZipFile, place: string): Promise<yauzl.Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      zip.removeAllListeners('entry');
      zip.removeAllListeners('end');
      zip.removeAllListeners('error');
      act();
    };
    zip.once('entry', (entry: yauzl.Entry) => settle(() => resolve(entry)));
    zip.once('end', () => settle(() => resolve(undefined)));
    zip.once('error', (cause: Error) => settle(() => reject(damaged(place, cause))));
    if (zip.entriesRead >= zip.entryCount) settle(() => resolve(undefined));
    else zip.readEntry();
  });
}

function refuseBomb(entry: yauzl.Entry, place: string, reading: Reading): void {
  const { maxRatio, ratioFloor, maxEntryBytes } = reading.limits;
  const size = entry.uncompressedSize;
  if (size > maxEntryBytes) throw fileError('file-too-large', { details: { place, limit: maxEntryBytes } });
  const ratio = size / Math.max(entry.compressedSize, 1);
  if (size > ratioFloor && ratio > maxRatio)
    throw fileError('file-bomb', { details: { place, ratio: Math.round(ratio) } });
}

async function* entryContent(zip: yauzl.ZipFile, entry: yauzl.Entry, place: string): AsyncGenerator<Buffer> {
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error || !opened ? reject(error) : resolve(opened)));
    });
    try {
      for await (const chunk of stream) yield chunk as Buffer;
    } finally {
      stream.destroy();
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(place, cause);
  }
}
