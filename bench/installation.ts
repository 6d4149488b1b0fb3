import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembled, assemble } from '../src/main.ts';
import { ConfigSchema } from '../src/platform/config/config.ts';
import { ROOT } from '../src/platform/root.ts';

/** Given by the runner to keep what one bench made for the next; alone, a bench has its own and removes it. */
const given = process.env.VIGIE_BENCH_SCRATCH;
export const scratch: string = given ?? mkdtempSync(join(tmpdir(), 'vigie-bench-'));
process.on('exit', () => {
  if (!given) rmSync(scratch, { recursive: true, force: true });
});

/** A Vigie on a data folder (or on a server), with the durable engine and without background work. */
export async function openInstallation(dataDir: string, databaseUrl?: string): Promise<Assembled> {
  mkdirSync(dataDir, { recursive: true });
  const config = ConfigSchema.parse({
    dataDir,
    port: 0,
    logLevel: 'error',
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  return assemble(config, {
    purpose: 'bench',
    onCrash: (reason) => {
      console.error(reason);
      process.exit(1);
    },
  });
}

/** A data folder made once in this run, and copied for each use. */
export async function copyOf(
  name: string,
  into: string,
  make: (dir: string) => Promise<void>,
): Promise<string> {
  const source = join(scratch, name);
  if (!existsSync(`${source}.done`)) {
    await make(source);
    mkdirSync(`${source}.done`);
  }
  const target = join(scratch, into);
  rmSync(target, { recursive: true, force: true });
  cpSync(source, target, { recursive: true });
  return target;
}

/** A file of the corpora, which are not part of the project; without it the bench says so and ends well. */
export function corpusOrSkip(bench: string, path: string): string {
  const file = join(process.env.VIGIE_CORPORA ?? join(ROOT, '../shared/corpora'), path);
  if (!existsSync(file)) {
    process.stdout.write(`${JSON.stringify({ bench, skipped: `no ${path} in the corpora` })}\n`);
    process.exit(0);
  }
  return file;
}
