import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type FillReport, fillDatabase } from '../db/copy/target.ts';
import { syncTree } from '../db/embedded/data-folder.ts';
import { syncFolder } from '../db/embedded/durable-fs.ts';
import { ROOMS } from '../db/rooms.ts';
import { openSession } from '../db/session.ts';
import { keyFileOf } from '../secrets/key-ring.ts';
import { fail } from './errors.ts';
import type { Manifest } from './manifest.ts';
import { type Unpacked, unpackBackup } from './unpack.ts';

export interface RestoreOptions {
  file: string;
  /** A folder that does not exist or is empty. */
  dataDir: string;
  /** Fill this empty server instead of an embedded database. */
  databaseUrl?: string;
  passphrase?: string;
  onTable(report: FillReport): void;
}

/** Unpacks, verifies and fills beside the target, and puts it in place in one rename: a failure leaves nothing behind. */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const target = resolve(options.dataDir);
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw fail('restore-not-empty', { details: { dataDir: target } });
  }
  await mkdir(dirname(target), { recursive: true });
  const scratch = await mkdtemp(join(dirname(target), `.${basename(target)}-restore-`));
  try {
    const unpacked = await unpackBackup(resolve(options.file), join(scratch, 'unpacked'), options.passphrase);
    const fresh = join(scratch, 'data');
    await mkdir(fresh, { mode: 0o700 });
    await fill(options, unpacked, fresh);
    await rename(unpacked.filesDir, join(fresh, 'files'));
    if (unpacked.secretsFile) await rename(unpacked.secretsFile, keyFileOf(fresh));
    await rm(join(fresh, 'run'), { recursive: true, force: true });
    syncTree(fresh);
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
    syncFolder(dirname(target));
    return unpacked.manifest;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fill(options: RestoreOptions, unpacked: Unpacked, fresh: string): Promise<void> {
  const { manifest, tablesDir } = unpacked;
  const place = options.databaseUrl
    ? { url: options.databaseUrl, label: 'server' }
    : { dataDir: fresh, label: fresh };
  const { client, database, close } = await openSession(place, 'restore');
  try {
    const byName = new Map(manifest.tables.map((t) => [t.name, t]));
    await fillDatabase(
      database,
      client,
      {
        migrations: manifest.migrations,
        tables: manifest.tables.map(({ name, columns }) => ({ name, columns })),
        sequences: manifest.sequences,
        rows: (table) => readLines(join(tablesDir, `${table.name}.copy`)),
        expected: (table) => byName.get(table.name),
      },
      ROOMS,
      options.onTable,
    );
  } finally {
    await close();
  }
}

/** A COPY line holds no raw line end inside: cutting at each is exact. */
async function* readLines(path: string): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const text = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = text.indexOf(10); end !== -1; end = text.indexOf(10, start)) {
      lines.push(text.subarray(start, end + 1));
      start = end + 1;
    }
    rest = text.subarray(start);
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [rest];
}
