// `npm run check`: what to run before each commit. --no-tests leaves the tests out.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { writeRegistries } from './registry.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!ensureInstalled(root, (text) => process.stderr.write(`${text}\n`), { dev: true })) process.exit(2);
writeRegistries();

const bin = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name);
const pieces = [
  ['types (server)', bin('tsc'), '-p', 'tsconfig.json', '--noEmit', '--pretty', 'false'],
  ...(existsSync(join(root, 'src/main-web.tsx'))
    ? [['types (web)', bin('tsc'), '-p', 'tsconfig.web.json', '--noEmit', '--pretty', 'false']]
    : []),
  ...(existsSync(join(root, 'test/browser'))
    ? [['types (journeys)', bin('tsc'), '-p', 'tsconfig.browser.json', '--noEmit', '--pretty', 'false']]
    : []),
  ['format and lint', bin('biome'), 'check', '--diagnostic-level=warn', '.'],
  ['promises, switches', bin('oxlint'), '--type-aware', '-c', '.oxlintrc.json', 'src', 'packages', 'test'],
  [
    'boundaries',
    process.execPath,
    '--import',
    new URL('./swc-tsx.mjs', import.meta.url).href,
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['src', 'packages', 'bin', '--config', '.dependency-cruiser.mjs'],
  ],
  ['dead code', bin('knip'), '--no-progress'],
];

/** @returns {Promise<{ name: string, code: number, output: string, ms: number }>} */
function piece([name, command, ...args]) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, FORCE_COLOR: '0' } });
    let output = '';
    child.stdout.on('data', (d) => {
      output += d;
    });
    child.stderr.on('data', (d) => {
      output += d;
    });
    child.on('error', (error) => resolve({ name, code: 1, output: String(error), ms: 0 }));
    child.on('close', (code) => resolve({ name, code: code ?? 1, output, ms: Date.now() - started }));
  });
}

const results = await Promise.all(pieces.map(piece));
for (const { name, code, output, ms } of results) {
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${(ms / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output.slice(0, 20_000));
}
const failed = results.filter((r) => r.code !== 0).length;
let tests = 0;
if (!process.argv.includes('--no-tests')) {
  tests = (await runTests()) === 0 ? 0 : 1;
} else {
  console.log(`\n${results.length - failed} passed, ${failed} failed, 0 skipped`);
}
process.exit(failed + tests > 0 ? 1 : 0);

function runTests() {
  return new Promise((resolve) => {
    spawn(process.execPath, [join(root, 'tools/test.mjs')], { cwd: root, stdio: 'inherit' }).on(
      'close',
      resolve,
    );
  });
}
