import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const BLOCK = /^```ts\n([\s\S]*?)^```/gm;
const CHECKED = /^(?!const |import )(.+?);? \/\/ (.+)$/gm;

/**
 * Runs the `ts` blocks of a README with the names that its library exports. Of a line `expression; // value` the value
 * is compared; the other lines run as they stand, imports aside.
 *
 * @returns how many values were compared.
 */
export function runExamples(readme: URL, library: Record<string, unknown>): number {
  let checked = 0;
  const check = (found: unknown, wanted: unknown, line: string) => {
    checked++;
    expect(found, line).toEqual(wanted);
  };
  for (const [, block = ''] of readFileSync(readme, 'utf8').matchAll(BLOCK)) {
    const body = block
      .replace(/^import .*$/gm, '')
      .replace(CHECKED, (line, expression: string, value: string) => {
        return `check((${expression}), (${value}), ${JSON.stringify(line)});`;
      });
    new Function('check', ...Object.keys(library), `'use strict';\n${body}`)(
      check,
      ...Object.values(library),
    );
  }
  return checked;
}
