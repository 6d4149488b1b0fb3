import { parseArgs } from 'node:util';
import { moveDatabase } from '../platform/db/move.ts';
import { placeOf } from '../platform/db/session.ts';
import type { Command } from './command.ts';
import { translate } from './failure.ts';

export const move: Command = {
  name: 'move',
  summary: 'Copie la base vers un autre moteur / copies the database to another engine (--from --to)',
  usage: (t) => t('platform:cli.move-usage'),
  async run(argv, io) {
    const t = translate(io.env);
    const { values } = parseArgs({
      args: [...argv],
      options: { from: { type: 'string' }, to: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (!values.from || !values.to) {
      io.stderr.write(`${t('platform:cli.move-usage')}\n`);
      return 2;
    }
    const to = placeOf(values.to);
    const reports = await moveDatabase(placeOf(values.from), to, (r) => {
      io.stderr.write(`${t('platform:cli.moved-table', { table: r.table, rows: r.rows })}\n`);
    });
    const rows = reports.reduce((sum, r) => sum + r.rows, 0);
    io.stdout.write(`${t('platform:cli.moved', { tables: reports.length, rows, to: to.label })}\n`);
    return 0;
  },
};
