import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface Product {
  url: string;
  /** The one-time link printed at start: set-up, or the demonstration. */
  link: string;
  stop(): Promise<void>;
}

/** Starts the product as a person would, on an empty data folder and a free port. */
export async function startProduct(options: { demo: boolean }): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'vigie-journey-'));
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'bin/vigie.mjs'),
      'serve',
      '--data',
      data,
      '--port',
      '0',
      ...(options.demo ? ['--demo'] : []),
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = () => stopChild(child, data);
  try {
    const { url, link } = await readLinks(child);
    return { url, link, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readLinks(child: ChildProcess): Promise<{ url: string; link: string }> {
  return new Promise((resolve, reject) => {
    let out = '';
    const take = (chunk: Buffer) => {
      out += chunk.toString();
      const [url, link] = [...out.matchAll(/http:\/\/127\.0\.0\.1:\d+\S*/g)].map((m) => m[0]);
      if (url && link) resolve({ url, link });
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${out}`)));
  });
}

async function stopChild(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode === null) {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  rmSync(data, { recursive: true, force: true });
}
