import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/platform/root.ts';

export interface Source {
  /** From the checkout's folder, with slashes. */
  path: string;
  text: string;
}

const SKIPPED = new Set(['node_modules', 'dist', 'fixtures', '.cache', 'data']);

/** Files below a folder of the checkout, hand-written ones only. */
export function sources(top: string, ends: RegExp): Source[] {
  return walk(top)
    .filter((path) => ends.test(path) && !path.includes('.generated.'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function walk(dir: string): string[] {
  return readdirSync(join(ROOT, dir), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Product code: neither tests nor benches. */
export const isProduct = (path: string) => !/\.(test|bench)\.tsx?$|\/(bench|test-kit)\//.test(path);

/** The text without comments and strings' contents kept: enough to look for calls. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');
}
