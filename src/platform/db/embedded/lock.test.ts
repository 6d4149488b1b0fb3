import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolderHolder, type Holder, lockDataFolder } from './lock.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const path = () => join(dir, 'run', 'lock.json');
const read = () => JSON.parse(readFileSync(path(), 'utf8')) as Holder;

/** Leaves a lock file as another process would have. */
function leave(change: Partial<Holder>, ageMs = 0): void {
  mkdirSync(join(dir, 'run'), { recursive: true });
  writeFileSync(path(), JSON.stringify({ ...identityOfThisProcess, ...change }));
  const at = new Date(Date.now() - ageMs);
  utimesSync(path(), at, at);
}
let identityOfThisProcess: Holder;
beforeEach(async () => {
  const lock = await lockDataFolder(dir, 'test');
  identityOfThisProcess = read();
  lock.release();
});

describe('the lock of a data folder', () => {
  it('refuses a second holder while the first lives, and names it', async () => {
    const lock = await lockDataFolder(dir, 'serve');
    await expect(lockDataFolder(dir, 'backup')).rejects.toMatchObject({
      code: 'platform.data-folder-busy',
      details: { pid: process.pid, purpose: 'serve' },
    });
    lock.release();
    (await lockDataFolder(dir, 'backup')).release();
  });

  it('tells where the holder serves', async () => {
    const lock = await lockDataFolder(dir, 'serve');
    lock.announce('/some/where');
    expect(await dataFolderHolder(dir)).toMatchObject({ socketDir: '/some/where', pid: process.pid });
    lock.release();
    expect(await dataFolderHolder(dir)).toBeUndefined();
  });

  it('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)']);
    const pid = child.pid ?? 0;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    leave({ pid, startTime });
    await expect(lockDataFolder(dir, 'test')).rejects.toMatchObject({ code: 'platform.data-folder-busy' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await lockDataFolder(dir, 'test')).release();
  });

  it('is taken over when its pid now belongs to another process', async () => {
    leave({ pid: process.pid, startTime: '1' });
    const lock = await lockDataFolder(dir, 'test');
    expect(read().startTime).toBe(identityOfThisProcess.startTime);
    lock.release();
  });

  it('is taken over after a reboot, and when its file was cut short', async () => {
    leave({ bootId: 'another', pid: process.pid }, 60_000);
    (await lockDataFolder(dir, 'test')).release();
    writeFileSync(path(), '{"pid":');
    (await lockDataFolder(dir, 'test')).release();
    writeFileSync(path(), '');
    (await lockDataFolder(dir, 'test')).release();
  });

  it('holds against a live process of another container, known by its heartbeat', async () => {
    leave({ pidNamespace: 'pid:[1]', pid: 1 });
    const beat = setInterval(() => utimesSync(path(), new Date(), new Date()), 500);
    await expect(lockDataFolder(dir, 'test')).rejects.toMatchObject({ code: 'platform.data-folder-busy' });
    clearInterval(beat);
  }, 20_000);

  it('is won by one of many that find it stale together, and leaves no litter', async () => {
    leave({ pid: process.pid, startTime: '1' });
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(dir, 'test')));
    const won = tries.filter((t) => t.status === 'fulfilled');
    expect(won).toHaveLength(1);
    expect(readdirSync(join(dir, 'run'))).toEqual(['lock.json']);
    for (const t of won) t.value.release();
  });
});
