// From the command to the first answer: on an empty data folder, then on an existing one; and the memory of an idle Vigie.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../src/platform/root.ts';
import { median, report } from './measure.ts';

const ROUNDS = 5;
const IDLE_MS = 20_000;

async function start(data: string): Promise<{ child: ChildProcess; ms: number }> {
  const from = performance.now();
  const child = spawn(
    process.execPath,
    [join(ROOT, 'bin/vigie.mjs'), 'serve', '--data', data, '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const found = /http:\/\/[\w.:[\]]+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`vigie ended (${code}): ${text}`)));
  });
  const answer = await fetch(`${url}/healthz`);
  if (!answer.ok) throw new Error(`healthz: ${answer.status}`);
  return { child, ms: performance.now() - from };
}

async function stop(child: ChildProcess): Promise<number> {
  const from = performance.now();
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
  return performance.now() - from;
}

const scratch = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
const cold: number[] = [];
const warm: number[] = [];
const stops: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const data = join(scratch, String(round));
  const first = await start(data);
  stops.push(await stop(first.child));
  const second = await start(data);
  stops.push(await stop(second.child));
  cold.push(first.ms);
  warm.push(second.ms);
}
report({
  bench: 'start',
  metric: 'first start, empty data folder',
  value: Math.round(median(cold)),
  unit: 'ms',
  n: ROUNDS,
});
report({ bench: 'start', metric: 'second start', value: Math.round(median(warm)), unit: 'ms', n: ROUNDS });
report({
  bench: 'start',
  metric: 'stop (SIGINT)',
  value: Math.round(median(stops)),
  unit: 'ms',
  n: stops.length,
});

const idle = await start(join(scratch, '0'));
await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
const status = readFileSync(`/proc/${idle.child.pid}/status`, 'utf8');
const kilobytes = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
report({
  bench: 'start',
  metric: 'memory, idle 20 s (RSS)',
  value: Math.round(kilobytes('VmRSS') / 1024),
  unit: 'MB',
  n: 1,
});
report({
  bench: 'start',
  metric: 'memory, peak since start',
  value: Math.round(kilobytes('VmHWM') / 1024),
  unit: 'MB',
  n: 1,
});
await stop(idle.child);
rmSync(scratch, { recursive: true, force: true });
