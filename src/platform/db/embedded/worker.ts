import { existsSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { partialOf, putInPlace } from './data-folder.ts';
import { startEngine } from './engine.ts';
import { WireServer } from './wire-server.ts';

/** What the main thread hands over. */
export interface WorkerInput {
  dir: string;
  socket: string;
}
export type WorkerMessage =
  | { kind: 'ready'; version: string; fsyncs: number }
  | { kind: 'failed'; reason: string }
  | { kind: 'stopped' };

/** Creates an empty cluster in a folder: the build does it once, so that the first start only copies files. */
export async function initialise(dir: string): Promise<void> {
  const { pg } = await startEngine(dir);
  await pg.close();
}

async function serve(input: WorkerInput, send: (message: WorkerMessage) => void): Promise<void> {
  if (!existsSync(input.dir)) {
    // No template from a build (tests, npm run dev): made here, in seconds.
    const partial = partialOf(input.dir);
    await initialise(partial);
    putInPlace(partial, input.dir);
  }
  const engine = await startEngine(input.dir);
  // The proof of durability: a commit must reach the disk, or we do not start.
  const before = engine.fsyncs();
  await engine.pg.exec("select pg_logical_emit_message(true, 'vigie', 'proof')");
  const fsyncs = engine.fsyncs() - before;
  const { rows } = await engine.pg.query<{ v: string }>("select current_setting('server_version_num') as v");
  const server = new WireServer(engine.pg, (error) => {
    send({ kind: 'failed', reason: String(error) });
  });
  await server.listen(input.socket);
  parentPort?.on('message', (message: unknown) => {
    if (message !== 'stop') return;
    void (async () => {
      await server.stop();
      await engine.pg.close();
      send({ kind: 'stopped' });
    })();
  });
  send({ kind: 'ready', version: rows[0]?.v ?? '', fsyncs });
}

if (!isMainThread && parentPort && (workerData as WorkerInput | null)?.socket) {
  const port = parentPort;
  serve(workerData as WorkerInput, (message) => port.postMessage(message)).catch((error: unknown) => {
    port.postMessage({ kind: 'failed', reason: String(error) } satisfies WorkerMessage);
  });
}
