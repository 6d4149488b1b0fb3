import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { DurableNodeFS } from './durable-fs.ts';

/** Settings the engine starts with: little memory, bounded write-ahead log, UTC. */
export const SETTINGS = [
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

/** Starts PostgreSQL on a folder, durably. Creates the cluster when the folder is empty (seconds); opens it otherwise. */
export async function startEngine(dir: string): Promise<Engine> {
  const fs = new DurableNodeFS(dir);
  const pg = await PGlite.create({ fs, startParams: startParams(['fsync=on', ...SETTINGS]) });
  return { pg, fsyncs: () => fs.fsyncs };
}

/** The same engine without the waits for the disk, for tests whose data need not survive. */
export async function startThrowawayEngine(dir: string): Promise<PGlite> {
  return PGlite.create({ fs: new NodeFS(dir), startParams: startParams(['fsync=off', ...SETTINGS]) });
}

// PGlite's own list turns fsync off by -F.
function startParams(settings: readonly string[]): string[] {
  const base = PGlite.defaultStartParams.filter((p) => p !== '-F');
  return [...base, ...settings.flatMap((s) => ['-c', s])];
}
