import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Our own libraries, straight from their sources: they need no build and no link. */
export function workspaceAlias(base = root) {
  const dir = join(base, 'packages');
  if (!existsSync(dir)) return {};
  const entries = readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, 'package.json')))
    .map((name) => {
      const { name: id } = JSON.parse(readFileSync(join(dir, name, 'package.json'), 'utf8'));
      return [id, join(dir, name, 'src/index.ts')];
    });
  return Object.fromEntries(entries);
}
