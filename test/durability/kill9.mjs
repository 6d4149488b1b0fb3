// kill -9 while committing, again and again: nothing acknowledged may be lost.
// node test/durability/kill9.mjs [rounds=200] — JSON result on the last line, exit 1 on a loss.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = Number(process.argv[2] ?? 200);
const scratch = mkdtempSync(join(tmpdir(), 'vigie-kill9-'));
const data = join(scratch, 'data');
const acks = join(scratch, 'acks');

/** Starts a writer; its first line tells what it found. */
function start(...mode) {
  const args = ['--import', 'tsx', join(root, 'test/durability/writer.ts'), data, acks, ...mode];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const found = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`the writer ended by itself (${code})`)));
  });
  return { child, found };
}

let lost = 0;
let incoherent = 0;
let early = 0;
let last = { noted: 0 };
const started = Date.now();
for (let round = 1; round <= rounds; round++) {
  const { child, found } = start();
  const ended = once(child, 'exit');
  if (round % 10 === 0) {
    // Now and then in the middle of the start: recovery itself is interrupted.
    found.catch(() => undefined);
    await new Promise((r) => setTimeout(r, 300 + Math.random() * 700));
    early++;
  } else {
    last = await found;
    lost += last.lost.length;
    if (!last.isCoherent) incoherent++;
    await new Promise((r) => setTimeout(r, 30 + Math.random() * 400));
  }
  child.kill('SIGKILL');
  await ended;
  if (process.stdout.isTTY)
    process.stdout.write(`\r${round}/${rounds} ${last.noted} acknowledged, ${lost} lost `);
}
const { child, found } = start('verify');
const ended = once(child, 'exit');
last = await found;
await ended;
lost += last.lost.length;
if (!last.isCoherent) incoherent++;
rmSync(scratch, { recursive: true, force: true });
const result = {
  test: 'kill9',
  rounds,
  early,
  acknowledged: last.noted,
  lost,
  incoherent,
  seconds: Math.round((Date.now() - started) / 1000),
};
console.log(`${process.stdout.isTTY ? '\n' : ''}${JSON.stringify(result)}`);
process.exit(lost + incoherent === 0 && last.noted > 0 ? 0 : 1);
