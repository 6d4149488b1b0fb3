// Builds dist/: the server (rolldown), the web app (vite), and a fresh data folder of the embedded engine.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
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
  await compressWeb(join(out, 'web'));
}

const TEXT = /\.(?:js|css|html|svg|json|webmanifest|ttf)$/;

/** `.br` and `.gz` beside each text file, so that the server compresses nothing at each request. */
async function compressWeb(dir) {
  const brotli = promisify(brotliCompress);
  const deflate = promisify(gzip);
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (bytes.length < 1024) continue;
    await Promise.all([
      brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).then((b) =>
        writeFile(`${path}.br`, b),
      ),
      deflate(bytes, { level: 9 }).then((b) => writeFile(`${path}.gz`, b)),
    ]);
  }
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
