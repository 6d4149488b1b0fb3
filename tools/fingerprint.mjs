// What the build depends on, as one hash: the sources' content, not their dates.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const TOPS = ['src', 'packages', 'tools', 'house.mjs', 'package.json', 'package-lock.json'];
const SKIP = /(^|\/)(node_modules|dist|fixtures|bench|\.cache)(\/|$)|\.test\.tsx?$|\.generated\.ts$|\.md$/;

/** @param {string} root */
export function fingerprint(root) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    const name = relative(root, path);
    if (SKIP.test(name)) return;
    hash.update(name).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const top of TOPS) {
    const path = join(root, top);
    if (!existsSync(path)) continue;
    if (/\.(mjs|json)$/.test(top)) {
      visit(path);
      continue;
    }
    walk(path, relative(root, path)).forEach(visit);
  }
  return hash.digest('hex');
}

function walk(dir, name) {
  if (SKIP.test(name)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => {
      const path = join(dir, e.name);
      if (e.isDirectory()) return walk(path, `${name}/${e.name}`);
      return e.isFile() ? [path] : [];
    });
}

/** @param {string} root */
export function isBuilt(root) {
  const file = join(root, 'dist/fingerprint');
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprint(root);
}
