import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { applyImport } from '../estate/apply-import.ts';
import { previewImport } from '../estate/preview-import.ts';
import { systemActor } from '../platform/auth/actor.ts';
import type { Command } from './command.ts';
import { translate } from './failure.ts';
import { readConfig } from './settings.ts';
import { withVigie } from './with-vigie.ts';

export const importInventory: Command = {
  name: 'import',
  summary: 'Importe des inventaires / imports inventories (FILE… --asset NAME --apply)',
  usage: (t) => t('platform:cli.import-usage'),
  async run(argv, io) {
    const t = translate(io.env);
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        asset: { type: 'string' },
        format: { type: 'string' },
        apply: { type: 'boolean' },
      },
    });
    if (positionals.length === 0) {
      io.stderr.write(`${t('platform:cli.import-usage')}\n`);
      return 2;
    }
    const config = readConfig({ data: values.data }, io);
    if (!config) return 2;
    const problemText = (problem: { code: string; details: Record<string, unknown> } | null) =>
      problem ? t(problem.code.replace('.', ':errors.'), problem.details) : '';
    return withVigie(config, 'import', async ({ platform, settle }) => {
      let refused = 0;
      for (const file of positionals) {
        const row = await previewImport(platform, systemActor, {
          name: basename(file),
          content: createReadStream(resolve(io.cwd, file)),
          options: {
            ...(values.format ? { format: values.format } : {}),
            ...(values.asset ? { newAsset: { name: values.asset, kind: 'host' as const } } : {}),
          },
        });
        if (row.state === 'failed') {
          refused++;
          io.stderr.write(`${file}: ${problemText(row.problem)}\n`);
          continue;
        }
        const done = values.apply ? await applyImport(platform, systemActor, row.id) : row;
        const { components, added, changed, absent } = done.summary;
        const facts = { file, format: done.format ?? '', components, added, changed, absent };
        io.stdout.write(`${t(values.apply ? 'platform:cli.imported' : 'platform:cli.previewed', facts)}\n`);
      }
      await settle();
      return refused > 0 ? 2 : 0;
    });
  },
};
