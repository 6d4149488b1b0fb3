// `npm run new feed euvd`: a plug-in's folder, ready to be filled. Kinds: house.mjs.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plugins } from '../house.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));

/** `feeds` → `feed`, `inventories` → `inventory`. */
export const singular = (/** @type {string} */ kind) => kind.replace(/ies$/, 'y').replace(/s$/, '');

/**
 * Writes `<room>/<kind>/<id>/` from `tools/templates/<kind>/`: `__id__`, `__Name__` and `__define__` are filled in.
 * @param {string} kind as typed: feed, inventory, scheme @param {string} id @param {string} [root]
 * @returns {string[]} the files written
 */
export function scaffold(kind, id, root = here) {
  const plugin = plugins.find(([, folder]) => folder === kind || singular(folder) === kind);
  if (!plugin) {
    throw new Error(`no such kind: ${kind} (${plugins.map(([, folder]) => singular(folder)).join(', ')})`);
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) throw new Error(`an id is in kebab-case: ${id}`);
  const [room, folder, define] = plugin;
  const target = join(root, room, folder, id);
  if (existsSync(target)) throw new Error(`${room}/${folder}/${id} exists`);
  const templates = join(here, 'tools/templates', folder);
  const name = id.replace(/(^|-)(\w)/g, (_, _dash, c) => c.toUpperCase());
  const fill = (/** @type {string} */ text) =>
    text.replaceAll('__id__', id).replaceAll('__Name__', name).replaceAll('__define__', define);
  return readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => {
      const from = join(e.parentPath, e.name);
      // `.tpl` keeps compilers and linters away from the templates.
      const to = join(target, fill(from.slice(templates.length + 1).replace(/\.tpl$/, '')));
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, fill(readFileSync(from, 'utf8')));
      return to.slice(root.length).replace(/^\//, '');
    })
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, id] = process.argv.slice(2);
  try {
    if (!kind || !id) throw new Error('npm run new <kind> <id>');
    for (const file of scaffold(kind, id)) console.log(file);
    const { writeRegistries } = await import('./registry.mjs');
    writeRegistries();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}
