import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createBackup } from '../platform/backup/create-backup.ts';
import { systemClock } from '../platform/clock.ts';
import { placeOf } from '../platform/db/session.ts';
import type { Command } from './command.ts';
import { translate } from './failure.ts';
import { askPassphrase } from './passphrase.ts';
import { readConfig } from './settings.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'Sauvegarde tout dans un fichier / backs everything up to one file (FILE --data --encrypt)',
  usage: (t) => t('platform:cli.backup-usage'),
  async run(argv, io) {
    const t = translate(io.env);
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { data: { type: 'string' }, encrypt: { type: 'boolean' } },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1) {
      io.stderr.write(`${t('platform:cli.backup-usage')}\n`);
      return 2;
    }
    const config = readConfig({ data: values.data }, io);
    if (!config) return 2;
    const passphrase = await askPassphrase(io, values.encrypt ?? false);
    const manifest = await createBackup({
      place: placeOf(config.databaseUrl ?? config.dataDir),
      dataDir: config.dataDir,
      target: resolve(io.cwd, file),
      ...(passphrase ? { passphrase } : {}),
      now: systemClock.now(),
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    io.stdout.write(
      `${t('platform:cli.backed-up', { file, tables: manifest.tables.length, rows, files: manifest.files.count })}\n`,
    );
    if (!passphrase && manifest.secrets) io.stderr.write(`${t('platform:cli.backup-open')}\n`);
    return 0;
  },
};
