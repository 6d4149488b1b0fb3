import { parseArgs } from 'node:util';
import { examine } from '../platform/doctor/examine.ts';
import type { Command } from './command.ts';
import { translate } from './failure.ts';
import { readConfig } from './settings.ts';

const SIGNS = { ok: '✓', warn: '!', fail: '✗' };

export const doctor: Command = {
  name: 'doctor',
  summary: 'Examine l’installation / examines the installation (--data --json)',
  usage: (t) => t('platform:cli.doctor-usage'),
  async run(argv, io) {
    const { values } = parseArgs({
      args: [...argv],
      options: { data: { type: 'string' }, json: { type: 'boolean' } },
    });
    const config = readConfig({ data: values.data }, io);
    if (!config) return 2;
    const t = translate(io.env);
    const checks = await examine(config);
    const isHealthy = checks.every((c) => c.state !== 'fail');
    if (values.json) {
      io.stdout.write(`${JSON.stringify({ healthy: isHealthy, checks }, null, 2)}\n`);
    } else {
      for (const { id, state, facts } of checks) {
        io.stdout.write(`${SIGNS[state]} ${t(`platform:doctor.${id}-${state}`, facts)}\n`);
      }
    }
    return isHealthy ? 0 : 1;
  },
};
