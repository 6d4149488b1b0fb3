import { type Config, ConfigSchema } from './config.ts';
import type { ConfigItem } from './contract.ts';
import { envName } from './load.ts';
import { isSecret } from './secret.ts';

/** Every setting in force and where it was set, without anything that opens a door. */
export function presentConfig(config: Config): ConfigItem[] {
  return (Object.keys(ConfigSchema.shape) as (keyof typeof ConfigSchema.shape)[]).map((key) => {
    const from = config.origins?.[key] ?? null;
    return {
      key,
      name: envName(key),
      value: shown(key, config[key]),
      source: from === null ? 'default' : from.startsWith('--') ? 'command-line' : 'environment',
      from,
    };
  });
}

function shown(key: string, value: unknown): string | null {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return isSecret(key) ? masked(text) : text;
}

/** Of an address, the machine and the path may be seen; a password may be before the @ or after the `?`. */
function masked(text: string): string {
  if (!URL.canParse(text)) return '***';
  const { protocol, username, password, host, pathname, search } = new URL(text);
  return `${protocol}//${username || password ? '***@' : ''}${host}${pathname}${search ? '?***' : ''}`;
}
