import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plugins } from '../../house.mjs';
import { ROOT } from '../../src/platform/root.ts';
import { scaffold, singular } from '../../tools/new.mjs';

let copy: string;
beforeAll(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  copy = mkdtempSync(join(ROOT, '.cache/new-'));
  for (const name of ['src', 'packages', 'test/kit', 'package.json', 'house.mjs', 'house.d.mts']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  // Our libraries by name: those of the copy.
  mkdirSync(join(copy, 'node_modules/@vigie'), { recursive: true });
  for (const name of readdirSync(join(copy, 'packages'))) {
    symlinkSync(join(copy, 'packages', name), join(copy, 'node_modules/@vigie', name));
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const kinds = plugins.filter(([, folder]) => existsSync(join(ROOT, 'tools/templates', folder)));

describe('npm run new', () => {
  it('knows every kind of plug-in', () => {
    expect(kinds.map(([, folder]) => folder)).toEqual(plugins.map(([, folder]) => folder));
  });

  it.each(kinds)(
    '%s/%s: writes a folder that passes the type check as it is',
    (room, folder) => {
      const files = scaffold(singular(folder), 'a-new-one', copy);
      const base = `${room}/${folder}/a-new-one`;
      expect(files).toContain(`${base}/index.ts`);
      expect(files).toContain(`${base}/readme.md`);
      expect(files.some((f) => f.startsWith(`${base}/fixtures/`))).toBe(true);
      for (const file of files) expect(readFileSync(join(copy, file), 'utf8')).not.toMatch(/__\w+__/);
      const config = join(copy, 'tsconfig.json');
      writeFileSync(
        config,
        JSON.stringify({ extends: '../../tsconfig.json', include: [`${base}/*.ts`], exclude: [] }),
      );
      const tsc = spawnSync(
        join(ROOT, 'node_modules/.bin/tsc'),
        ['-p', config, '--noEmit', '--pretty', 'false'],
        { encoding: 'utf8' },
      );
      expect(tsc.stdout.split('\n').filter((line) => line.includes('a-new-one'))).toEqual([]);
      expect(tsc.error).toBeUndefined();
    },
    60_000,
  );

  it('refuses an id that exists, a bad id and an unknown kind', () => {
    expect(() => scaffold('scheme', 'deb', copy)).toThrow(/exists/);
    expect(() => scaffold('scheme', 'Not_Kebab', copy)).toThrow(/kebab-case/);
    expect(() => scaffold('scheme', '../../up', copy)).toThrow(/kebab-case/);
    expect(() => scaffold('nothing', 'x', copy)).toThrow(/no such kind.*scheme/);
  });
});
