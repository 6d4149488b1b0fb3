import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/platform/root.ts';
import { isProduct, sources, withoutComments } from './sources.ts';

type Texts = { [key: string]: string | Texts };

function readTexts(path: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: Texts, prefix: string) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') found.set(prefix + key, value);
      else visit(value, `${prefix}${key}.`);
    }
  };
  visit(JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Texts, '');
  return found;
}

/** Namespace → language → key → text. The shell's own texts live in platform/web. */
const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .map((d) => ({ name: d.name, dir: `src/${d.name}/locales` }))
  .concat({ name: 'shell', dir: 'src/platform/web/locales' })
  .filter(({ dir }) => existsSync(join(ROOT, dir, 'fr.json')));
const texts = new Map(
  rooms.map(({ name, dir }) => [name, { fr: readTexts(`${dir}/fr.json`), en: readTexts(`${dir}/en.json`) }]),
);

const PLURAL = /_(zero|one|two|few|many|other)$/;

function has(key: string, fallbackRoom?: string): boolean {
  const [room, name] = key.includes(':')
    ? (key.split(':', 2) as [string, string])
    : [fallbackRoom ?? '', key];
  const table = texts.get(room);
  if (!table) return false;
  return [table.fr, table.en].every(
    (t) => t.has(name) || t.has(`${name}_other`) || [...t.keys()].some((k) => k.startsWith(`${name}.`)),
  );
}

const code = [...sources('src', /\.tsx?$/)].filter((f) => isProduct(f.path));
const roomOf = (path: string) =>
  path.startsWith('src/platform/web/') ? 'shell' : (path.split('/')[1] ?? '');

it.each(rooms)('$name says the same things in French and in English', ({ name }) => {
  const table = texts.get(name);
  const bare = (t: Map<string, string> | undefined) =>
    [...new Set([...(t?.keys() ?? [])].map((k) => k.replace(PLURAL, '')))].sort();
  expect(bare(table?.fr)).toEqual(bare(table?.en));
});

it.each(rooms)('$name fills the same details in both languages', ({ name }) => {
  const table = texts.get(name);
  const details = (text = '') => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((m) => m[1]).sort();
  const unlike = [...(table?.fr ?? [])].filter(([key, text]) => {
    const other = table?.en.get(key);
    // A plural form may leave the number out ("one day").
    return other !== undefined && !PLURAL.test(key) && details(text).join() !== details(other).join();
  });
  expect(unlike.map(([key]) => key)).toEqual([]);
});

it.each(rooms)('$name leaves no text empty', ({ name }) => {
  const table = texts.get(name);
  const empty = [...(table?.fr ?? []), ...(table?.en ?? [])].filter(([, text]) => text.trim() === '');
  expect(empty.map(([key]) => key)).toEqual([]);
});

it.each(rooms)('$name puts in French a no-break space before : ; ! ? and inside « »', ({ name }) => {
  const wrong = [...(texts.get(name)?.fr ?? [])].filter(([, text]) => {
    const prose = text.replace(/https?:\S+|\{\{[^}]*\}\}|`[^`]*`/g, 'x');
    return / [:;!?»](\s|$)/.test(prose) || /« /.test(prose);
  });
  expect(wrong.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
});

/** Keys written out in code: `t('room:key')`. In a room's own screens the namespace may be left out. */
it('has every text that code asks for by name', () => {
  const missing = code.flatMap((f) =>
    [...withoutComments(f.text).matchAll(/\bt\(\s*'([^'$]+)'/g)]
      .map((m) => m[1] ?? '')
      .filter((key) => !has(key, roomOf(f.path)) && !has(key, 'shell'))
      .map((key) => `${f.path}: ${key}`),
  );
  expect(missing).toEqual([]);
});

it('has a text for every error of every catalogue', () => {
  const missing = [...code].flatMap((f) =>
    [...f.text.matchAll(/defineErrors\(\s*'([a-z]+)',\s*\{([\s\S]*?)\n?\}\s*\)/g)].flatMap((m) =>
      [...(m[2] ?? '').matchAll(/(?:^|[\s{,])'?([a-z][a-z0-9-]*)'?:\s*\{\s*status/g)]
        .map((e) => `${m[1]}:errors.${e[1]}`)
        .filter((key) => !has(key))
        .map((key) => `${f.path}: ${key}`),
    ),
  );
  expect(missing).toEqual([]);
});

it('has a text for every act that the journal records', () => {
  const missing = code.flatMap((f) =>
    [...f.text.matchAll(/\baction:\s*'([a-z]+)\.([a-z0-9.-]+)'/g)]
      .map((m) => `${m[1]}:journal.${m[2]}`)
      .filter((key) => !has(key))
      .map((key) => `${f.path}: ${key}`),
  );
  expect(missing).toEqual([]);
});

it('has a title for every job', () => {
  const missing = code.flatMap((f) =>
    [...f.text.matchAll(/defineJob(?:<[^(]*>)?\(\{\s*name:\s*'([a-z]+)\.([a-z0-9-]+)'/g)]
      .map((m) => `${m[1]}:jobs.${m[2]}`)
      .filter((key) => !has(key))
      .map((key) => `${f.path}: ${key}`),
  );
  expect(missing).toEqual([]);
});
