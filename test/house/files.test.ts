import { expect, it } from 'vitest';
import { isProduct, sources, withoutComments } from './sources.ts';

const code = [...sources('src', /\.tsx?$/), ...sources('packages', /\.tsx?$/)];
const product = code.filter((f) => isProduct(f.path));
const list = (found: string[]) => found.join('\n');

it('reads the sources at all', () => {
  expect(code.length).toBeGreaterThan(60);
  expect(product.some((f) => f.path === 'src/main.ts')).toBe(true);
});

it('keeps every file within 400 lines', () => {
  const long = [...code, ...sources('tools', /\.mjs$/), ...sources('test', /\.ts$/)]
    .map((f) => ({ path: f.path, lines: f.text.split('\n').length - 1 }))
    .filter((f) => f.lines > 400);
  expect(list(long.map((f) => `${f.path}: ${f.lines}`))).toBe('');
});

it('names files in kebab-case, and never by a word that says nothing', () => {
  const vague =
    /(^|\/)(.*-)?(utils?|helpers?|common|misc|manager)(\.test)?\.tsx?$|(^|\/)(.*-)?service\.ts$|(^|\/)(services|types)\.ts$/;
  const kebab = /\/_?[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|d|generated))?\.tsx?$/;
  const allowed = /\/web\/.*\$[a-z-]+\.tsx$/;
  const bad = code.map((f) => f.path).filter((p) => vague.test(p) || !(kebab.test(p) || allowed.test(p)));
  expect(list(bad)).toBe('');
});

const SQL =
  /\bsql(?:<[^`]{0,200}>)?`|\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\brunScript\(|\bwithTables</;
const mayHoldSql = (path: string) =>
  /\/store\.ts$|\/store\/[^/]+\.ts$/.test(path) || path.startsWith('src/platform/db/');

it('finds SQL wherever it hides', () => {
  for (const text of [
    'sql`select 1`',
    'sql<{ n: number }>`select`',
    "db.selectFrom('t')",
    'x.withTables<T>()',
  ]) {
    expect(SQL.test(text), text).toBe(true);
  }
});

it('keeps SQL in store files', () => {
  const bad = product
    .filter((f) => f.path.startsWith('src/') && !mayHoldSql(f.path))
    .filter((f) => SQL.test(withoutComments(f.text)));
  expect(list(bad.map((f) => f.path))).toBe('');
});

it('uses no session state that the embedded engine would share between clients', () => {
  const state =
    /\b(pg_(?:try_)?advisory_\w*lock|create\s+temp(?:orary)?\s+table|set\s+session|set\s+local|\blisten\s+\w+;|notify\s+\w+,)/i;
  const bad = [...product, ...sources('src', /\.sql$/)].filter((f) => state.test(withoutComments(f.text)));
  expect(list(bad.map((f) => f.path))).toBe('');
});

it('reads no clock and throws no dice in packages', () => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\.(env|argv|cwd)\b/;
  const bad = product.filter((f) => f.path.startsWith('packages/') && impure.test(withoutComments(f.text)));
  expect(list(bad.map((f) => f.path))).toBe('');
});

it('uses default exports only where a plug-in is registered', () => {
  const plugin = /^(src\/[^/]+\/[^/]+\/[^/]+|packages\/[^/]+\/src\/[^/]+\/[^/]+)\/index\.ts$/;
  const bad = product.filter((f) => /^export default /m.test(f.text) && !plugin.test(f.path));
  expect(list(bad.map((f) => f.path))).toBe('');
});

it('gives every room and package a README of at most 40 lines for rooms', () => {
  const readmes = sources('src', /README\.md$/);
  const long = readmes.filter((f) => f.path.split('/').length === 3 && f.text.split('\n').length > 41);
  expect(list(long.map((f) => f.path))).toBe('');
});

it('imports no foreign key across rooms', () => {
  const bad = sources('src', /\/migrations\/.*\.sql$/).flatMap((f) => {
    const room = f.path.split('/')[1] ?? '';
    return [...f.text.matchAll(/\breferences\s+(?:public\.)?([a-z]+)_/gi)]
      .filter((m) => m[1] !== room)
      .map((m) => `${f.path}: ${m[0]}`);
  });
  expect(list(bad)).toBe('');
});
