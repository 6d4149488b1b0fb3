import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../root.ts';
import { fail } from '../errors.ts';
import { syncFolder } from './durable-fs.ts';
import { makeFolder } from './make-folder.ts';

/** The major version of PostgreSQL inside the pinned PGlite. A later one needs a dump and a restore of the folder. */
export const EMBEDDED_MAJOR = '18';

const Mark = z.object({
  format: z.literal(1),
  engine: z.literal('pglite'),
  engineVersion: z.string(),
  postgresMajor: z.string(),
});

/** Makes `<data>/db` ready to be opened: created from the build's template, or checked to be of our engine. */
export function prepareDataFolder(dataDir: string): { dir: string; fresh: boolean } {
  const root = resolve(dataDir);
  const dir = join(root, 'db');
  try {
    makeFolder(root);
    const fresh = !existsSync(join(dir, 'PG_VERSION'));
    if (fresh) create(root, dir);
    else check(root, dir);
    if (!fresh) closeToOthers(dir);
    return { dir, fresh };
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('E')) {
      throw fail('data-folder-unusable', { cause, details: { dataDir: root, reason: cause.message } });
    }
    throw cause;
  }
}

function create(root: string, dir: string): void {
  // A first start that was cut short left nothing anyone was told about.
  rmSync(dir, { recursive: true, force: true });
  writeMark(root);
  const template = join(ROOT, 'dist', 'pgdata');
  if (existsSync(join(template, 'PG_VERSION'))) {
    const partial = partialOf(dir);
    cpSync(template, partial, { recursive: true });
    putInPlace(partial, dir);
  }
}

/** Where a cluster is made, empty: it takes its place only once it is whole and on the disk. */
export function partialOf(dir: string): string {
  const partial = `${dir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  return partial;
}

export function putInPlace(partial: string, dir: string): void {
  closeToOthers(partial);
  syncTree(partial);
  renameSync(partial, dir);
  syncFolder(dirname(dir));
  syncFolder(dirname(dirname(dir)));
}

/** The engine makes its files readable and writable by all: in a folder that was there before us, only this stands in the way. */
function closeToOthers(dir: string): void {
  if ((statSync(dir).mode & 0o077) === 0) return;
  try {
    chmodSync(dir, 0o700);
  } catch (cause) {
    // Disks without modes (vfat, some shares) refuse: whoever mounts them says who may enter.
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (!['EPERM', 'ENOTSUP', 'EROFS'].includes(code)) throw cause;
  }
}

function writeMark(root: string): void {
  const mark: z.input<typeof Mark> = {
    format: 1,
    engine: 'pglite',
    engineVersion: pgliteVersion(),
    postgresMajor: EMBEDDED_MAJOR,
  };
  const path = join(root, 'vigie.json');
  writeFileSync(`${path}.next`, `${JSON.stringify(mark, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.next`, path);
  syncFolder(root);
}

function check(root: string, dir: string): void {
  const major = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  const isOurs = major === EMBEDDED_MAJOR && Mark.safeParse(readMark(root)).success;
  if (!isOurs) {
    throw fail('data-folder-other-engine', {
      details: { dataDir: root, found: major, expected: EMBEDDED_MAJOR },
    });
  }
}

function readMark(root: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, 'vigie.json'), 'utf8'));
  } catch (cause) {
    throw fail('data-folder-unusable', {
      cause,
      details: { dataDir: root, reason: `vigie.json: ${String(cause)}` },
    });
  }
}

export function pgliteVersion(): string {
  const manifest = join(createRequire(import.meta.url).resolve('@electric-sql/pglite'), '../../package.json');
  return String((JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version);
}

/** Makes a copied tree survive a power cut: every file, then every folder. */
export function syncTree(dir: string): void {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) {
      const fd = openSync(path, 'r');
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    }
  }
  syncFolder(dir);
}

// sun_path holds 108 bytes on Linux, 104 on macOS, the final zero included.
const MAX_SOCKET_PATH = 103;
const SOCKET_NAME = '.s.PGSQL.5432';

/** A folder only its owner can enter, for the engine's socket: in the data folder, or in the temporary one if its path is too long. */
export function socketFolder(dataDir: string): { dir: string; path: string; remove(): void } {
  const inside = join(resolve(dataDir), 'run');
  makeFolder(inside);
  const fits = Buffer.byteLength(join(inside, SOCKET_NAME)) <= MAX_SOCKET_PATH;
  const dir = fits ? mkdtempSync(join(inside, 's')) : mkdtempSync(join(tmpdir(), 'vigie-'));
  if (!fits || Buffer.byteLength(join(dir, SOCKET_NAME)) <= MAX_SOCKET_PATH) {
    return { dir, path: join(dir, SOCKET_NAME), remove: () => rmSync(dir, { recursive: true, force: true }) };
  }
  rmSync(dir, { recursive: true, force: true });
  const other = mkdtempSync(join(tmpdir(), 'vigie-'));
  return {
    dir: other,
    path: join(other, SOCKET_NAME),
    remove: () => rmSync(other, { recursive: true, force: true }),
  };
}

/** What a killed process left; call it with the lock held. */
export function removeOldSockets(dataDir: string): void {
  const run = join(resolve(dataDir), 'run');
  for (const entry of readdirSync(run, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name.startsWith('s')) rmSync(join(run, entry.name), { recursive: true });
  }
}
