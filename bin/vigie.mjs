#!/usr/bin/env node
// The way in: plain JavaScript without dependency, so that it runs before anything is installed or built.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Progress and errors go to stderr: stdout belongs to the command (`vigie match` writes JSON lines there). */
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

if (major < 20 || (major === 20 && minor < 19)) {
  say(
    `Vigie a besoin de Node.js 20.19 ou plus récent (24 conseillé) ; ici c’est ${process.versions.node}.\n` +
      `Vigie needs Node.js 20.19 or later (24 advised); this is ${process.versions.node}.\n` +
      'https://nodejs.org/',
  );
  process.exit(2);
}

const { ensureInstalled } = await import('../tools/install.mjs');
if (!ensureInstalled(root, say)) process.exit(2);

const { isBuilt } = await import('../tools/fingerprint.mjs');
if (!isBuilt(root)) {
  say('Vigie : construction de l’application… / building the application…');
  const built = spawnSync(process.execPath, [join(root, 'tools/build.mjs')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) {
    say('Vigie : la construction a échoué (voir ci-dessus). / the build failed (see above).');
    process.exit(1);
  }
}
const { run } = await import(pathToFileURL(join(root, 'dist/server/cli.js')).href);
process.exitCode = await run(process.argv.slice(2));
