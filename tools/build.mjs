// Builds dist/: the server (rolldown), the web app (vite), and a fresh data folder of the embedded engine.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { fingerprint } from './fingerprint.mjs';
import { writeRegistries } from './registry.mjs';
import { workspaceAlias } from './workspace.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

async function buildServer(out) {
  const { build } = await import('rolldown');
  await build({
    input: {
      cli: join(root, 'src/cli/index.ts'),
      'db-worker': join(root, 'src/platform/db/embedded/worker.ts'),
    },
    platform: 'node',
    resolve: { alias: workspaceAlias(), conditionNames: ['@vigie/source', 'node', 'import', 'default'] },
    external: (id) =>
      !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@vigie/')
        ? true
        : builtinModules.includes(id),
    output: { dir: join(out, 'server'), format: 'esm', sourcemap: true, chunkFileNames: '[name]-[hash].js' },
    logLevel: 'warn',
  });
}

async function buildWeb(out) {
  const web = join(root, 'src/platform/web');
  if (!existsSync(join(web, 'index.html'))) return;
  const { build } = await import('vite');
  const { viteConfig } = await import('./vite.mjs');
  const config = await viteConfig();
  await build({ ...config, build: { ...config.build, outDir: join(out, 'web') }, logLevel: 'warn' });
}

/** initdb in WebAssembly takes seconds: do it here once, the first start copies the folder. */
async function buildEngineTemplate(out) {
  const { pathToFileURL } = await import('node:url');
  const { initialise } = await import(pathToFileURL(join(out, 'server/db-worker.js')).href);
  await initialise(join(out, 'pgdata'));
}

/** @param {{ web?: boolean }} [options] web: false leaves the screens out (they then are not served) */
export async function build(options = {}) {
  const started = Date.now();
  const out = join(root, `dist.${process.pid}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  try {
    writeRegistries();
    // Read before building: a source changed meanwhile makes the next start build again.
    const mark = fingerprint(root);
    const web = options.web === false ? undefined : buildWeb(out);
    await Promise.all([web, buildServer(out).then(() => buildEngineTemplate(out))]);
    if (options.web !== false) writeFileSync(join(out, 'fingerprint'), mark);
    const dist = join(root, 'dist');
    const old = `${dist}.old.${process.pid}`;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(out, dist);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  process.stderr.write(`dist/: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build({ web: !process.argv.includes('--no-web') });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${process.stderr.isTTY ? message : stripVTControlCharacters(message)}\n`);
    process.exit(1);
  }
  process.exit(0);
}
