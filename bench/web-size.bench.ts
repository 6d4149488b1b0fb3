// What a browser downloads before the first screen: the page, the scripts and styles it names, and what those import at once.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../src/platform/root.ts';
import { report } from './measure.ts';

const web = join(ROOT, 'dist/web');
if (!existsSync(join(web, 'index.html'))) throw new Error('no dist/web: npm run build');

const seen = new Map<string, number>();
function visit(path: string): void {
  if (seen.has(path) || !existsSync(join(web, path))) return;
  const content = readFileSync(join(web, path));
  seen.set(path, gzipSync(content, { level: 9 }).length);
  const text = content.toString('utf8');
  if (path.endsWith('.html')) {
    for (const [, ref] of text.matchAll(/(?:src|href)="\/?([^":]+\.(?:js|css))"/g)) visit(ref ?? '');
  } else if (path.endsWith('.js')) {
    for (const [, ref] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      visit(`assets/${ref}`);
  }
}
visit('index.html');
const total = (ends: string) =>
  [...seen].filter(([path]) => path.endsWith(ends)).reduce((sum, [, size]) => sum + size, 0);
for (const [metric, ends] of [
  ['scripts', '.js'],
  ['styles', '.css'],
  ['all', ''],
] as const) {
  report({
    bench: 'web-size',
    metric: `first load, ${metric} (gzip)`,
    value: Math.round(total(ends) / 1000),
    unit: 'kB',
    n: 1,
  });
}
report({ bench: 'web-size', metric: 'first load, requests', value: seen.size, unit: 'n', n: 1 });
