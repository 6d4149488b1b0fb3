import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors.ts';
import type { Database } from '../database.ts';
import { fail } from '../errors.ts';
import { openPool } from '../open.ts';
import { prepareDataFolder, removeOldSockets, socketFolder } from './data-folder.ts';
import { lockDataFolder } from './lock.ts';
import type { WorkerInput, WorkerMessage } from './worker.ts';

export interface EmbeddedOptions {
  dataDir: string;
  /** Shown to a second process that is refused. */
  purpose: string;
  /** The engine died after the start: the process cannot go on. */
  onCrash(reason: string): void;
}

export interface EmbeddedDatabase extends Database {
  /** Folder of the Unix socket, for clients in this machine. */
  socketDir: string;
  serverVersion: number;
  /** fsync calls that one commit made, at the start. */
  provenFsyncs: number;
}

/** Starts PostgreSQL in a worker thread on the data folder, proves that a commit reaches the disk, and opens a pool on it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const lock = await lockOrExplain(options);
  let socket: ReturnType<typeof socketFolder> | undefined;
  let worker: Worker | undefined;
  try {
    const { dir } = prepareDataFolder(options.dataDir);
    removeOldSockets(options.dataDir);
    socket = socketFolder(options.dataDir);
    worker = spawn({ dir, socket: socket.path });
    const ready = await firstMessage(worker, options.dataDir);
    if (ready.fsyncs < 1) throw fail('engine-not-durable', { details: { dataDir: options.dataDir } });
    lock.announce(socket.dir);
    return attach(options, worker, socket, lock, ready);
  } catch (error) {
    await worker?.terminate();
    socket?.remove();
    lock.release();
    throw error;
  }
}

async function lockOrExplain(options: EmbeddedOptions) {
  try {
    return await lockDataFolder(options.dataDir, options.purpose);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw fail('data-folder-unusable', {
      cause,
      details: { dataDir: options.dataDir, reason: String(cause) },
    });
  }
}

function attach(
  options: EmbeddedOptions,
  worker: Worker,
  socket: ReturnType<typeof socketFolder>,
  lock: Awaited<ReturnType<typeof lockDataFolder>>,
  ready: { version: string; fsyncs: number },
): EmbeddedDatabase {
  let closing = false;
  const crash = (reason: string) => {
    if (!closing) options.onCrash(reason);
  };
  worker.on('error', (error) => crash(String(error)));
  worker.on('exit', (code) => crash(`the database's thread ended (${code})`));
  worker.on('message', (m: WorkerMessage) => {
    if (m.kind === 'failed') crash(m.reason);
  });
  const database = openPool(embeddedPool(socket.dir), 'embedded', async () => {
    closing = true;
    await stop(worker);
    socket.remove();
    lock.release();
  });
  return {
    ...database,
    socketDir: socket.dir,
    serverVersion: Number(ready.version),
    provenFsyncs: ready.fsyncs,
  };
}

/** The engine has no password and one database: its socket's folder is the guard. */
export function embeddedPool(socketDir: string) {
  return { host: socketDir, user: 'postgres', database: 'postgres', max: 10 };
}

function spawn(workerData: WorkerInput): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./db-worker.js', import.meta.url), { workerData });
  }
  // From the sources (tests, npm run dev): a worker does not inherit the loader that understands TypeScript.
  const tsx = createRequire(import.meta.url).resolve('tsx/package.json');
  const loader = new URL('./dist/esm/api/index.mjs', pathToFileURL(tsx)).href;
  const entry = new URL('./worker.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); })`;
  return new Worker(code, { workerData, eval: true });
}

async function firstMessage(worker: Worker, dataDir: string): Promise<{ version: string; fsyncs: number }> {
  return new Promise((resolve, reject) => {
    const failed = (reason: string) => reject(fail('engine-failed', { details: { dataDir, reason } }));
    worker.once('error', (error) => failed(String(error)));
    worker.once('exit', (code) => failed(`exit ${code}`));
    worker.once('message', (m: WorkerMessage) => {
      if (m.kind === 'ready') resolve(m);
      else failed(m.kind === 'failed' ? m.reason : m.kind);
    });
  });
}

async function stop(worker: Worker): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => resolve();
    worker.once('exit', done);
    worker.on('message', (m: WorkerMessage) => {
      if (m.kind !== 'ready') done();
    });
    worker.postMessage('stop');
    // A query that does not end must not hold the process: what was acknowledged is already on disk.
    setTimeout(done, 4_000).unref();
  });
  await worker.terminate();
}
