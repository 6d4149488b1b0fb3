import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Io } from './command.ts';
import { translate } from './failure.ts';

/** The passphrase of a backup: `VIGIE_BACKUP_PASSPHRASE`, else asked for without showing it. Never an argument: those are seen by all. */
export async function askPassphrase(io: Io, wanted: boolean): Promise<string | undefined> {
  const given = io.env.VIGIE_BACKUP_PASSPHRASE;
  if (given) return given;
  if (!wanted) return undefined;
  io.stderr.write(`${translate(io.env)('platform:cli.passphrase')} `);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = 'isTTY' in io.stdin && io.stdin.isTTY === true;
  const lines = createInterface({ input: io.stdin, output: mute, terminal });
  const line = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  lines.close();
  io.stderr.write('\n');
  return line === '' ? undefined : line;
}
