import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions: ['@vigie/source'] },
  ssr: { resolve: { conditions: ['@vigie/source'] } },
  test: {
    include: ['test/browser/**/*.journey.ts'],
    pool: 'forks',
    // One Chromium at a time: a modest machine is enough.
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
