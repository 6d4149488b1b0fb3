import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and what it lies in, readable by its owner alone. Not `mkdirSync(…, { recursive: true })`: that never
 * returns where a folder exists but lets nothing be made inside it by answering ENOENT, as `/proc` does (Node 20).
 */
export function makeFolder(path: string): void {
  const folder = resolve(path);
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Two processes may start at once.
    const isMade = (error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(folder).isDirectory();
    if (!isMade) throw error;
  }
}
