// `npm run dev`: the server from its sources, restarted when they change, and Vite with hot reload in front of it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { writeRegistries } from './registry.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!ensureInstalled(root, (text) => process.stderr.write(`${text}\n`), { dev: true })) process.exit(2);
writeRegistries();

const apiPort = Number(process.env.VIGIE_PORT ?? 8421);
const webPort = Number(process.env.VIGIE_WEB_PORT ?? 8420);
const watch = ['src/**/*.ts', 'src/**/*.sql', 'packages/**/*.ts'].flatMap((g) => ['--include', g]);
const server = spawn(
  process.execPath,
  [
    join(root, 'node_modules/tsx/dist/cli.mjs'),
    'watch',
    '--conditions=@vigie/source',
    '--clear-screen=false',
    ...watch,
    join(root, 'tools/dev-server.mjs'),
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, VIGIE_PORT: String(apiPort), VIGIE_PUBLIC_URL: `http://localhost:${webPort}` },
  },
);

if (existsSync(join(root, 'src/platform/web/index.html'))) {
  const { createServer } = await import('vite');
  const { viteConfig } = await import('./vite.mjs');
  const config = await viteConfig();
  const target = `http://127.0.0.1:${apiPort}`;
  const vite = await createServer({
    ...config,
    server: {
      ...config.server,
      port: webPort,
      strictPort: true,
      proxy: { '/api': target, '/healthz': target },
    },
  });
  await vite.listen();
  vite.printUrls();
  server.on('exit', () => vite.close());
}

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (!isStopping) server.kill('SIGTERM');
    isStopping = true;
  });
}
server.on('exit', (code) => process.exit(code ?? 0));
