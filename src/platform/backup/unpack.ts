import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { AppError } from '../errors.ts';
import { fail } from './errors.ts';
import { MANIFEST_NAME, Manifest, SECRETS_NAME } from './manifest.ts';
import { isSealed, SEAL_HEADER, unseal } from './seal.ts';

const MAX_SMALL = 16 * 1024 * 1024;
const ENTRY = /^(?:database\/([a-z_][a-z0-9_]{0,62})\.copy|files\/([0-9a-f]{64}))$/;

export interface Unpacked {
  manifest: Manifest;
  /** Folder of `<table>.copy`. */
  tablesDir: string;
  /** Folder in the layout of the file store. */
  filesDir: string;
  /** The keys, when the backup holds them. */
  secretsFile?: string;
}

/** Unpacks a backup into an empty folder and checks every entry against the manifest, before anything is used. */
export async function unpackBackup(
  file: string,
  dir: string,
  passphrase: string | undefined,
): Promise<Unpacked> {
  const tablesDir = join(dir, 'tables');
  const filesDir = join(dir, 'files');
  await mkdir(tablesDir, { recursive: true, mode: 0o700 });
  await mkdir(filesDir, { recursive: true, mode: 0o700 });
  try {
    const found = await readEntries(await plainStream(file, passphrase), { dir, tablesDir, filesDir });
    const manifest = verify(found, file);
    return {
      manifest,
      tablesDir,
      filesDir,
      ...(found.secrets ? { secretsFile: join(dir, SECRETS_NAME) } : {}),
    };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw fail('backup-unreadable', { cause, details: { file, reason: String(cause) } });
  }
}

async function plainStream(file: string, passphrase: string | undefined): Promise<Readable> {
  const handle = await open(file, 'r');
  const header = Buffer.alloc(SEAL_HEADER);
  const { bytesRead } = await handle.read(header, 0, SEAL_HEADER, 0);
  if (!isSealed(header.subarray(0, bytesRead))) return handle.createReadStream({ start: 0 });
  if (!passphrase) {
    await handle.close();
    throw fail('backup-encrypted', { details: { file } });
  }
  return Readable.from(unseal(header, handle.createReadStream({ start: SEAL_HEADER }), passphrase));
}

interface Found {
  tables: Map<string, { sha256: string; bytes: number }>;
  files: string[];
  manifest?: string;
  secrets?: string;
}

async function readEntries(
  source: Readable,
  { dir, tablesDir, filesDir }: { dir: string; tablesDir: string; filesDir: string },
): Promise<Found> {
  const found: Found = { tables: new Map(), files: [] };
  const extract = tar.extract();
  const flowed = pipeline(source, createGunzip(), extract);
  // The loop below meets the same error; without a listener here it would be unhandled first.
  flowed.catch(() => undefined);
  for await (const part of extract) {
    const { name } = part.header;
    const entry = part as unknown as AsyncIterable<Buffer>;
    if (name === MANIFEST_NAME) {
      found.manifest = (await readSmall(entry, name)).toString('utf8');
      continue;
    }
    if (name === SECRETS_NAME) {
      const bytes = await readSmall(entry, name);
      await writeFile(join(dir, name), bytes, { flag: 'wx', mode: 0o600, flush: true });
      found.secrets = createHash('sha256').update(bytes).digest('hex');
      continue;
    }
    const [, table, sha256] = ENTRY.exec(name) ?? [];
    if (table) {
      found.tables.set(table, await store(entry, join(tablesDir, `${table}.copy`)));
    } else if (sha256) {
      const folder = join(filesDir, sha256.slice(0, 2));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const stored = await store(entry, join(folder, sha256));
      if (stored.sha256 !== sha256) throw fail('backup-damaged', { details: { place: name } });
      found.files.push(sha256);
    } else {
      throw fail('backup-damaged', { details: { place: name.slice(0, 200) } });
    }
  }
  await flowed;
  return found;
}

async function readSmall(entry: AsyncIterable<Uint8Array>, place: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of entry) {
    size += chunk.length;
    if (size > MAX_SMALL) throw fail('backup-damaged', { details: { place } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Writes an entry to a file that must be new, and tells its hash. */
async function store(entry: AsyncIterable<Buffer>, path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    entry,
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { sha256: hash.digest('hex'), bytes };
}

function verify(found: Found, file: string): Manifest {
  // The manifest comes last: without it the archive was cut.
  if (found.manifest === undefined) throw fail('backup-damaged', { details: { place: MANIFEST_NAME } });
  const parsed = Manifest.safeParse(JSON.parse(found.manifest));
  if (!parsed.success) throw fail('backup-unreadable', { details: { file, reason: parsed.error.message } });
  const manifest = parsed.data;
  for (const table of manifest.tables) {
    const entry = found.tables.get(table.name);
    if (entry?.sha256 !== table.sha256) throw fail('backup-damaged', { details: { place: table.name } });
  }
  const digest = createHash('sha256')
    .update([...found.files].sort().join('\n'))
    .digest('hex');
  if (found.files.length !== manifest.files.count || digest !== manifest.files.digest) {
    throw fail('backup-damaged', { details: { place: 'files/' } });
  }
  if (found.secrets !== manifest.secrets) throw fail('backup-damaged', { details: { place: SECRETS_NAME } });
  return manifest;
}
