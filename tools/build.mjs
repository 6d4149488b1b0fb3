// Builds dist/: the server (rolldown), the web app (vite), and a fresh data folder of the embedded engine.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from './fingerprint.mjs';
import { writeRegistries } from './registry.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Our own libraries, straight from their sources: they need no build and no link. */
export function workspaceAlias(base = root) {
  const dir = join(base, 'packages');
  if (!existsSync(dir)) return {};
  const entries = readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, 'package.json')))
    .map((name) => {
      const { name: id } = JSON.parse(readFileSync(join(dir, name, 'package.json'), 'utf8'));
      return [id, join(dir, name, 'src/index.ts')];
    });
  return Object.fromEntries(entries);
}

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

export async function build() {
  const started = Date.now();
  const out = join(root, `dist.${process.pid}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  try {
    writeRegistries();
    // Read before building: a source changed meanwhile makes the next start build again.
    const mark = fingerprint(root);
    const web = buildWeb(out);
    await buildServer(out);
    await Promise.all([web, buildEngineTemplate(out)]);
    writeFileSync(join(out, 'fingerprint'), mark);
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
  await build();
  process.exit(0);
}
