import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Actor } from '../platform/auth/actor.ts';
import { listFiles, type OpenedFile, readFiles } from '../platform/files/read-archive.ts';
import type { Platform } from '../platform/platform.ts';
import { applyImport } from './apply-import.ts';
import type { ImportOptions } from './contract.ts';
import { previewImport, replanImport } from './preview-import.ts';
import type { ImportRow } from './store/imports.ts';

export interface InventoryInput {
  /** A file, a folder or an archive on this machine. */
  path: string;
  options?: ImportOptions;
  /** False: stop at the preview. */
  apply: boolean;
  signal?: AbortSignal;
}

/**
 * Previews, and applies when asked, each document of a path; one that cannot be read is given back as failed and the
 * others go on. A document that names no asset goes to one named as its subject, or else as its file.
 */
export async function* importInventory(
  p: Platform,
  actor: Actor,
  input: InventoryInput,
): AsyncGenerator<ImportRow> {
  const reading = input.signal ? { signal: input.signal } : {};
  for (const path of await listFiles(input.path))
    for await (const file of readFiles(path, reading)) yield importOne(p, actor, input, file);
}

async function importOne(
  p: Platform,
  actor: Actor,
  input: InventoryInput,
  file: OpenedFile,
): Promise<ImportRow> {
  const options = input.options ?? {};
  const content = Readable.from(file.content);
  let row = await previewImport(p, actor, { name: file.place, content, options });
  if (row.state === 'previewed' && row.summary.needsAsset) {
    const name = row.summary.subject?.name || basename(file.name).replace(/\.[^.]+$/, '');
    const newAsset = { name: name.slice(0, 200), kind: 'host' as const };
    row = await replanImport(p, actor, row.id, { ...options, newAsset });
  }
  return row.state === 'previewed' && input.apply ? applyImport(p, actor, row.id) : row;
}
