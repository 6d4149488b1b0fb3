import {
  existsSync,
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import { makeFolder } from './make-folder.ts';

/** Who holds a data folder. A pid alone is not enough: it is given again after a reboot or in another container. */
export interface Holder {
  pid: number;
  bootId: string;
  startTime: string;
  pidNamespace: string;
  /** Folder of the engine's Unix socket, for `vigie backup` and `vigie doctor` beside a running Vigie. */
  socketDir: string | null;
  purpose: string;
}

export interface DataLock {
  announce(socketDir: string): void;
  release(): void;
}

/** The holder touches its file this often; a file older than STALE_MS belongs to nobody that we cannot see. */
const HEARTBEAT_MS = 5_000;
const STALE_MS = 20_000;

const lockPath = (dataDir: string) => join(dataDir, 'run', 'lock.json');

/** Takes the data folder for this process, or tells who has it. What a dead process left is taken over. */
export async function lockDataFolder(dataDir: string, purpose: string): Promise<DataLock> {
  makeFolder(join(dataDir, 'run'));
  const path = lockPath(dataDir);
  const me: Holder = { ...identity(), socketDir: null, purpose };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (claim(path, me)) return held(path, me);
    const holder = readHolder(dataDir);
    if (holder && (await isAlive(path, holder))) throw busy(dataDir, holder);
    discard(path, holder);
  }
  throw fail('data-folder-busy', { details: { dataDir, pid: '?', purpose: '?' } });
}

/** The live holder of a data folder, if any. */
export async function dataFolderHolder(dataDir: string): Promise<Holder | undefined> {
  const holder = readHolder(dataDir);
  return holder && (await isAlive(lockPath(dataDir), holder)) ? holder : undefined;
}

function busy(dataDir: string, holder: Holder) {
  return fail('data-folder-busy', { details: { dataDir, pid: holder.pid, purpose: holder.purpose } });
}

/** Creates the lock file whole or not at all. */
function claim(path: string, me: Holder): boolean {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Removes a dead holder's file, unless another process has taken it over in between: then it is put back. */
function discard(path: string, judged: Holder | undefined): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = parse(readFileSync(aside, 'utf8'));
  if (taken && judged && JSON.stringify(taken) !== JSON.stringify(judged) && !existsSync(path)) {
    linkSync(aside, path);
  }
  rmSync(aside, { force: true });
}

function held(path: string, me: Holder): DataLock {
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(path, now, now);
    } catch {
      // The folder went away under us: the engine will say so by itself.
    }
  }, HEARTBEAT_MS);
  beat.unref();
  return {
    announce: (socketDir) => {
      const next = `${path}.next`;
      writeFileSync(next, JSON.stringify({ ...me, socketDir }), { mode: 0o600 });
      renameSync(next, path);
    },
    release: () => {
      clearInterval(beat);
      rmSync(path, { force: true });
    },
  };
}

function readHolder(dataDir: string): Holder | undefined {
  const path = lockPath(dataDir);
  return existsSync(path) ? parse(readFileSync(path, 'utf8')) : undefined;
}

function parse(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Holder;
    return typeof value.pid === 'number' ? value : undefined;
  } catch {
    // Cut short by a power failure: nobody's.
    return undefined;
  }
}

async function isAlive(path: string, holder: Holder): Promise<boolean> {
  const here = identity();
  if (holder.bootId === here.bootId && holder.pidNamespace === here.pidNamespace) {
    return processStart(holder.pid) === holder.startTime;
  }
  // Another machine, container or boot: its pid says nothing here, its heartbeat does.
  const seen = mtime(path);
  if (Date.now() - seen > STALE_MS) return false;
  await sleep(HEARTBEAT_MS * 2);
  return mtime(path) !== seen;
}

function mtime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function identity(): Pick<Holder, 'pid' | 'bootId' | 'startTime' | 'pidNamespace'> {
  return {
    pid: process.pid,
    bootId: readText('/proc/sys/kernel/random/boot_id') ?? 'unknown',
    startTime: processStart(process.pid) ?? 'unknown',
    pidNamespace: readLink('/proc/self/ns/pid') ?? 'unknown',
  };
}

/** When a process started, in clock ticks since boot; undefined when it is gone or only waits to be reaped. */
function processStart(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return existsSync('/proc/self/stat') ? undefined : signalled(pid);
  // The second field is the name in parentheses, which may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

/** Where /proc is absent (macOS): only whether the pid exists. */
function signalled(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return 'unknown';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'unknown' : undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
