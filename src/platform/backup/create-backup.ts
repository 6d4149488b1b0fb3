import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import tar from 'tar-stream';
import { listMigrations, listSequences, listTables, type Table } from '../db/copy/catalogue.ts';
import { readRows, Tally } from '../db/copy/rows.ts';
import { syncFolder } from '../db/embedded/durable-fs.ts';
import { openBeside, type Place } from '../db/session.ts';
import { keyFileOf } from '../secrets/key-ring.ts';
import { fail } from './errors.ts';
import { fileEntry, MANIFEST_NAME, type Manifest, SECRETS_NAME, tableEntry } from './manifest.ts';
import { seal } from './seal.ts';

export interface BackupOptions {
  place: Place;
  /** The folder of the stored files and of the keys, beside an embedded database or not. */
  dataDir: string;
  /** The archive to write; it must not exist. */
  target: string;
  passphrase?: string;
  now: Date;
}

/**
 * Writes one archive of the database, as it was at one instant, of the stored files and of the keys; a running Vigie goes on. The database is
 * first copied to disk, quickly, because the embedded engine serves nobody else meanwhile; then packed.
 */
export async function createBackup(options: BackupOptions): Promise<Manifest> {
  if (existsSync(options.target)) throw fail('backup-exists', { details: { file: options.target } });
  const folder = dirname(options.target);
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(folder, `.${basename(options.target)}-`));
  try {
    const database = await copyTables(options, scratch);
    const files = await listFiles(join(options.dataDir, 'files'));
    const partial = join(scratch, 'archive');
    const manifest = await pack(options, scratch, database, files, partial);
    await sync(partial);
    await rename(partial, options.target);
    syncFolder(folder);
    return manifest;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type DatabaseCopy = Pick<Manifest, 'migrations' | 'sequences' | 'tables' | 'postgres'>;

async function copyTables(options: BackupOptions, scratch: string): Promise<DatabaseCopy> {
  const { client, close } = await openBeside(options.place, 'backup');
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables: Manifest['tables'] = [];
    for (const table of await listTables(client)) tables.push(await copyTable(client, table, scratch));
    const version = await client.query<{ v: number }>(
      `select current_setting('server_version_num')::int as v`,
    );
    const copy = {
      migrations: await listMigrations(client),
      sequences: await listSequences(client),
      postgres: version.rows[0]?.v ?? 0,
      tables,
    };
    await client.query('commit');
    return copy;
  } finally {
    await close();
  }
}

async function copyTable(
  client: pg.ClientBase,
  table: Table,
  scratch: string,
): Promise<Manifest['tables'][number]> {
  const tally = new Tally();
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(join(scratch, `${table.name}.copy`), 'wx', 0o600);
  try {
    for await (const rows of readRows(client, table)) {
      for (const row of rows) tally.add(row);
      const slice = Buffer.concat(rows);
      hash.update(slice);
      bytes += slice.length;
      await file.writeFile(slice);
    }
  } finally {
    await file.close();
  }
  return { ...table, rows: tally.rows, checksum: tally.checksum, bytes, sha256: hash.digest('hex') };
}

/** The stored files; those still being written are left to the next backup, as nothing refers to them yet. */
async function listFiles(dir: string): Promise<{ sha256: string; path: string; size: number }[]> {
  if (!existsSync(dir)) return [];
  const found: { sha256: string; path: string; size: number }[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    found.push({ sha256: entry.name, path, size: (await stat(path)).size });
  }
  return found.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

async function readKeys(dataDir: string): Promise<Buffer | undefined> {
  const path = keyFileOf(dataDir);
  return existsSync(path) ? readFile(path) : undefined;
}

async function pack(
  options: BackupOptions,
  scratch: string,
  database: DatabaseCopy,
  files: Awaited<ReturnType<typeof listFiles>>,
  target: string,
): Promise<Manifest> {
  const keys = await readKeys(options.dataDir);
  const manifest: Manifest = {
    format: 1,
    product: 'vigie',
    createdAt: options.now.toISOString(),
    from: options.place.label,
    ...database,
    files: {
      count: files.length,
      bytes: files.reduce((sum, f) => sum + f.size, 0),
      digest: createHash('sha256')
        .update(files.map((f) => f.sha256).join('\n'))
        .digest('hex'),
    },
    ...(keys ? { secrets: createHash('sha256').update(keys).digest('hex') } : {}),
  };
  const archive = tar.pack();
  const packed = pipeline(
    archive,
    createGzip({ level: 6 }),
    sealing(options.passphrase),
    createWriteStream(target, { mode: 0o600 }),
  );
  const filled = (async () => {
    for (const table of database.tables) {
      await addFile(archive, tableEntry(table.name), join(scratch, `${table.name}.copy`), table.bytes);
    }
    for (const file of files) await addFile(archive, fileEntry(file.sha256), file.path, file.size);
    if (keys) archive.entry({ name: SECRETS_NAME, mode: 0o600 }, keys);
    archive.entry({ name: MANIFEST_NAME, mode: 0o600 }, JSON.stringify(manifest, null, 2));
    archive.finalize();
  })();
  await Promise.all([
    packed,
    filled.catch((error: unknown) => {
      archive.destroy(error as Error);
      throw error;
    }),
  ]);
  return manifest;
}

function sealing(passphrase: string | undefined) {
  return (source: AsyncIterable<Uint8Array>) =>
    passphrase ? seal(source, passphrase) : Readable.from(source, { objectMode: false });
}

async function addFile(archive: tar.Pack, name: string, path: string, size: number): Promise<void> {
  const entry = archive.entry({ name, size, mode: 0o600 });
  await pipeline(createReadStream(path), entry);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
