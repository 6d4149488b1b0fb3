// One Vite configuration for the build and for `npm run dev`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { workspaceAlias } from './workspace.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'src/platform/web');

/** The entry lies above the web root (src/main-web.tsx composes the rooms); the page names it `/main-web.tsx`. */
const entry = {
  name: 'vigie-entry',
  resolveId: (/** @type {string} */ id) =>
    id === '/main-web.tsx' ? join(root, 'src/main-web.tsx') : undefined,
};

/** react-aria ships its own texts in 34 languages: two are ours. */
const twoLanguages = {
  name: 'vigie-two-languages',
  enforce: /** @type {const} */ ('pre'),
  resolveId: (/** @type {string} */ id, /** @type {string | undefined} */ from) =>
    from?.includes('react-aria') && /\/[a-z]{2}-[A-Z]{2}\.(?:m?js)$/.test(id) && !/(?:fr-FR|en-US)\./.test(id)
      ? '\0no-texts'
      : undefined,
  load: (/** @type {string} */ id) => (id === '\0no-texts' ? 'export default {};' : undefined),
};

/** The theme is set before the first paint by a small file of its own: the policy refuses inline scripts. */
const themeFirst = {
  name: 'vigie-theme-first',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'theme-first.js',
      source: readFileSync(join(web, 'theme-first.js'), 'utf8'),
    });
  },
};

/** @returns {Promise<import('vite').InlineConfig>} */
export async function viteConfig() {
  return {
    configFile: false,
    root: web,
    publicDir: false,
    plugins: [entry, twoLanguages, react(), themeFirst],
    resolve: {
      alias: workspaceAlias(),
      conditions: ['@vigie/source', 'module', 'browser', 'import', 'default'],
    },
    server: { fs: { allow: [root] } },
    build: {
      outDir: join(root, 'dist/web'),
      emptyOutDir: true,
      sourcemap: false,
      target: 'es2022',
      // Strict CSP: nothing inline, nothing as data:.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
    },
  };
}
