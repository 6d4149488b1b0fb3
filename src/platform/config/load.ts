import { z } from 'zod';
import { type Config, ConfigSchema } from './config.ts';
import { isSecret } from './secret.ts';

export interface ConfigProblem {
  /** As the person set it: `VIGIE_PORT` or `--port`. */
  name: string;
  /** What was set; `***` when it may hold a secret. */
  value: string;
  why: string;
}

export type ConfigResult =
  | { config: Config; problems: []; unknown: string[] }
  | { config: undefined; problems: ConfigProblem[]; unknown: string[] };

/** Read elsewhere than in the configuration. */
const OTHER = new Set([
  'VIGIE_CORPORA',
  'VIGIE_TEST_DATABASE',
  'VIGIE_STREAM_URL',
  'VIGIE_BACKUP_PASSPHRASE',
]);

/** `dataDir` → `VIGIE_DATA_DIR`. */
export const envName = (key: string) => `VIGIE_${key.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;

/**
 * Reads the environment, then the command line over it, and tells every bad value at once.
 * @param flags by configuration key: what the command line gave
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string | boolean | undefined>> = {},
): ConfigResult {
  const keys = Object.keys(ConfigSchema.shape);
  const input: Record<string, unknown> = {};
  const origin: Record<string, string> = {};
  for (const key of keys) {
    const fromEnv = env[envName(key)];
    // An empty variable is one that a container file left blank.
    if (fromEnv !== undefined && fromEnv !== '') {
      input[key] = fromEnv;
      origin[key] = envName(key);
    }
    const flag = flags[key];
    if (flag !== undefined) {
      input[key] = typeof flag === 'boolean' ? String(flag) : flag;
      origin[key] = `--${key === 'dataDir' ? 'data' : key}`;
    }
  }
  const known = new Set(keys.map(envName));
  const unknown = Object.keys(env).filter((k) => k.startsWith('VIGIE_') && !known.has(k) && !OTHER.has(k));
  const language = input.locale === 'en' ? 'en' : 'fr';
  const locale = z.locales[language]();
  const parsed = ConfigSchema.safeParse(input, { error: locale.localeError });
  if (parsed.success) return { config: { ...parsed.data, origins: origin }, problems: [], unknown };
  const problems = parsed.error.issues.map((issue) => {
    const key = String(issue.path[0] ?? '');
    const value = isSecret(key) ? '***' : String(input[key]);
    const own = issue.code === 'custom' ? issue.params?.why?.[language] : undefined;
    return { name: origin[key] ?? envName(key), value, why: own ?? issue.message };
  });
  return { config: undefined, problems, unknown };
}
