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

/** The files of a small tar.gz by name (plain ustar members only, as the corpora have them). */
export function readArchive(file: string): Map<string, string> {
  const bytes = gunzipSync(readFileSync(file));
  const files = new Map<string, string>();
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const text = (from: number, length: number) =>
      bytes.toString('utf8', at + from, at + from + length).split('\0')[0] ?? '';
    const name = text(0, 100);
    if (name === '') break;
    const size = Number.parseInt(text(124, 12), 8);
    if (['0', ''].includes(text(156, 1)))
      files.set(name.replace(/^\.\//, ''), bytes.toString('utf8', at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
