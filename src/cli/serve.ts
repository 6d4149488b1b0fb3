import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Command, Io } from './command.ts';
import { translate } from './failure.ts';
import { readConfig } from './settings.ts';

/** A stop that takes longer is cut: what was acknowledged is on disk. */
const STOP_LIMIT_MS = 5_000;

export const serve: Command = {
  name: 'serve',
  summary: 'Démarre Vigie / starts Vigie (--data --port --host --demo)',
  usage: (t) => t('platform:cli.serve-usage'),
  run: (argv, io) => runServer(argv, io),
};

export async function runServer(argv: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      demo: { type: 'boolean' },
    },
  });
  const config = readConfig(values, io);
  if (!config) return 2;
  const t = translate({ ...io.env, VIGIE_LOCALE: config.locale });
  const stopAsked = signalled();
  const { start } = await import('../main.ts');
  const crash = deferred<string>();
  const vigie = await start(config, { purpose: 'serve', onCrash: crash.resolve });
  io.stdout.write(`${t('platform:cli.listening', { url: vigie.url })}\n`);
  if (vigie.door) {
    const key = vigie.door.kind === 'demo' ? 'platform:cli.signed-in' : 'platform:cli.setup';
    io.stdout.write(`${t(key, { url: vigie.door.url })}\n`);
  }
  const reason = await Promise.race([stopAsked.then(() => undefined), crash.promise]);
  if (reason !== undefined) io.stderr.write(`${t('platform:cli.crashed', { reason })}\n`);
  else io.stderr.write(`${t('platform:cli.stopping')}\n`);
  setTimeout(() => process.exit(reason === undefined ? 0 : 1), STOP_LIMIT_MS).unref();
  await vigie.close();
  process.exit(reason === undefined ? 0 : 1);
}

async function signalled(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), orphaned()]);
}

/** Under `npm start`, npm may be ended without a word to us: then the shell between us goes, and our parent changes. */
async function orphaned(): Promise<void> {
  if (!process.env.npm_lifecycle_event) return new Promise(() => {});
  const parent = process.ppid;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, 1_000);
    timer.unref();
  });
}

function deferred<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((r) => {
    resolve = r;
  });
  return { promise, resolve };
}
