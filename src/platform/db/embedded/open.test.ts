import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyIn, copyOut } from '../copy/copy-stream.ts';
import { socketFolder } from './data-folder.ts';
import { type EmbeddedDatabase, embeddedPool, openEmbedded } from './open.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigie-embedded-'));
const dataDir = join(scratch, 'data');
const crashes: string[] = [];
let database: EmbeddedDatabase;
const open = () => openEmbedded({ dataDir, purpose: 'test', onCrash: (reason) => crashes.push(reason) });
beforeAll(async () => {
  database = await open();
}, 60_000);
afterAll(async () => {
  await database.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function client(): Promise<pg.Client> {
  const c = new pg.Client(embeddedPool(database.socketDir));
  // One of them is cut off on purpose.
  c.on('error', () => {});
  await c.connect();
  return c;
}

describe('the embedded engine', () => {
  it('proves that a commit reached the disk before it serves', () => {
    expect(database.provenFsyncs).toBeGreaterThan(0);
    expect(database.serverVersion).toBeGreaterThanOrEqual(180_000);
  });

  it('runs with fsync on', async () => {
    const { rows } = await sql<{ fsync: string; zone: string }>`
      select current_setting('fsync') as fsync, current_setting('timezone') as zone`.execute(database.db);
    expect(rows).toEqual([{ fsync: 'on', zone: 'UTC' }]);
  });

  it('keeps its socket and its folder for its owner alone, and notes its version', () => {
    expect(statSync(database.socketDir).mode & 0o077).toBe(0);
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'db')).mode & 0o077).toBe(0);
    expect(JSON.parse(readFileSync(join(dataDir, 'vigie.json'), 'utf8'))).toMatchObject({
      postgresMajor: '18',
    });
  });

  it('refuses a second process on the same folder', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'platform.data-folder-busy' });
  });

  it('never mixes the statements of two clients', async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, client));
    await Promise.all(
      clients.map(async (c, w) => {
        for (let i = 0; i < 40; i++) {
          const { rows } = await c.query(
            w % 2 ? 'select $1::text as v' : 'select $1::text || $2::text as v',
            w % 2 ? [`${w}/${i}`] : [`${w}/`, `${i}`],
          );
          expect(rows).toEqual([{ v: `${w}/${i}` }]);
          if (i % 10 === 0)
            await expect(c.query('select 1/$1::int', [0])).rejects.toThrow(/division by zero/);
        }
      }),
    );
    await Promise.all(clients.map((c) => c.end()));
  });

  it('makes others wait for the end of a transaction, and rolls back that of a client that leaves', async () => {
    await sql`create table public.t (n int)`.execute(database.db);
    const [first, second] = [await client(), await client()];
    await first.query('begin');
    await first.query('insert into t values (1)');
    const counted = second.query('select count(*)::int as n from t');
    let isDone = false;
    void counted.then(() => {
      isDone = true;
    });
    await new Promise((r) => setTimeout(r, 100));
    expect(isDone).toBe(false);
    // Gone without a word, in the middle of its transaction.
    (first as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect((await counted).rows).toEqual([{ n: 0 }]);
    await second.end();
  });

  it('copies in and out, errors included, and goes on', async () => {
    const c = await client();
    await c.query('create table u (a int, b text)');
    await copyIn(c, 'copy u (a, b) from stdin', Buffer.from('1\tone\n2\ttwo\\nlines\n'));
    await expect(copyIn(c, 'copy u (a, b) from stdin', Buffer.from('x\tbad\n'))).rejects.toThrow(
      /invalid input syntax/,
    );
    expect((await copyOut(c, 'copy u to stdout')).map(String)).toEqual(['1\tone\n', '2\ttwo\\nlines\n']);
    await expect(copyOut(c, 'copy nothing to stdout')).rejects.toThrow(/does not exist/);
    expect((await c.query('select b from u where a = 2')).rows).toEqual([{ b: 'two\nlines' }]);
    await c.end();
  });

  it('does not hold the event loop while a query stalls', async () => {
    let longest = 0;
    const from = performance.now();
    let last = from;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await sql`select count(*) from generate_series(1, 1500000) n where n::text like '%99%'`.execute(
      database.db,
    );
    clearInterval(timer);
    // Against the query itself, not a figure: a busy machine slows both.
    expect(longest).toBeLessThan((performance.now() - from) / 2);
  });

  it('serves on after a client sends nonsense', async () => {
    const { connect } = await import('node:net');
    for (const bytes of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.alloc(64, 0xff),
      Buffer.from([0, 0, 0, 8]),
    ]) {
      const socket = connect(join(database.socketDir, '.s.PGSQL.5432'));
      socket.on('error', () => {});
      socket.end(bytes);
      await new Promise((r) => socket.once('close', r));
    }
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(database.db);
    expect(rows).toEqual([{ one: 1 }]);
    expect(crashes).toEqual([]);
  });

  it('leaves nothing of itself behind when it stops, and comes back with its data', async () => {
    await database.close();
    expect(readdirSync(join(dataDir, 'run'))).toEqual([]);
    // As a former version left it.
    chmodSync(join(dataDir, 'db'), 0o755);
    database = await open();
    expect(statSync(join(dataDir, 'db')).mode & 0o077).toBe(0);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from u`.execute(database.db);
    expect(rows).toEqual([{ n: 2 }]);
  }, 60_000);
});

describe('the data folder', () => {
  it('of another major version is refused with what to do', async () => {
    const other = join(scratch, 'other');
    mkdirSync(join(other, 'db'), { recursive: true });
    writeFileSync(join(other, 'db', 'PG_VERSION'), '17\n');
    writeFileSync(
      join(other, 'vigie.json'),
      '{"format":1,"engine":"pglite","engineVersion":"0.4.0","postgresMajor":"17"}',
    );
    const opening = openEmbedded({ dataDir: other, purpose: 'test', onCrash: () => {} });
    await expect(opening).rejects.toMatchObject({
      code: 'platform.data-folder-other-engine',
      details: { found: '17' },
    });
    expect(readdirSync(join(other, 'run'))).toEqual([]);
  });

  it('that cannot be written is an error, not a crash', async () => {
    const file = join(scratch, 'a-file');
    writeFileSync(file, '');
    const opening = openEmbedded({ dataDir: join(file, 'data'), purpose: 'test', onCrash: () => {} });
    await expect(opening).rejects.toMatchObject({ code: 'platform.data-folder-unusable' });
  });

  it('with a path too long for a socket uses a private temporary folder', () => {
    const deep = join(scratch, 'x'.repeat(60), 'y'.repeat(60));
    const socket = socketFolder(deep);
    expect(Buffer.byteLength(socket.path)).toBeLessThanOrEqual(103);
    expect(statSync(socket.dir).mode & 0o077).toBe(0);
    socket.remove();
    expect(existsSync(socket.dir)).toBe(false);
  });
});
