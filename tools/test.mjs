// `npm test`: everything that runs on a bare machine; what cannot run is skipped, says why, and is counted.
// Options: --server (the tests that use a database, on a real PostgreSQL); anything else goes to vitest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
if (!ensureInstalled(root, say, { dev: true })) process.exit(2);

const args = process.argv.slice(2);
const onServer = args.includes('--server');
const rest = args.filter((a) => a !== '--server');
const scratch = mkdtempSync(join(tmpdir(), 'vigie-counts-'));
const countsFile = join(scratch, 'counts.json');

const files = onServer ? databaseTests() : [];
const result = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'tools/vitest-reporter.mjs')}`,
    ...files,
    ...rest,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      VIGIE_TEST_COUNTS: countsFile,
      ...(onServer ? { VIGIE_TEST_DATABASE: 'server' } : {}),
    },
  },
);
const counts = existsSync(countsFile)
  ? JSON.parse(readFileSync(countsFile, 'utf8'))
  : { passed: 0, failed: 1, skipped: 0, reasons: {} };
rmSync(scratch, { recursive: true, force: true });
if (!onServer && rest.length === 0 && !process.env.VIGIE_BROWSER_APART) {
  counts.skipped++;
  counts.reasons['browser journeys: npm run test:browser (needs Chromium)'] = 1;
}
const reasons = Object.entries(counts.reasons).sort(([a], [b]) => (a < b ? -1 : 1));
if (reasons.length > 0) console.log('\nSkipped:');
for (const [reason, count] of reasons) console.log(`  ${String(count).padStart(4)}  ${reason}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || result.status !== 0 ? 1 : 0);

/** The test files that open a database through the kit. */
function databaseTests() {
  return ['src', 'test']
    .flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((f) => `${top}/${f}`))
    .filter((f) => /\.test\.ts$/.test(f) && !f.includes('node_modules'))
    .filter((f) => /kit\/(platform|database)\.ts'/.test(readFileSync(join(root, f), 'utf8')));
}
