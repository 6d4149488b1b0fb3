// `npm run test:browser`: the journeys in Chromium (test/browser/*.journey.ts). Without Chromium they are skipped, and counted.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = [process.env.VIGIE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);
const journeys = readdirSync(join(root, 'test/browser')).filter((f) => f.endsWith('.journey.ts'));
if (!chromium) {
  console.log(
    `Skipped:\n  ${journeys.length}  journeys (needs Chromium; VIGIE_CHROMIUM names it when it is elsewhere)`,
  );
  console.log(`\n0 passed, 0 failed, ${journeys.length} skipped`);
  process.exit(0);
}
const scratch = mkdtempSync(join(tmpdir(), 'vigie-counts-'));
const countsFile = join(scratch, 'counts.json');
const result = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(root, 'test/browser/vitest.config.ts'),
    '--reporter=default',
    `--reporter=${join(root, 'tools/vitest-reporter.mjs')}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, VIGIE_CHROMIUM: chromium, VIGIE_TEST_COUNTS: countsFile },
  },
);
const counts = existsSync(countsFile)
  ? JSON.parse(readFileSync(countsFile, 'utf8'))
  : { passed: 0, failed: 1, skipped: 0, reasons: {} };
// A suite that could not even begin fails no test: it must not pass unseen.
if (result.status !== 0 && counts.failed === 0) counts.failed = 1;
rmSync(scratch, { recursive: true, force: true });
for (const [reason, count] of Object.entries(counts.reasons))
  console.log(`  ${String(count).padStart(4)}  ${reason}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || result.status !== 0 ? 1 : 0);
