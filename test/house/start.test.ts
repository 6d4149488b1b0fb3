import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../src/platform/root.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigie-start-'));
const data = join(scratch, 'data');
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Without this process's own settings. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([k]) => !k.startsWith('VIGIE_') && k !== 'NODE_OPTIONS'),
);

function vigie(...args: string[]): ChildProcess & { text: () => string } {
  const child = spawn(process.execPath, [join(ROOT, 'bin/vigie.mjs'), ...args], { env, cwd: scratch });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  }
  return Object.assign(child, { text: () => text });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  await once(child, 'exit');
  return child.exitCode;
}

async function serving(...args: string[]): Promise<{ child: ReturnType<typeof vigie>; url: string }> {
  const child = vigie('serve', '--data', data, '--port', '0', ...args);
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(child.text());
    if (found) return { child, url: found[0] };
    if (child.exitCode !== null) throw new Error(child.text());
    await new Promise((r) => setTimeout(r, 20));
  }
}

describe('vigie', () => {
  beforeAll(async () => {
    // Builds if it must.
    await ended(vigie('--help'));
  }, 180_000);

  it('starts on an empty folder, answers, and stops cleanly on SIGTERM', async () => {
    const { child, url } = await serving();
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
    expect(readdirSync(join(data, 'run'))).toEqual([]);
  }, 60_000);

  it('is ready again, also after kill -9, and refuses a second process meanwhile', async () => {
    const first = await serving();
    const second = vigie('serve', '--data', data, '--port', '0');
    expect(await ended(second)).toBe(2);
    expect(second.text()).toContain(String(first.child.pid));
    first.child.kill('SIGKILL');
    await ended(first.child);
    const third = await serving();
    third.child.kill('SIGINT');
    expect(await ended(third.child)).toBe(0);
  }, 60_000);

  it('does not start on bad settings, and names each', async () => {
    const child = vigie('serve', '--port', '99999', '--host', '', '--data', data);
    env.VIGIE_TIME_ZONE = 'Mars/Olympus';
    const other = vigie('serve', '--port', 'x', '--data', data);
    delete env.VIGIE_TIME_ZONE;
    expect(await ended(child)).toBe(2);
    expect(child.text()).toContain('--port=99999');
    expect(await ended(other)).toBe(2);
    expect(other.text()).toMatch(
      /--port=x[\s\S]*VIGIE_TIME_ZONE=Mars\/Olympus|VIGIE_TIME_ZONE=Mars\/Olympus[\s\S]*--port=x/,
    );
  }, 60_000);

  it('says that a port is taken', async () => {
    const { child, url } = await serving();
    const port = new URL(url).port;
    const other = vigie('serve', '--data', join(scratch, 'other'), '--port', port);
    expect(await ended(other)).toBe(2);
    expect(other.text()).toContain(port);
    expect(other.text()).not.toContain('    at ');
    child.kill('SIGTERM');
    await ended(child);
  }, 60_000);

  it.skipIf(!existsSync('/proc/self'))(
    'says of a folder that lets nothing be made inside it that it cannot serve',
    async () => {
      const child = vigie('serve', '--data', '/proc/vigie', '--port', '0');
      expect(await ended(child)).toBe(2);
      expect(child.text()).toContain('/proc/vigie');
      expect(child.text()).not.toContain('    at ');
    },
    60_000,
  );

  it('knows its commands', async () => {
    const help = vigie('--help');
    expect(await ended(help)).toBe(0);
    for (const name of ['serve', 'demo', 'match', 'backup', 'restore', 'doctor', 'move'])
      expect(help.text()).toContain(name);
    const unknown = vigie('srve');
    expect(await ended(unknown)).toBe(2);
    expect(unknown.text()).toContain('srve');
    const option = vigie('serve', '--prot', '1');
    expect(await ended(option)).toBe(2);
    expect(option.text()).toContain('--prot');
    expect(option.text()).not.toContain('    at ');
  }, 60_000);

  it.each(['serve', 'demo', 'import', 'feeds', 'match', 'move', 'backup', 'restore', 'doctor', 'user'])(
    'says what %s takes, and does nothing else',
    async (name) => {
      const help = vigie(name, '--help');
      expect(await ended(help)).toBe(0);
      expect(help.text()).toMatch(new RegExp(`^vigie ${name} `, 'm'));
      expect(help.text()).not.toContain('    at ');
    },
    60_000,
  );
});
