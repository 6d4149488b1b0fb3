import type { Config } from '../platform/config/config.ts';
import { loadConfig } from '../platform/config/load.ts';
import type { Io } from './command.ts';
import { translate } from './failure.ts';

export interface Flags {
  data?: string | undefined;
  port?: string | undefined;
  host?: string | undefined;
  demo?: boolean | undefined;
}

/** The configuration, or undefined once every bad value has been told on stderr. */
export function readConfig(flags: Flags, io: Io): Config | undefined {
  const t = translate(io.env);
  const { data, ...others } = flags;
  const result = loadConfig(io.env, { ...others, dataDir: data });
  for (const name of result.unknown) io.stderr.write(`${t('platform:cli.unknown-setting', { name })}\n`);
  if (result.config) return result.config;
  io.stderr.write(`${t('platform:cli.bad-settings')}\n`);
  for (const p of result.problems) io.stderr.write(`  ${p.name}=${p.value} : ${p.why}\n`);
  return undefined;
}
