// A power cut: an ext4 on a loop device is shut down without flushing its log, while a writer commits; then mounted again.
// node test/durability/power-cut.mjs [rounds=20] — needs root, loop devices, mkfs.ext4 and perl; says so and skips otherwise (exit 0).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = Number(process.argv[2] ?? 20);
const scratch = mkdtempSync(join(tmpdir(), 'vigie-power-'));
const image = join(scratch, 'disk.img');
const mountPoint = join(scratch, 'mnt');
const acks = join(scratch, 'acks');
mkdirSync(mountPoint);

const run = (command, ...args) => spawnSync(command, args, { encoding: 'utf8' });
function must(command, ...args) {
  const { status, stderr, error } = run(command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr || error?.message}`);
}
// EXT4_IOC_SHUTDOWN, with EXT4_GOING_FLAGS_NOLOGFLUSH: what is not on the disk is gone.
const cut = () =>
  must(
    'perl',
    '-e',
    'open(F,"<",$ARGV[0]) or die $!; my $f=pack("L",2); ioctl(F,0x8004587D,$f) or die "ioctl: $!"',
    mountPoint,
  );
const mount = () => must('mount', '-o', 'loop', image, mountPoint);

function skip(reason) {
  console.log(JSON.stringify({ test: 'power-cut', skipped: reason }));
  process.exit(0);
}

function start(...mode) {
  const args = [
    '--import',
    'tsx',
    join(root, 'test/durability/writer.ts'),
    join(mountPoint, 'data'),
    acks,
    ...mode,
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  // After the cut it complains, as it must: shown only if it ends before.
  let complaint = '';
  child.stderr.on('data', (d) => {
    complaint += d;
  });
  const found = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`the writer ended by itself (${code}) ${complaint}`)));
  });
  return { child, found };
}

process.on('exit', () => {
  run('umount', mountPoint);
  rmSync(scratch, { recursive: true, force: true });
});
if (process.getuid?.() !== 0) skip('not root');
try {
  must('truncate', '-s', '700M', image);
  must('mkfs.ext4', '-q', '-F', image);
  mount();
  cut();
  must('umount', mountPoint);
  must('mkfs.ext4', '-q', '-F', image);
} catch (error) {
  skip(String(error.message));
}

let lost = 0;
let incoherent = 0;
let last = { noted: 0 };
const started = Date.now();
for (let round = 1; round <= rounds + 1; round++) {
  mount();
  const { child, found } = start(...(round > rounds ? ['verify'] : []));
  const ended = once(child, 'exit');
  last = await found;
  lost += last.lost.length;
  if (!last.isCoherent) incoherent++;
  if (round <= rounds) {
    await new Promise((r) => setTimeout(r, 100 + Math.random() * 900));
    cut();
    child.kill('SIGKILL');
  }
  await ended;
  must('umount', mountPoint);
}
rmSync(scratch, { recursive: true, force: true });
console.log(
  JSON.stringify({
    test: 'power-cut',
    rounds,
    acknowledged: last.noted,
    lost,
    incoherent,
    seconds: Math.round((Date.now() - started) / 1000),
  }),
);
process.exit(lost + incoherent === 0 && last.noted > 0 ? 0 : 1);
