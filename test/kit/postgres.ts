import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Where Debian, Fedora or the PATH keep PostgreSQL's programs; undefined when there is none of 15 or later. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number).filter(Number.isInteger) : [];
  const candidates = versions.sort((a, b) => b - a).map((v) => join(debian, String(v), 'bin'));
  const fromPath = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  if (fromPath) candidates.push(fromPath);
  return candidates.find((dir) => existsSync(join(dir, 'initdb')) && majorOf(dir) >= 15);
}

function majorOf(dir: string): number {
  const { stdout } = spawnSync(join(dir, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)\./.exec(stdout ?? '')?.[1] ?? 0);
}

/** A throwaway PostgreSQL on a random port of the loopback, with a random password. As root it runs as an ordinary user. */
export async function startPostgres(bin: string): Promise<{ url: string; stop(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-pg-'));
  const identity = ordinaryUser();
  const password = randomBytes(18).toString('base64url');
  const passwordFile = join(dir, 'password');
  const data = join(dir, 'data');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity) {
    for (const path of [dir, data, passwordFile]) chownSync(path, identity.uid, identity.gid);
  }
  chmodSync(dir, 0o700);
  const init = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'vigie',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ],
    { encoding: 'utf8', cwd: dir, ...identity },
  );
  if (init.status !== 0) throw new Error(`initdb: ${init.stderr || init.error?.message}`);
  const port = await freePort();
  const settings = ['fsync=off', 'shared_buffers=64MB', 'max_connections=100', 'full_page_writes=off'];
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', dir, ...settings.flatMap((s) => ['-c', s])],
    { stdio: 'ignore', cwd: dir, ...identity },
  );
  const url = `postgres://vigie:${password}@127.0.0.1:${port}/postgres`;
  await answering(url);
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string, name: string) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  const uid = idOf('-u', 'nobody');
  return uid ? { uid, gid: idOf('-g', 'nobody') } : { uid: 65534, gid: 65534 };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
