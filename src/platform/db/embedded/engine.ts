import { PGlite } from '@electric-sql/pglite';
import { DurableNodeFS } from './durable-fs.ts';

/** Settings the engine starts with: fsync on (stock PGlite passes -F), little memory, bounded write-ahead log, UTC. */
const SETTINGS = [
  'fsync=on',
  'wal_sync_method=fsync',
  'shared_buffers=16MB',
  'work_mem=8MB',
  'maintenance_work_mem=64MB',
  'min_wal_size=32MB',
  'max_wal_size=256MB',
  'timezone=UTC',
  'log_timezone=UTC',
];

export interface Engine {
  pg: PGlite;
  /** fsync calls so far. */
  fsyncs(): number;
}

/** Starts PostgreSQL on a folder. Creates the cluster when the folder is empty (seconds); opens it otherwise. */
export async function startEngine(dir: string): Promise<Engine> {
  const fs = new DurableNodeFS(dir);
  const pg = await PGlite.create({ fs, startParams: startParams() });
  return { pg, fsyncs: () => fs.fsyncs };
}

/** The same engine in memory, for tests: nothing of it survives, so durability costs nothing. */
export async function startMemoryEngine(dataDir?: Blob): Promise<PGlite> {
  return PGlite.create({ startParams: startParams(), ...(dataDir ? { loadDataDir: dataDir } : {}) });
}

function startParams(): string[] {
  const base = PGlite.defaultStartParams.filter((p) => p !== '-F');
  return [...base, ...SETTINGS.flatMap((s) => ['-c', s])];
}
