import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { OLDEST_SERVER, serverVersion } from '../db/connect.ts';
import type { Database } from '../db/database.ts';
import { appliedMigrations, readMigrations } from '../db/migrate.ts';
import { ROOMS } from '../db/rooms.ts';
import { openBeside, placeOf, type Session } from '../db/session.ts';
import { AppError } from '../errors.ts';
import { backlog } from '../events/store.ts';
import { verifyJournal } from '../journal/verify.ts';
import { durabilitySettings, referencedFiles } from './store.ts';

export interface Check {
  /** Text: `platform:doctor.<id>-<state>`, filled with `facts`. */
  id: 'node' | 'engine' | 'durability' | 'migrations' | 'journal' | 'files' | 'outbox' | 'disk';
  state: 'ok' | 'warn' | 'fail';
  facts: Record<string, string | number>;
}

const GIB = 1024 ** 3;

/** Examines an installation, running or not, and changes nothing in it. */
export async function examine(config: Config): Promise<Check[]> {
  const checks: Check[] = [checkNode(process.versions.node), await checkDisk(config.dataDir)];
  const isThere = config.databaseUrl !== undefined || existsSync(join(config.dataDir, 'db', 'PG_VERSION'));
  if (!isThere) return [...checks, engineFailed(`${resolve(config.dataDir)}: -`)];
  let session: Awaited<ReturnType<typeof openBeside>>;
  try {
    session = await openBeside(placeOf(config.databaseUrl ?? config.dataDir), 'doctor');
  } catch (error) {
    return [
      ...checks,
      engineFailed(error instanceof AppError ? JSON.stringify(error.details) : String(error)),
    ];
  }
  try {
    const { database } = session;
    checks.push(await checkEngine(database));
    checks.push(await checkDurability(session, session.running));
    const migrations = await checkMigrations(database);
    checks.push(migrations);
    if (migrations.facts.applied !== 0) {
      checks.push(await checkJournal(database), await checkOutbox(database));
      checks.push(await checkFiles(database, join(config.dataDir, 'files')));
    }
    return checks;
  } finally {
    await session.close();
  }
}

function engineFailed(reason: string): Check {
  return { id: 'engine', state: 'fail', facts: { reason } };
}

function checkNode(version: string): Check {
  const major = Number(version.split('.')[0]);
  return { id: 'node', state: major < 22 ? 'warn' : 'ok', facts: { version } };
}

async function checkDisk(dataDir: string): Promise<Check> {
  const existing = existsSync(dataDir) ? dataDir : '.';
  const { bavail, bsize, blocks } = await statfs(existing);
  const free = bavail * bsize;
  const share = bavail / blocks;
  const state = free < 0.5 * GIB ? 'fail' : free < 2 * GIB || share < 0.05 ? 'warn' : 'ok';
  return { id: 'disk', state, facts: { free: (free / GIB).toFixed(1), percent: Math.round(share * 100) } };
}

async function checkEngine(database: Database): Promise<Check> {
  const version = await serverVersion(database);
  const facts = { kind: database.kind, version: `${Math.floor(version / 10_000)}.${version % 10_000}` };
  return version < OLDEST_SERVER
    ? engineFailed(`PostgreSQL ${facts.version} < 15`)
    : { id: 'engine', state: 'ok', facts };
}

async function checkDurability(session: Session, running: boolean): Promise<Check> {
  if (session.database.kind === 'embedded') {
    // A running Vigie proved it when it started: it would not run otherwise.
    if (running) return { id: 'durability', state: 'ok', facts: { proof: 'running' } };
    const fsyncs = session.provenFsyncs ?? 0;
    return { id: 'durability', state: fsyncs > 0 ? 'ok' : 'fail', facts: { proof: `fsync × ${fsyncs}` } };
  }
  const settings = await durabilitySettings(session.database.db);
  const off = Object.entries(settings).filter(([, value]) => value === 'off');
  const proof = (off.length > 0 ? off : Object.entries(settings)).map(([k, v]) => `${k}=${v}`).join(', ');
  return { id: 'durability', state: off.length > 0 ? 'fail' : 'ok', facts: { proof } };
}

async function checkMigrations(database: Database): Promise<Check> {
  let applied: Map<string, string>;
  try {
    applied = await appliedMigrations(database);
  } catch {
    // No such table: nothing was ever applied.
    applied = new Map();
  }
  const ours = readMigrations(ROOMS);
  const nameOf = (m: { room: string; name: string }) => `${m.room}/${m.name}`;
  const changed = ours.filter((m) => applied.has(nameOf(m)) && applied.get(nameOf(m)) !== m.hash).map(nameOf);
  const waiting = ours.filter((m) => !applied.has(nameOf(m))).map(nameOf);
  const unknown = [...applied.keys()].filter(
    (id) => ROOMS.includes(id.split('/')[0] ?? '') && !ours.some((m) => nameOf(m) === id),
  );
  const bad = [...changed, ...unknown];
  const facts = {
    applied: applied.size,
    waiting: waiting.length,
    names: (bad.length > 0 ? bad : waiting).join(', '),
  };
  return { id: 'migrations', state: bad.length > 0 ? 'fail' : waiting.length > 0 ? 'warn' : 'ok', facts };
}

async function checkJournal(database: Database): Promise<Check> {
  const verdict = await verifyJournal(database.db);
  return verdict.intact
    ? { id: 'journal', state: 'ok', facts: { entries: verdict.entries, head: verdict.upTo.hash } }
    : { id: 'journal', state: 'fail', facts: { seq: verdict.seq, problem: verdict.problem } };
}

async function checkOutbox(database: Database): Promise<Check> {
  const { waiting, parked } = await backlog(database.db);
  const state = parked > 0 ? 'fail' : waiting > 10_000 ? 'warn' : 'ok';
  return { id: 'outbox', state, facts: { waiting: Number(waiting), parked: Number(parked) } };
}

/** Reads every stored file again: a disk that rots is silent otherwise. */
async function checkFiles(database: Database, dir: string): Promise<Check> {
  const referenced = await referencedFiles(database.db);
  const damaged: string[] = [];
  let count = 0;
  const entries = existsSync(dir) ? await readdir(dir, { withFileTypes: true, recursive: true }) : [];
  for (const entry of entries) {
    if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue;
    count++;
    referenced.delete(entry.name);
    if ((await hashOf(join(entry.parentPath, entry.name))) !== entry.name) damaged.push(entry.name);
  }
  const facts = {
    count,
    missing: referenced.size,
    damaged: damaged.length,
    first: damaged[0] ?? [...referenced][0] ?? '',
  };
  return { id: 'files', state: damaged.length + referenced.size > 0 ? 'fail' : 'ok', facts };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
