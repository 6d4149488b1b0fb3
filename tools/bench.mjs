// `npm run bench [name…] [--write]`: each bench/<name>.bench.ts in a process of its own; JSON lines; --write puts the table in docs/reference/measures.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './fingerprint.mjs';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!ensureInstalled(root, (text) => process.stderr.write(`${text}\n`), { dev: true })) process.exit(2);
if (!isBuilt(root)) {
  const built = spawnSync(process.execPath, [join(root, 'tools/build.mjs')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) process.exit(1);
}

const wanted = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const names = readdirSync(join(root, 'bench'))
  .filter((f) => f.endsWith('.bench.ts'))
  .map((f) => f.slice(0, -'.bench.ts'.length))
  .filter((n) => wanted.length === 0 || wanted.includes(n));
const git = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' });
const machine = {
  date: new Date().toISOString(),
  commit: git.stdout?.trim() ?? '',
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 1024 ** 3)} GiB`,
  system: `${type()} ${release()}`,
  node: process.versions.node,
  load: loadavg()[0],
};
console.log(JSON.stringify({ machine }));

// What one bench prepared (a data folder full of records), the next one copies.
const scratch = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const measures = [];
let failed = 0;
for (const name of names) {
  const args = ['--conditions=@vigie/source', '--import', 'tsx', join(root, `bench/${name}.bench.ts`)];
  console.log(JSON.stringify({ bench: name, at: new Date().toISOString(), load: loadavg()[0] }));
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, VIGIE_BENCH_SCRATCH: scratch },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    failed++;
    console.error(`${name}: failed`);
  }
  for (const line of stdout.split('\n').filter((l) => l.startsWith('{'))) {
    console.log(line);
    const measure = JSON.parse(line);
    if (measure.metric) measures.push(measure);
  }
}

if (process.argv.includes('--write')) {
  const rows = measures.map((m) => `| ${m.bench} | ${m.metric} | ${m.value} ${m.unit} | ${m.n} |`);
  const table = [
    `${machine.date.slice(0, 10)}, commit ${machine.commit}, ${machine.cpu} (${machine.cores} cores, ${machine.memory}), ${machine.system}, Node ${machine.node}, load average ${machine.load?.toFixed(1)} at the start.`,
    '',
    '| bench | metric | value | n |',
    '| --- | --- | ---: | ---: |',
    ...rows,
  ].join('\n');
  const file = join(root, 'docs/reference/measures.md');
  const [before, rest] = readFileSync(file, 'utf8').split(/(?<=<!-- figures -->\n)/);
  const after = rest?.slice(rest.indexOf('<!-- end of figures -->'));
  if (!after) throw new Error(`${file} has no place for the figures`);
  writeFileSync(file, `${before}\n${table}\n\n${after}`);
}
process.exit(failed > 0 ? 1 : 0);
