import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What of Emscripten's file system we touch. PGlite is pinned exactly: these names are internal to it. */
interface EmscriptenNode {
  name: string;
}
interface Nodefs {
  stream_ops: { fsync?: (stream: { nfd: number }) => number };
  node_ops: { rename: (node: EmscriptenNode, newDir: EmscriptenNode, newName: string) => void };
  realPath(node: EmscriptenNode): string;
}
interface EmscriptenFs {
  filesystems: { NODEFS: Nodefs };
  ErrnoError: new (errno: number) => Error;
  lookupNode(dir: EmscriptenNode, name: string): EmscriptenNode;
  destroyNode(node: EmscriptenNode): void;
}
interface EmscriptenModule {
  FS: EmscriptenFs;
  /** Where 0.5.16 and later keep it. */
  NODEFS?: Nodefs;
}

// WASI error numbers, as Emscripten expects them.
const EIO = 29;
const ENOENT = 44;

/**
 * PGlite's folder on disk, made durable. Stock PGlite never calls fsync and renames by unlink-then-rename, so a power cut
 * loses what was acknowledged: here fsync reaches the disk, its failure reaches PostgreSQL as EIO (which then panics, as it must),
 * and a rename is one atomic rename followed by an fsync of the folder.
 */
export class DurableNodeFS extends NodeFS {
  /** How many times the engine asked for durability and got it. */
  fsyncs = 0;

  override async init(pg: PGlite, opts: Parameters<NodeFS['init']>[1]) {
    const result = await super.init(pg, opts);
    const hook = (mod: unknown) => this.#harden(mod as EmscriptenModule);
    (result.emscriptenOpts.preRun as unknown as ((mod: unknown) => void)[]).push(hook);
    return result;
  }

  #harden(mod: EmscriptenModule): void {
    const { FS } = mod;
    const nodefs = mod.NODEFS ?? FS.filesystems.NODEFS;
    nodefs.stream_ops.fsync = (stream) => {
      try {
        fsyncSync(stream.nfd);
      } catch {
        throw new FS.ErrnoError(EIO);
      }
      this.fsyncs++;
      return 0;
    };
    nodefs.node_ops.rename = (node, newDir, newName) => {
      const dir = nodefs.realPath(newDir);
      const replaced = lookup(FS, newDir, newName);
      try {
        renameSync(nodefs.realPath(node), join(dir, newName));
        syncFolder(dir);
      } catch (error) {
        throw new FS.ErrnoError((error as NodeJS.ErrnoException).code === 'ENOENT' ? ENOENT : EIO);
      }
      if (replaced && replaced !== node) FS.destroyNode(replaced);
      node.name = newName;
    };
  }
}

function lookup(FS: EmscriptenFs, dir: EmscriptenNode, name: string): EmscriptenNode | undefined {
  try {
    return FS.lookupNode(dir, name);
  } catch {
    // Not there: nothing is replaced.
    return undefined;
  }
}

/** Makes the names inside a folder survive a power cut. */
export function syncFolder(dir: string): void {
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
