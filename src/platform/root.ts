import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder, found upwards from this file, so that it is the same from `src/` and from `dist/`. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  const manifest = join(from, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'vigie') return from;
  const up = dirname(from);
  if (up === from) throw new Error('package.json of vigie not found above this file');
  return findRoot(up);
}
