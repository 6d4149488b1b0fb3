// Writes <room>/<kind>/registry.generated.ts from the folders found, so that a plug-in needs no edit elsewhere.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plugins } from '../house.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const camel = (id) => id.replace(/^(\d)/, '_$1').replace(/-(\w)/g, (_, c) => c.toUpperCase());

/** @param {string} file @param {string} text */
function writeIfChanged(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

export function folders(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .filter((d) => d.isDirectory() && existsSync(join(dir, d.name, 'index.ts')))
    .map((d) => d.name)
    .sort();
}

export function writeRegistries() {
  for (const [room, kind] of plugins) {
    const dir = join(root, room, kind);
    if (!existsSync(dir)) continue;
    const ids = folders(dir);
    const lines = [
      ...ids.map((id) => `import ${camel(id)} from './${id}/index.ts';`),
      '',
      `export const ${kind} = [${ids.map(camel).join(', ')}] as const;`,
      '',
    ];
    writeIfChanged(join(dir, 'registry.generated.ts'), lines.join('\n'));
  }
  writeLocales();
}

/** One file with every room's French and English texts; the type of its keys makes a missing key a type error. */
function writeLocales() {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((d) => d.isDirectory())
    .map((d) => [d.name, d.name])
    .concat([['shell', 'platform/web']])
    .filter(([, path]) => existsSync(join(root, 'src', path, 'locales', 'fr.json')))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const imports = rooms.flatMap(([name, path]) => [
    `import ${name}En from '../../${path}/locales/en.json' with { type: 'json' };`,
    `import ${name}Fr from '../../${path}/locales/fr.json' with { type: 'json' };`,
  ]);
  const table = (lang) => `{ ${rooms.map(([name]) => `${name}: ${name}${lang}`).join(', ')} }`;
  const text = `${imports.join('\n')}\n\nexport const locales = {\n  fr: ${table('Fr')},\n  en: ${table('En')},\n} as const;\n`;
  writeIfChanged(join(root, 'src/platform/i18n/locales.generated.ts'), text);
  // One file a language too: the browser loads only its own.
  for (const [lang, tag] of [
    ['Fr', 'fr'],
    ['En', 'en'],
  ]) {
    const own = imports.filter((line) => line.includes(`${lang} from`));
    writeIfChanged(
      join(root, `src/platform/i18n/${tag}.generated.ts`),
      `${own.join('\n')}\n\nexport const texts = ${table(lang)} as const;\n`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeRegistries();
