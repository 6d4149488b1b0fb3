// One Vite configuration for the build and for `npm run dev`.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { workspaceAlias } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<import('vite').InlineConfig>} */
export async function viteConfig() {
  return {
    configFile: false,
    root: `${root}src/platform/web`,
    publicDir: false,
    plugins: [react()],
    resolve: {
      alias: workspaceAlias(),
      conditions: ['@vigie/source', 'module', 'browser', 'import', 'default'],
    },
    server: { fs: { allow: [root] } },
  };
}
