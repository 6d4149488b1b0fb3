// Installs what is missing, once per lock file. No dependency: it runs on a bare clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const STAMP = 'node_modules/.vigie-lock';

/** The npm that runs us if any (npm start), else the one beside this Node, else the one of the PATH. */
export function npmCommand() {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  const cli = candidates.find((c) => c?.endsWith('npm-cli.js') && existsSync(c));
  return cli ? [process.execPath, cli] : ['npm'];
}

/** True when every package of the lock that is needed is in node_modules at the version locked. */
function matchesLock(root, dev) {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    if (entry.optional || entry.devOptional || (entry.dev && !dev)) return true;
    if (entry.link) return existsSync(join(root, path));
    return present[path]?.version === entry.version && existsSync(join(root, path));
  });
}

/**
 * @param {string} root @param {(text: string) => void} say
 * @param {{ dev?: boolean }} [options] dev: the tools of development too
 */
export function ensureInstalled(root, say, options = {}) {
  const dev = options.dev ?? false;
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const wanted = `${hash} ${dev ? 'dev' : 'run'}`;
  const stampFile = join(root, STAMP);
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (stamp === wanted || (stamp === `${hash} dev` && existsSync(join(root, 'node_modules/vitest'))))
    return true;
  if (matchesLock(root, dev)) {
    writeFileSync(stampFile, wanted);
    return true;
  }
  // A checkout that had the tools of development keeps them.
  const all = dev || stamp.endsWith(' dev') || existsSync(join(root, 'node_modules/vitest'));
  say(
    'Vigie : installation des bibliothèques (une à deux minutes la première fois)… / installing libraries (a minute or two the first time)…',
  );
  const [command, ...prefix] = npmCommand();
  const progress = process.stderr.isTTY ? ['--progress=true'] : ['--progress=false'];
  const args = [
    ...prefix,
    'ci',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
    ...progress,
  ];
  if (!all) args.push('--omit=dev');
  const started = Date.now();
  const beat = process.stderr.isTTY ? undefined : setIntervalNote(say);
  // NODE_ENV=production would leave the tools out even where they are asked for.
  const env = { ...process.env, NODE_ENV: '' };
  for (const key of Object.keys(env)) if (/^npm_config_(omit|only|production)$/i.test(key)) delete env[key];
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env });
  beat?.();
  if (result.status !== 0) {
    say(
      '\nVigie : l’installation a échoué. Vérifiez l’accès au registre npm (réseau, proxy, `npm config get registry`), la place\n' +
        'disque et le droit d’écrire ici, puis recommencez.\n' +
        'Vigie: the installation failed. Check access to the npm registry (network, proxy, `npm config get registry`), disk\n' +
        `space and the right to write here, then try again.${result.error ? `\n${result.error.message}` : ''}`,
    );
    return false;
  }
  writeFileSync(stampFile, `${hash} ${all ? 'dev' : 'run'}`);
  say(
    `Vigie : bibliothèques installées en ${Math.round((Date.now() - started) / 1000)} s. / libraries installed.`,
  );
  return true;
}

/** spawnSync blocks timers: off a terminal one line before is all that can be shown. */
function setIntervalNote() {
  return undefined;
}
