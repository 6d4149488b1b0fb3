import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as api from './index.ts';

test('the example of the README runs and gives what its comments say', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const code = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const lines = code.replace(/^import .*$/m, '').replace(/^(\S.*); \/\/ (.+)$/gm, 'seen.push([$1, $2]);');
  const seen: [unknown, unknown][] = [];
  new Function('seen', ...Object.keys(api), lines)(seen, ...Object.values(api));
  expect(seen).toHaveLength(3);
  for (const [value, said] of seen) expect(value).toBe(said);
});
