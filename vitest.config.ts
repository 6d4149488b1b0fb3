import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@vigie/source'] },
  ssr: { resolve: { conditions: ['@vigie/source'] } },
  test: {
    include: ['src/**/*.test.ts', 'packages/**/*.test.ts', 'test/{house,rivers,quality}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ['test/kit/global-setup.ts'],
  },
});
