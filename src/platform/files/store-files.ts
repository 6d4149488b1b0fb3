import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { defineErrors } from '../errors.ts';
import type { Files } from './files.ts';

const fail = defineErrors('platform', {
  'file-too-large': { status: 413 },
  'file-unknown': { status: 404 },
  'disk-full': { status: 507 },
});

/** Files named by their SHA-256 below `dir`, two letters a folder. A name that exists is whole: it was renamed into place. */
export function createFiles(dir: string): Files {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw fail('file-unknown', { details: { sha256 } });
    return join(dir, sha256.slice(0, 2), sha256);
  };
  return {
    async put(content, { maxBytes }) {
      await mkdir(join(dir, 'tmp'), { recursive: true, mode: 0o700 });
      const temporary = join(dir, 'tmp', randomUUID());
      const handle = await open(temporary, 'wx', 0o600);
      try {
        const stored = await write(
          handle,
          content instanceof Uint8Array ? Readable.from([content]) : content,
          maxBytes,
        );
        await handle.sync();
        await handle.close();
        const target = pathOf(stored.sha256);
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await rename(temporary, target);
        await syncFolder(dirname(target));
        return stored;
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(temporary, { force: true });
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw fail('disk-full', { cause: error });
        throw error;
      }
    },
    open: (sha256) => createReadStream(pathOf(sha256)),
    async has(sha256) {
      return stat(pathOf(sha256)).then(
        () => true,
        () => false,
      );
    },
  };
}

async function write(handle: FileHandle, content: Readable, maxBytes: number) {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > maxBytes) throw fail('file-too-large', { details: { place: 'document', limit: maxBytes } });
    hash.update(bytes);
    await handle.writeFile(bytes);
  }
  return { sha256: hash.digest('hex'), size };
}

async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
