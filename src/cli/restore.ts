import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restoreBackup } from '../platform/backup/restore-backup.ts';
import type { Command } from './command.ts';
import { translate } from './failure.ts';
import { askPassphrase } from './passphrase.ts';
import { readConfig } from './settings.ts';

export const restore: Command = {
  name: 'restore',
  summary:
    'Restaure une sauvegarde dans un dossier vide / restores a backup into an empty folder (FILE --data)',
  usage: (t) => t('platform:cli.restore-usage'),
  async run(argv, io) {
    const t = translate(io.env);
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { data: { type: 'string' }, encrypted: { type: 'boolean' } },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1) {
      io.stderr.write(`${t('platform:cli.restore-usage')}\n`);
      return 2;
    }
    const config = readConfig({ data: values.data }, io);
    if (!config) return 2;
    const passphrase = await askPassphrase(io, values.encrypted ?? false);
    const manifest = await restoreBackup({
      file: resolve(io.cwd, file),
      dataDir: config.dataDir,
      ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
      ...(passphrase ? { passphrase } : {}),
      onTable: (r) => io.stderr.write(`${t('platform:cli.moved-table', { table: r.table, rows: r.rows })}\n`),
    });
    io.stdout.write(
      `${t('platform:cli.restored', { file, at: manifest.createdAt, dataDir: config.dataDir })}\n`,
    );
    if (!manifest.secrets) io.stderr.write(`${t('platform:cli.restored-no-keys')}\n`);
    return 0;
  },
};
