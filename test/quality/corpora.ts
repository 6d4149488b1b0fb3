import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Where the labelled corpora lie: VIGIE_CORPORA, else beside the checkout. */
export const corporaFolder =
  process.env.VIGIE_CORPORA ?? fileURLToPath(new URL('../../../shared/corpora', import.meta.url));

/** Path of a corpus file; `undefined` (said aloud, so that a skipped gate is seen) when it is not there. */
export function corpus(path: string): string | undefined {
  const file = join(corporaFolder, path);
  if (existsSync(file)) return file;
  console.warn(`corpus not found, 1 gate skipped: ${file}`);
  return undefined;
}

/** The objects of a compressed file of JSON lines. */
export function readLines<T>(file: string): T[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

const BLOCK = 512;

/** The text files of a small tar.gz by name. */
export function readArchive(file: string): Map<string, string> {
  return new Map([...readMembers(file)].map(([name, bytes]) => [name, bytes.toString('utf8')]));
}

/** The files of a small tar.gz by name: ustar members, with the long names that pax headers give. */
export function readMembers(file: string): Map<string, Buffer> {
  const bytes = gunzipSync(readFileSync(file));
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const text = (from: number, length: number) =>
      bytes.toString('utf8', at + from, at + from + length).split('\0')[0] ?? '';
    const name = text(0, 100);
    if (name === '') break;
    const size = Number.parseInt(text(124, 12), 8);
    const type = text(156, 1);
    const body = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (type === 'x') longName = /^\d+ path=(.*)$/m.exec(body.toString('utf8'))?.[1];
    else {
      if (['0', ''].includes(type)) files.set((longName ?? name).replace(/^\.\//, ''), body);
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
