import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../root.ts';

/** The long run is `node test/durability/kill9.mjs 200`. */
it('loses nothing acknowledged when it is killed in the middle of commits, four times', async () => {
  const child = spawn(process.execPath, [join(ROOT, 'test/durability/kill9.mjs'), '4'], { cwd: ROOT });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const result = JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as Record<string, number>;
  expect(result).toMatchObject({ test: 'kill9', rounds: 4, lost: 0, incoherent: 0 });
  expect(result.acknowledged).toBeGreaterThan(0);
  expect(code).toBe(0);
}, 120_000);
